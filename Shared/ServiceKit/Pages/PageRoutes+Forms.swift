import Database
import EventBus
import HTTPTypes
import Hummingbird
import Model
import WebPages

extension PageRoutes {
    // MARK: Forms

    @Sendable func new(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        guard actor.access.allows(.editor) else { throw Refusal.forbidden(.editor, unit: "") }
        // Values in the address fill the form in: links such as «new agreement with this institution».
        let pairs = request.queryPairs
        var values = FormValues(pairs.map { ($0.name, $0.value) }, of: self.resource)
        // A link that says nothing leaves nothing to be known: then nobody is asked.
        let (begun, issues) =
            pairs.isEmpty
            ? (FormBeginnings(), [])
            : try await self.beginnings(try await self.json(values, .creating, context), actor)
        values.complete(from: begun.record, of: self.resource)
        var usual = Record()
        usual.object[SystemFields.unit.name] = .string(actor.access.units(.editor)?.first ?? "office")
        values.complete(from: usual, of: self.resource)
        return try await self.form(
            request, context, values: values, issues: issues, mode: .create, begun: begun, origin: self.origin(pairs))
    }

    /// What the rule knows of a new record from what is said of it, and why there can be none.
    private func beginnings(_ json: JSON, _ actor: Actor) async throws -> (begun: FormBeginnings, issues: [Issue]) {
        guard let given = Record(fieldJSON: json) else { return (FormBeginnings(), []) }
        do {
            let begun = try await self.runtime.pool.withConnection { connection in
                let rules = self.runtime.keeper.context(on: connection, for: actor)
                return try await self.collection.rule.beginnings(of: given, in: rules)
            }
            return (begun, [])
        } catch let error as ValidationError {
            return (FormBeginnings(), error.issues)
        }
    }

    private func origin(_ pairs: [(name: String, value: String)]) -> FormOrigin? {
        pairs.last { $0.name == FormOrigin.name }.flatMap { FormOrigin($0.value, of: self.resource) }
    }

    @Sendable func edit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let record = try await self.runtime.pool.withConnection { connection in
            try await self.readable(context, on: connection)
        }
        let actor = try context.requireActor()
        let unit = record.unit ?? ""
        guard actor.access.allows(.editor, in: unit) else { throw Refusal.forbidden(.editor, unit: unit) }
        return try await self.form(
            request, context, values: FormValues(record, of: self.resource),
            mode: .edit(id: record.id?.description ?? "", version: record.version ?? 0), stored: record,
            title: self.resource.title(of: record, in: context.language))
    }

    private func form(
        _ request: Request, _ context: ServiceRequestContext, values: FormValues, issues: [Issue] = [],
        doubts: FormDoubts? = nil, mode: FormPage.Mode, stored: Record? = nil, begun: FormBeginnings = FormBeginnings(),
        origin: FormOrigin? = nil, title: String? = nil, key: String? = nil, status: HTTPResponse.Status = .ok,
        notice: Notice? = nil,
    ) async throws -> Response {
        let actor = try context.requireActor()
        var (choices, stored, titles, cautions) = try await self.runtime.pool.withConnection { connection in
            let choices = try await self.choices(for: values, context, on: connection)
            let known = if let stored { stored } else { try await self.edited(mode, actor, on: connection) }
            guard let stored = known else { return (choices, Record?.none, Titles(), [Label]()) }
            let shown = [(records: [stored], resource: self.resource)]
            let rules = self.runtime.keeper.context(on: connection, for: actor)
            return (
                choices, stored,
                // What cannot change refers to records, never to units.
                try await self.titles(context).titles(for: shown, units: [], on: connection),
                try await self.collection.rule.cautions(beforeEditing: stored, in: rules)
            )
        }
        for (field, known) in begun.choices {
            choices[field] = known.map { FormChoice(String($0.number), $0.label(context.language)) }
        }
        let page = FormPage(
            resource: self.resource, values: values, issues: issues, doubts: doubts, mode: mode, choices: choices,
            recordTitle: title,
            idempotencyKey: key ?? RecordID.generate().description,
            origin: origin,
            withheld: Set(
                self.collection.rule.withheldFields(
                    of: self.resource, editing: stored, as: actor.access, on: ChinaStandardTime.date(at: .now))),
            stored: stored, titles: titles, cautions: cautions)
        let address: PageAddress =
            switch mode {
            case .create:
                PageAddress(
                    self.resource.newPath, query: origin.map { [(name: FormOrigin.name, value: $0.value)] } ?? [])
            case .edit(let id, _): PageAddress(self.resource.editPath(id))
            }
        return .page(page.render(in: self.frame(request, context, notice, page: address)), status: status)
    }

    /// The record that the form changes, as it is now, when the reader may change it.
    private func edited(_ mode: FormPage.Mode, _ actor: Actor, on connection: Connection) async throws -> Record? {
        guard case .edit(let id, _) = mode, let id = RecordID(id),
            let record = try await self.store.record(id: id, on: connection),
            actor.access.allows(.editor, in: record.unit ?? "")
        else { return nil }
        return record
    }

    /// What may be chosen for references, and what the inputs mean by the names in them.
    private func choices(
        for values: FormValues, _ context: ServiceRequestContext, on connection: Connection,
    ) async throws -> [String: [FormChoice]] {
        try await self.titles(context).choices(
            for: self.resource, given: values.references(of: self.resource), on: connection)
    }

    /// The form as JSON; names that were typed for references are looked up.
    private func json(
        _ values: FormValues, _ purpose: FormPurpose, _ context: ServiceRequestContext,
    ) async throws -> JSON {
        let choices = try await self.runtime.pool.withConnection { connection in
            try await self.choices(for: values, context, on: connection)
        }
        return self.resource.json(from: values, for: purpose, choices: choices)
    }

    // MARK: Submitting

    @Sendable func create(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, of: self.resource)
        let origin = self.origin(pairs)
        let json = try await self.json(values, .creating, context)
        if values.wantsMoreRows != nil {
            let (begun, _) = try await self.beginnings(json, actor)
            return try await self.form(request, context, values: values, mode: .create, begun: begun, origin: origin)
        }
        let key = pairs.first { $0.name == "_key" }?.value
        let seal = pairs.value(FormDoubts.name)
        do {
            return try await self.once(key, json, request, actor) { connection in
                let stored = try await self.runtime.keeper.create(
                    self.resource, json, as: actor, doubts: .refused(unless: seal), on: connection)
                let page = origin.map { "\($0.href)?done=added" }
                return .redirect(
                    to: page ?? "\(self.resource.detailPath(stored.id.description))?done=created", type: .normal)
            }
        } catch let error as ValidationError {
            let (begun, _) = try await self.beginnings(json, actor)
            return try await self.form(
                request, context, values: values, issues: error.issues, doubts: FormDoubts(seen: seal), mode: .create,
                begun: begun, origin: origin, key: key, status: .unprocessableContent)
        } catch let doubtful as DoubtfulChange {
            let (begun, _) = try await self.beginnings(json, actor)
            let doubts = FormDoubts(doubtful.warnings.map(\.message), seal: doubtful.seal)
            return try await self.form(
                request, context, values: values, doubts: doubts, mode: .create, begun: begun, origin: origin, key: key,
                status: .unprocessableContent)
        }
    }

    /// Does what a form asks for once, however often its button is pressed.
    private func once(
        _ key: String?, _ json: JSON, _ request: Request, _ actor: Actor,
        _ perform: @Sendable (Connection?) async throws -> Response,
    ) async throws -> Response {
        let body = json.canonicalBytes
        guard let key = IdempotencyRegister.key(ofForm: key ?? "", content: body) else { return try await perform(nil) }
        let register = IdempotencyRegister(schema: self.resource.service)
        let response = try await self.runtime.pool.withTransaction { connection in
            try await register.once(
                key: key, actor: actor.key, method: "POST \(request.uri.path)", body: body,
                on: connection, perform)
        }
        self.runtime.bus.ring()
        return response
    }

    @Sendable func update(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let id = try context.requireID()
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, of: self.resource)
        let version = pairs.first { $0.name == "_version" }.flatMap { Int64($0.value) } ?? 0
        let mode = FormPage.Mode.edit(id: id.description, version: version)
        if values.wantsMoreRows != nil {
            return try await self.form(request, context, values: values, mode: mode)
        }
        do {
            let json = try await self.json(values, .changing, context)
            _ = try await self.runtime.keeper.update(
                self.resource, id: id, patch: json, expecting: version, as: actor)
            return .redirect(to: "\(self.resource.detailPath(id.description))?done=updated", type: .normal)
        } catch let error as ValidationError {
            return try await self.form(
                request, context, values: values, issues: error.issues, mode: mode, status: .unprocessableContent)
        } catch Refusal.stale(let current) {
            // What was typed is kept; saving again with the new version is a decision, not an accident.
            return try await self.form(
                request, context, values: values, mode: .edit(id: id.description, version: current),
                status: .preconditionFailed, notice: .changedMeanwhile(current: current))
        }
    }

    @Sendable func transition(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let id = try context.requireID()
        let name = context.parameters.get("transition") ?? ""
        let pairs = try await request.submittedForm(context)
        let version = pairs.first { $0.name == "_version" }.flatMap { Int64($0.value) }
        let accepted = self.resource.lifecycle.transition(name)?.accepts ?? []
        do {
            var json = JSONObject()
            let values = FormValues(pairs.map { ($0.name, $0.value) }, of: self.resource)
            for member in try await self.json(values, .changing, context).objectValue ?? JSONObject()
            where accepted.contains(member.key) && member.value != .null {
                json[member.key] = member.value
            }
            _ = try await self.runtime.keeper.transition(
                self.resource, id: id, name: name, input: .object(json), expecting: version, as: actor)
            return .redirect(to: "\(self.resource.detailPath(id.description))?done=\(name)", type: .normal)
        } catch let error as ValidationError {
            let fields = accepted.compactMap(self.resource.anyField)
            let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: fields)
            return try await self.detailPage(
                request, context, refused: (transition: name, values: values, issues: error.issues),
                status: .unprocessableContent)
        }
    }
}

import HTTPTypes
import Hummingbird
import Model
import WebPages

extension IdentityPages {
    @Sendable func units(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        var depths: [String: Int] = [:]
        let rows = try await self.identity.units().map { unit in
            let code = unit[OrganisationalUnit.code] ?? ""
            let parent = unit[OrganisationalUnit.parent]
            let depth = parent.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
            depths[code] = depth
            return UnitsPage.Row(
                unit, depth: depth, canEdit: actor.access.allows(.admin, in: parent ?? code),
                canAdd: actor.access.allows(.admin, in: code))
        }
        return self.page(UnitsPage(rows: rows), request, context, notice: self.notice(request))
    }

    @Sendable func newUnit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let values = FormValues(
            request.queryPairs.map { ($0.name, $0.value) }, fields: OrganisationalUnit.fields.fields)
        return try await self.form(request, context, values: values)
    }

    /// The form for a new unit or, with one, for its change.
    private func form(
        _ request: Request, _ context: ServiceRequestContext, of unit: Record? = nil, values: FormValues,
        issues: [Issue] = [], version: Int64? = nil, status: HTTPResponse.Status = .ok, notice: Notice? = nil,
    ) async throws -> Response {
        let actor = try context.requireAdministrator()
        let choices = self.choices(try await self.identity.units(), for: actor, context)
        let code = unit?[OrganisationalUnit.code] ?? ""
        let isRoot = code == OrganisationalUnit.root
        let fields = (isRoot ? OrganisationalUnit.rootFields : OrganisationalUnit.fields).writable
        let name = unit?[OrganisationalUnit.name]?.preferred(context.language) ?? code
        let path = unit == nil ? UnitsPage.path : "\(UnitsPage.path)/\(QueryString.encode(code))"
        return self.page(
            FieldsPage(
                heading: unit == nil
                    ? Label(zh: "新建单位", en: "New unit") : Label(zh: "编辑：\(name)", en: "Edit: \(name)"),
                trail: [(label: OrganisationalUnit.plural, href: UnitsPage.path)],
                fields: unit == nil ? fields : fields.filter { !$0.traits.contains(.immutable) }, values: values,
                issues: issues, choices: ["parent": choices.filter { $0.value != code }],
                submit: unit == nil ? Label(zh: "建立", en: "Create") : Label(zh: "保存", en: "Save"), action: path,
                hidden: unit == nil ? [] : [(name: "_version", value: "\(version ?? unit?.version ?? 0)")],
                ending: unit == nil || isRoot
                    ? nil
                    : FieldsPage.Ending(
                        Label(zh: "删除单位", en: "Delete the unit"),
                        help: Label(
                            zh: "只有没有下级单位、角色和业务记录的单位才能删除；其他单位请填写有效期的结束日期。",
                            en: "Only a unit to which no unit, role or record refers; give others a last day instead."),
                        action: "\(path)/delete")),
            request, context, notice: notice, status: status,
            at: unit == nil ? "\(UnitsPage.path)/new" : UnitsPage.editPath(code))
    }

    @Sendable func createUnit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let pairs = try await request.submittedForm(context)
        let (values, json) = try await self.read(pairs, context, actor, for: .creating)
        do {
            let input = try OrganisationalUnit.fields.validateNew(json)
            _ = try await self.identity.change(as: actor) { try await $0.createUnit(input) }
            return .redirect(to: "\(UnitsPage.path)?done=created", type: .normal)
        } catch let error as ValidationError {
            return try await self.form(
                request, context, values: values, issues: error.issues, status: .unprocessableContent)
        }
    }

    @Sendable func editUnit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let unit = try await self.changeable(context)
        return try await self.form(
            request, context, of: unit, values: FormValues(unit, fields: OrganisationalUnit.fields.fields))
    }

    /// The unit that the path names, for who may change it.
    private func changeable(_ context: ServiceRequestContext) async throws -> Record {
        let actor = try context.requireAdministrator()
        let code = context.part("code")
        guard let unit = try await self.identity.unit(code) else { throw Refusal.notFound }
        let above = unit[OrganisationalUnit.parent] ?? code
        guard actor.access.allows(.admin, in: above) else { throw Refusal.forbidden(.admin, unit: above) }
        return unit
    }

    /// What a form says; the name of a unit that was typed is looked up.
    private func read(
        _ pairs: [(name: String, value: String)], _ context: ServiceRequestContext, _ actor: Actor,
        for purpose: FormPurpose,
    ) async throws -> (FormValues, JSON) {
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: OrganisationalUnit.fields.fields)
        let choices = self.choices(try await self.identity.units(), for: actor, context)
        return (values, OrganisationalUnit.fields.json(from: values, for: purpose, choices: ["parent": choices]))
    }

    @Sendable func updateUnit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let unit = try await self.changeable(context)
        let pairs = try await request.submittedForm(context)
        let (values, patch) = try await self.read(pairs, context, actor, for: .changing)
        let version = Int64(pairs.value("_version")) ?? 0
        do {
            _ = try await self.identity.change(as: actor) { change in
                try await change.changeUnit(context.part("code"), patch, expecting: version)
            }
            return .redirect(to: "\(UnitsPage.path)?done=updated", type: .normal)
        } catch let error as ValidationError {
            return try await self.form(
                request, context, of: unit, values: values, issues: error.issues, version: version,
                status: .unprocessableContent)
        } catch Refusal.stale(let current) {
            return try await self.form(
                request, context, of: unit, values: values, version: current, status: .preconditionFailed,
                notice: .changedMeanwhile(current: current))
        }
    }

    @Sendable func deleteUnit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let unit = try await self.changeable(context)
        _ = try await request.submittedForm(context)
        do {
            try await self.identity.change(as: actor) { change in
                try await change.deleteUnit(context.part("code"), expecting: nil)
            }
            return .redirect(to: "\(UnitsPage.path)?done=deleted", type: .normal)
        } catch let error as ValidationError {
            return try await self.form(
                request, context, of: unit, values: FormValues(unit, fields: OrganisationalUnit.fields.fields),
                status: .unprocessableContent, notice: .refusal(error))
        }
    }
}

import Database
import HTTPTypes
import Hummingbird
import Model
import WebPages

/// The pages of one record type: `/{service}/{collection}`.
///
/// They call the same keeper as the JSON interface; what a page may do, a program may do, and the other way round.
struct PageRoutes: Sendable {
    let collection: Collection
    let runtime: ServiceRuntime
    let navigation: Navigation
    let store: ResourceStore

    init(_ collection: Collection, runtime: ServiceRuntime, navigation: Navigation) {
        self.collection = collection
        self.runtime = runtime
        self.navigation = navigation
        self.store = runtime.stores[collection.resource]
    }

    var resource: Resource { self.collection.resource }

    func add(to router: RouterGroup<ServiceRequestContext>) {
        let list = RouterPath(self.resource.listPath)
        router.get(list, use: self.list)
        router.post(list, use: self.create)
        router.get(list.appendingPath("new"), use: self.new)
        self.addImport(to: router)
        router.get(list.appendingPath("{id}"), use: self.detail)
        router.post(list.appendingPath("{id}"), use: self.update)
        router.get(list.appendingPath("{id}/edit"), use: self.edit)
        router.get(list.appendingPath("{id}/history"), use: self.history)
        router.post(list.appendingPath("{id}/transitions/{transition}"), use: self.transition)
    }

    func frame(
        _ request: Request, _ context: ServiceRequestContext, _ notice: Notice? = nil, page: PageAddress? = nil,
    ) -> PageFrame {
        PageFrame(request, context, navigation: self.navigation, notice: notice, page: page)
    }

    func titles(_ context: ServiceRequestContext) -> ReferenceTitles {
        ReferenceTitles(
            service: self.runtime.definition, language: context.language,
            access: context.actor?.access ?? Access([]))
    }

    // MARK: List

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        let pairs = request.queryPairs.filter { $0.name != "total" }
        let query = try ListQuery(pairs + [(name: "total", value: "true")], of: self.collection)
        let titles = self.titles(context)
        let (page, records, names, units) = try await self.runtime.pool.withConnection { connection in
            let page = try await self.store.list(query, units: actor.access.readableUnits, on: connection)
            let records = try page.records()
            let units = try await titles.units(on: connection)
            let names = try await titles.titles(
                for: [(records: records, resource: self.resource)], units: units, on: connection)
            return (page, records, names, units.filter(self.isFilter(for: actor)))
        }
        let kept = pairs.filter { !["after", "lang", "total"].contains($0.name) }
        let filters = kept.queryString
        let address = self.resource.listPath
        let export = { (type: String) in "\(self.resource.apiPath)/export.\(type)?\(filters)" }
        let canWrite = actor.access.allows(.editor) && !self.collection.isKeptByProgram
        return .page(
            WebPages.ListPage(
                resource: self.resource, records: records, titles: names,
                filters: query.given + kept.filter { $0.name == "q" },
                sort: query.sort,
                total: page.total,
                nextHref: page.next.map { "\(address)?\(filters)\(filters.isEmpty ? "" : "&")after=\($0)" },
                firstHref: query.cursor == nil ? nil : "\(address)?\(filters)",
                canCreate: canWrite,
                exportHrefs: [
                    (label: Label(zh: "CSV 表格", en: "CSV"), href: export("csv")),
                    (label: Label(zh: "JSON（每行一条）", en: "JSON, a record a line"), href: export("json")),
                ],
                choices: [SystemFields.unit.name: units],
                canImport: canWrite
            ).render(in: self.frame(request, context)))
    }

    /// The units by which the reader may look for records.
    private func isFilter(for actor: Actor) -> (FormChoice) -> Bool {
        if case .unit = self.resource.audience { return { actor.access.allows(.integrator, in: $0.value) } }
        return { _ in true }
    }

    // MARK: One record

    func readable(_ context: ServiceRequestContext, on connection: Connection) async throws -> Record {
        let actor = try context.requireActor()
        guard let record = try await self.store.record(id: try context.requireID(), on: connection),
            actor.access.mayRead(record, of: self.resource)
        else { throw Refusal.notFound }
        return record
    }

    @Sendable private func detail(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let done = request.uri.queryParameters["done"].map(String.init)
        return try await self.detailPage(request, context, notice: self.notice(for: done))
    }

    func detailPage(
        _ request: Request, _ context: ServiceRequestContext, notice: Notice? = nil,
        refused: (transition: String, values: FormValues, issues: [Issue])? = nil,
        status: HTTPResponse.Status = .ok,
    ) async throws -> Response {
        let actor = try context.requireActor()
        let titles = self.titles(context)
        let related = RelatedRecords(runtime: self.runtime, actor: actor)
        // What the forms of the steps show: the record, or what was typed into the one that was refused.
        let typed = refused?.values.references(of: self.resource) ?? [:]
        let (record, names, warnings, choices, lists) = try await self.runtime.pool.withConnection { connection in
            let record = try await self.readable(context, on: connection)
            let rules = self.runtime.keeper.context(on: connection, for: actor)
            let warnings = try await self.collection.rule.warnings(about: record, in: rules)
            let given = FormValues(record, of: self.resource).references(of: self.resource)
                .merging(typed) { $0.union($1) }
            let choices = try await titles.choices(for: self.resource, given: given, on: connection)
            let lists = try await related.lists(of: record, self.resource, on: connection)
            let shown = [(records: [record], resource: self.resource)]
            let names = try await titles.titles(
                for: shown + lists.map { (records: $0.records, resource: $0.resource) }, on: connection)
            return (record, names, warnings, choices, lists)
        }
        var notice = notice
        if let refused {
            notice = .refusal(refused.issues, of: self.resource, values: refused.values, choices: choices)
        }
        let unit = record.unit ?? ""
        var possible: [Transition] = []
        var blocked: [(transition: Transition, reason: Label)] = []
        for transition in self.resource.lifecycle.transitions(from: record.state ?? "")
        where self.collection.rule.offers(transition, of: record) {
            if actor.access.allows(transition.role, in: unit) {
                possible.append(transition)
            } else {
                blocked.append((transition: transition, reason: .lacksRole(transition.role, names[unit] ?? unit)))
            }
        }
        return .page(
            DetailPage(
                resource: self.resource, record: record, titles: names, transitions: possible, blocked: blocked,
                canEdit: actor.access.allows(.editor, in: unit) && !self.collection.isKeptByProgram,
                related: lists, warnings: warnings.map(\.message), choices: choices, refused: refused
            ).render(in: self.frame(request, context, notice, page: self.address(of: record))),
            status: status)
    }

    private func address(of record: Record) -> PageAddress {
        PageAddress(self.resource.detailPath(record.id?.description ?? ""))
    }

    private func notice(for done: String?) -> Notice? {
        switch done {
        case "created": Notice(.success, Label(zh: "已建立。", en: "Created."))
        case "added": Notice(.success, Label(zh: "已添加。", en: "Added."))
        case "updated": Notice(.success, Label(zh: "已保存。", en: "Saved."))
        case let name?:
            self.resource.lifecycle.transition(name).map {
                Notice(.success, Label(zh: "已完成：\($0.label.zh)。", en: "Done: \($0.label.en)."))
            }
        case nil: nil
        }
    }

    @Sendable private func history(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let titles = self.titles(context)
        let (record, versions, names) = try await self.runtime.pool.withConnection { connection in
            let record = try await self.readable(context, on: connection)
            let bytes = try await self.store.history(
                id: try context.requireID(), units: context.actor?.access.readableUnits, on: connection)
            let versions = try JSON(parsing: bytes ?? Array("[]".utf8)).arrayValue ?? []
            let records = versions.compactMap { $0["record"].flatMap(Record.init(fieldJSON:)) }
            return (record, versions, try await titles.titles(for: records, of: self.resource, on: connection))
        }
        let presentation = Presentation(context.language, titles: names)
        let entries = versions.enumerated().compactMap { index, version -> HistoryPage.Entry? in
            guard let after = version["record"].flatMap(Record.init(fieldJSON:)) else { return nil }
            let before =
                index + 1 < versions.count ? versions[index + 1]["record"].flatMap(Record.init(fieldJSON:)) : nil
            let event = version["action"]?.stringValue ?? ""
            let title = self.resource.title(ofEvent: event, from: before?.state, to: after.state)
            return HistoryPage.Entry(
                version: version["version"]?.integerValue ?? 0, at: version["at"]?.stringValue ?? "",
                by: version["by"]?.stringValue ?? "", action: title ?? Label(zh: event, en: event),
                event: self.resource.eventType(event),
                changes: HistoryPage.Change.between(before, after, of: self.resource, presentation))
        }
        return .page(
            HistoryPage(resource: self.resource, record: record, entries: entries).render(
                in: self.frame(request, context)))
    }
}

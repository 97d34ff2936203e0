import Database
import EventBus
import Hummingbird
import Model
import WebPages

/// The first page: what is kept here, and what has happened last.
struct HomeRoutes: Sendable {
    let runtimes: [ServiceRuntime]
    let navigation: Navigation

    func add(to router: RouterGroup<ServiceRequestContext>) {
        router.get("/", use: self.home)
    }

    @Sendable private func home(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        var cards: [HomePage.ServiceCard] = []
        for runtime in self.runtimes where !runtime.definition.collections.isEmpty {
            let figures = try await runtime.pool.withConnection { connection in
                try await Self.figures(runtime, actor, on: connection)
            }
            cards.append(
                HomePage.ServiceCard(
                    runtime.definition.label, summary: runtime.definition.summary,
                    href: figures.first?.href ?? "/", figures: figures))
        }
        let events = try await self.recent(actor)
        return .page(
            HomePage(services: cards, events: events).render(
                in: PageFrame(request, context, navigation: self.navigation)))
    }

    private static func figures(
        _ runtime: ServiceRuntime, _ actor: Actor, on connection: Connection,
    ) async throws -> [HomePage.ServiceCard.Figure] {
        let units = actor.access.readableUnits
        let counts = runtime.definition.collections.map { collection -> SQL in
            let condition: SQL = units.map { "t.unit = ANY(\($0))" } ?? "TRUE"
            return "SELECT count(*) FROM \(raw: collection.resource.qualifiedTable) t WHERE \(condition)"
        }
        let answers = try await connection.batch(counts)
        return try zip(runtime.definition.collections, answers).map { collection, rows in
            HomePage.ServiceCard.Figure(
                collection.resource.plural, count: try rows.first?.decode(0, as: Int.self),
                href: collection.resource.listPath)
        }
    }

    /// The last events that the reader may see, newest first.
    private func recent(_ actor: Actor) async throws -> [EventLine] {
        guard let bus = self.runtimes.first?.bus else { return [] }
        let filter = EventFilter(types: nil, sources: nil, units: actor.access.readableUnits)
        let page = try await bus.read(after: max(0, try await bus.head() - 20), limit: 20, filter: filter)
        return page.events.reversed().map { event in
            let parts = event.type.split(separator: ".").map(String.init)
            let resource = self.resource(service: parts.first ?? "", name: parts.count > 1 ? parts[1] : "")
            let subject = event.subject ?? ""
            return EventLine(
                position: Int64(event.position), time: Instant(microseconds: Int64(event.microseconds)).description,
                type: event.type,
                typeLabel: resource.map { resource in
                    let verb = resource.label(ofVerb: parts.last ?? "")
                    return Label(zh: "\(resource.label.zh)·\(verb.zh)", en: "\(resource.label.en): \(verb.en)")
                },
                source: event.source, subject: subject, subjectTitle: Self.title(of: event, resource),
                href: resource.map { "/\($0.service)/\(subject)" }, actor: event.actor, unit: event.unit)
        }
    }

    private static func title(of event: Event, _ resource: Resource?) -> String? {
        guard let resource, let data = event.data,
            let record = (try? JSON(parsing: data))?["record"].flatMap(Record.init(fieldJSON:))
        else { return nil }
        return resource.title(of: record, in: .zh)
    }

    private func resource(service: String, name: String) -> Resource? {
        self.runtimes.first { $0.definition.name == service }?
            .definition.collections.first { $0.resource.name == name }?.resource
    }
}

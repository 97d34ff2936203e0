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
        router.get("/events", use: self.log)
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
        let events = try await self.recent(actor, context.language)
        return .page(
            HomePage(services: cards, events: events, eventsHref: "/events").render(
                in: PageFrame(request, context, navigation: self.navigation)))
    }

    /// How many positions a page of the log looks at; with filters it may show fewer events.
    private static let window = 200

    /// The log as staff may look at it, newest first.
    @Sendable private func log(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        guard let bus = self.runtimes.first?.bus else { throw Refusal.notFound }
        let pairs = request.queryPairs.filter { !$0.value.isEmpty && $0.name != "lang" }
        let given = Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        let head = try await bus.head()
        let before = min(head, given["before"].flatMap { Int($0) } ?? head)
        let start = max(given["after"].flatMap { Int($0) } ?? 0, before - Self.window, 0)
        let filter = EventFilter(
            types: given["type"].map { [$0] }, sources: given["source"].map { [$0] }, units: given["unit"].map { [$0] })
        let page = try await bus.read(
            after: min(start, head), limit: Self.window, filter: filter, within: actor.eventReach)
        let events = page.events.filter { event in
            event.position <= before && (given["subject"].map { event.subject?.contains($0) ?? false } ?? true)
        }
        let kept = pairs.filter { $0.name != "before" }
        let query = kept.queryString
        return .page(
            EventsPage(
                events: EventLines(self.runtimes, context.language).lines(of: events.reversed()), filters: kept,
                sources: self.runtimes.filter { !$0.definition.collections.isEmpty }.map { "/\($0.definition.name)" },
                nextHref: start > 0 ? "/events?\(query)\(query.isEmpty ? "" : "&")before=\(start)" : nil,
                firstHref: before < head ? "/events?\(query)" : nil
            ).render(in: PageFrame(request, context, navigation: self.navigation)))
    }

    private static func figures(
        _ runtime: ServiceRuntime, _ actor: Actor, on connection: Connection,
    ) async throws -> [HomePage.ServiceCard.Figure] {
        let units = actor.access.readableUnits
        let counts = runtime.definition.collections.map { collection -> SQL in
            let condition = runtime.stores[collection.resource].visible(to: units) ?? "TRUE"
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
    private func recent(_ actor: Actor, _ language: DisplayLanguage) async throws -> [EventLine] {
        guard let bus = self.runtimes.first?.bus else { return [] }
        let page = try await bus.read(
            after: max(0, try await bus.head() - 20), limit: 20, within: actor.eventReach)
        return EventLines(self.runtimes, language).lines(of: page.events.reversed())
    }
}

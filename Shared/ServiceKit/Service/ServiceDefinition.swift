public import Database
public import EventBus
public import Model
public import ServiceLifecycle

/// A service as a value: what it keeps, how its schema is made, and what it hears from others.
///
/// The same value runs alone in its own process or beside the others in one; it is given its dependencies and reaches
/// for none.
public struct ServiceDefinition: Sendable {
    /// The name, in paths and as the schema's name: `partners`.
    public let name: String
    /// The name for people.
    public let label: Label
    /// A sentence on what the service is for.
    public let summary: Label
    /// The record types, in the order of the navigation.
    public let collections: [Collection]
    /// The migrations of its schema, after the common one.
    public let migrations: [Migration]
    /// Its copies of other services' records.
    public let copies: [HeardCopy]
    /// What it hears on the bus, and what it does about it: its copies, and what it does besides.
    public let projections: [Projection]
    /// Operations beyond those that follow from the record types, with their descriptions.
    public let endpoints: @Sendable (_ runtime: ServiceRuntime) -> [Endpoint]
    /// Pages beyond those that follow from the record types.
    public let pages: @Sendable (_ runtime: ServiceRuntime) -> [PageRoute]
    /// Links to such pages.
    public let links: [PageLink]
    /// The schemas that those operations refer to, by their names.
    public let schemas: JSONObject
    /// What runs beside the subscriptions as long as the process does.
    public let workers: @Sendable (_ runtime: ServiceRuntime) -> [any Service]
    /// The events that come with a date.
    public let datedEvents: [DatedEvent]
    /// Figures of its own for those who watch it, asked for when they look.
    public let collectors: @Sendable (_ runtime: ServiceRuntime) -> [MetricsCollector]
    /// Whether it may see and move the subscriptions of all services, for those who look after the bus.
    public let operatesBus: Bool
    /// The function of its schema that tells what a subscription may receive, when it subscribes for others.
    public let subscriptionScope: String?

    /// Declares a service.
    public init(
        name: String,
        label: Label,
        summary: Label = Label(zh: "", en: ""),
        collections: [Collection],
        migrations: [Migration],
        copies: [HeardCopy] = [],
        projections: [Projection] = [],
        endpoints: @escaping @Sendable (_ runtime: ServiceRuntime) -> [Endpoint] = { _ in [] },
        pages: @escaping @Sendable (_ runtime: ServiceRuntime) -> [PageRoute] = { _ in [] },
        links: [PageLink] = [],
        schemas: JSONObject = JSONObject(),
        workers: @escaping @Sendable (_ runtime: ServiceRuntime) -> [any Service] = { _ in [] },
        datedEvents: [DatedEvent] = [],
        collectors: @escaping @Sendable (_ runtime: ServiceRuntime) -> [MetricsCollector] = { _ in [] },
        operatesBus: Bool = false,
        subscriptionScope: String? = nil,
    ) {
        self.name = name
        self.label = label
        self.summary = summary
        self.collections = collections
        self.migrations = migrations
        self.copies = copies
        self.projections = copies.map(\.projection) + projections
        self.endpoints = endpoints
        self.pages = pages
        self.links = links
        self.schemas = schemas
        self.workers = workers
        self.datedEvents = datedEvents
        self.collectors = collectors
        self.operatesBus = operatesBus
        self.subscriptionScope = subscriptionScope
        let blind = Self.blindReferences(of: collections, copies: copies)
        precondition(blind.isEmpty, "a search must not look through \(blind): not everybody may read there")
    }
}

/// Something a service keeps up to date from what others publish.
///
/// The handler's effects and the subscription's position are committed together, so every event takes effect exactly
/// once however often the process dies.
public struct Projection: Sendable {
    /// The durable subscription's name: `mobility.agreements`.
    public let name: String
    /// Which events it hears.
    public let filter: EventFilter
    /// What it does with a batch, inside the transaction that also moves the position.
    public let handle: @Sendable (_ batch: EventBatch, _ connection: Connection) async throws -> Void

    /// Declares a projection.
    public init(
        _ name: String,
        filter: EventFilter,
        handle: @escaping @Sendable (_ batch: EventBatch, _ connection: Connection) async throws -> Void,
    ) {
        self.name = name
        self.filter = filter
        self.handle = handle
    }

    /// Declares a projection that looks at one event at a time; what it publishes belongs to the event's trace.
    public init(
        _ name: String,
        filter: EventFilter,
        each handle: @escaping @Sendable (_ event: Event, _ connection: Connection) async throws -> Void,
    ) {
        self.init(name, filter: filter) { batch, connection in
            for event in batch.events {
                try await event.traced { try await handle(event, connection) }
            }
        }
    }
}

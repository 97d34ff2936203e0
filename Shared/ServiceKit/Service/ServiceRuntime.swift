public import Database
public import EventBus
package import Logging

/// A service with everything it needs to work: its definition, its connections, the bus.
public struct ServiceRuntime: Sendable {
    /// What the service is.
    public let definition: ServiceDefinition
    /// Connections under the service's own database role.
    public let pool: Pool
    /// The bus as this service's role sees it.
    public let bus: EventBus
    /// The stores of its record types.
    public let stores: StoreDirectory
    /// The way in which its records change.
    public let keeper: RecordKeeper
    /// What it shares with the other services of its process.
    public let process: ProcessTools
    /// Rung when there may be work for the service's own workers.
    public let bell = WorkBell()

    /// Puts a service together.
    public init(
        _ definition: ServiceDefinition, pool: Pool, bus: EventBus, process: ProcessTools = ProcessTools(),
    ) {
        self.process = process
        self.definition = definition
        self.pool = pool
        self.bus = bus
        self.stores = StoreDirectory(definition.collections, copies: definition.copies)
        self.keeper = RecordKeeper(
            pool: pool, stores: self.stores, ring: { bus.ring() }, clock: process.clock)
    }

    /// What publishes the service's events that come with a date; nil when it has none.
    package func scheduler(logger: Logger) -> DateScheduler? {
        guard !self.definition.datedEvents.isEmpty else { return nil }
        return DateScheduler(
            self.definition.datedEvents, of: self.definition.name, pool: self.pool, ring: { [bus] in bus.ring() },
            clock: self.process.clock, logger: logger)
    }

    /// The subscriptions that keep the service's projections up to date.
    var subscriptions: [Subscription] {
        self.definition.projections.map { projection in
            self.bus.subscription(
                projection.name, filter: projection.filter, options: SubscriptionOptions(failure: .blockKey()),
                on: self.pool
            ) { batch, connection in
                try await projection.handle(batch, connection)
            }
        }
    }
}

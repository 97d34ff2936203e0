public import Database
public import EventBus

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

    /// Puts a service together.
    public init(_ definition: ServiceDefinition, pool: Pool, bus: EventBus) {
        self.definition = definition
        self.pool = pool
        self.bus = bus
        self.stores = StoreDirectory(definition.collections)
        self.keeper = RecordKeeper(pool: pool, stores: self.stores, ring: { bus.ring() })
    }

    /// The subscriptions that keep the service's projections up to date.
    var subscriptions: [Subscription] {
        self.definition.projections.map { projection in
            self.bus.subscription(projection.name, filter: projection.filter, on: self.pool) { batch, connection in
                try await projection.handle(batch, connection)
            }
        }
    }
}

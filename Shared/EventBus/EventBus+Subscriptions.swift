public import Database
import LibPQ

extension EventBus {
    /// A consumer of a named, durable subscription, to be run as a service.
    ///
    /// - Parameter pool: where the handler's connections come from, when that is not the bus's own pool: services that
    ///   share a process share its bus, and each writes under its own role.
    ///
    /// However many processes run consumers of one name, each slot of it has one of them at a time, and each of them a fair
    /// share. The handler's writes on the connection it is given and the slot's new position commit together: what it
    /// does there happens exactly once. What it does elsewhere happens at least once; use the event's `id` to recognise a
    /// repetition.
    public func subscription(
        _ name: String,
        filter: EventFilter = .all,
        options: SubscriptionOptions = SubscriptionOptions(),
        on pool: Pool? = nil,
        handler: @escaping Subscription.Handler,
    ) -> Subscription {
        Subscription(name, filter: filter, options: options, bus: self, pool: pool ?? self.pool, handler: handler)
    }

    /// Creates a subscription, or gives the one that exists this filter and these options; returns its position.
    @discardableResult
    public func subscribe(
        _ name: String, filter: EventFilter = .all, _ options: SubscriptionOptions = SubscriptionOptions(),
        on pool: Pool? = nil,
    ) async throws -> Int {
        try await EventBusError.translating {
            try await (pool ?? self.pool).withConnection { connection in
                try await EventBus.subscribe(name, filter: filter, options, on: connection)
            }
        }
    }

    /// The same on a connection that the caller holds, as a part of its transaction.
    ///
    /// Errors are the server's own.
    @discardableResult
    public static func subscribe(
        _ name: String, filter: EventFilter, _ options: SubscriptionOptions, by actor: String? = nil,
        on connection: Connection,
    ) async throws -> Int {
        var parameters = Parameters()
        name.bind(into: &parameters)
        options.start.position.bind(into: &parameters)
        filter.bind(into: &parameters)
        Int32(clamping: options.slots).bind(into: &parameters)
        Int32(clamping: options.failure.attempts).bind(into: &parameters)
        options.retry.initial.seconds.bind(into: &parameters)
        options.retry.maximum.seconds.bind(into: &parameters)
        options.failure.blocksKey.bind(into: &parameters)
        actor.bind(into: &parameters)
        return try await connection.query(
            """
            SELECT bus.subscribe($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10 * interval '1 second', \
            $11 * interval '1 second', $12, $13)
            """, parameters
        ).first?.decode(0, as: Int.self) ?? 0
    }
}

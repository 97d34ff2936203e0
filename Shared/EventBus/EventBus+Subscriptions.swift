public import Database
import LibPQ

extension EventBus {
    /// A consumer of a named, durable subscription, to be run as a service.
    ///
    /// - Parameter pool: where the handler's connections come from, when that is not the bus's own pool: services that
    ///   share a process share its bus, and each writes under its own role.
    ///
    /// However many processes run a consumer of one name, one of them at a time handles a batch. The handler's writes on
    /// the connection it is given and the subscription's new position commit together: what it does there happens
    /// exactly once. What it does elsewhere happens at least once; use the event's `id` to recognise a repetition.
    public func subscription(
        _ name: String,
        filter: EventFilter = .all,
        options: SubscriptionOptions = SubscriptionOptions(),
        on pool: Pool? = nil,
        handler: @escaping Subscription.Handler,
    ) -> Subscription {
        Subscription(name, filter: filter, options: options, bus: self, pool: pool ?? self.pool, handler: handler)
    }

    /// Creates a subscription, or gives the one that exists this filter; returns its position.
    @discardableResult
    public func subscribe(
        _ name: String, filter: EventFilter = .all, start: SubscriptionOptions.Start = .beginning,
        on pool: Pool? = nil,
    ) async throws -> Int {
        var parameters = Parameters()
        name.bind(into: &parameters)
        start.position.bind(into: &parameters)
        filter.bind(into: &parameters)
        let bound = parameters
        return try await EventBusError.translating {
            try await (pool ?? self.pool).withConnection { connection in
                try await connection.query("SELECT bus.subscribe($1, $2, $3, $4, $5)", bound)
                    .first?.decode(0, as: Int.self) ?? 0
            }
        }
    }

    /// Moves a subscription to a position, forwards or back; consumers that are handling a batch are fenced off.
    public func seek(_ name: String, to position: Int) async throws {
        try await EventBusError.translating {
            _ = try await self.pool.execute("SELECT bus.seek(\(name), \(position))")
        }
    }

    /// The statement by which a consumer that reads for itself stores how far it has got.
    ///
    /// In the transaction of its effects it makes them exactly once; outside, at least once.
    public static func acknowledge(_ name: String, upTo position: Int, epoch: Int) -> SQL {
        var parameters = Parameters()
        name.bind(into: &parameters)
        position.bind(into: &parameters)
        epoch.bind(into: &parameters)
        return SQL("SELECT bus.acknowledge($1, $2, $3)", parameters)
    }

    /// The same, for a transaction whose commit need not wait for the disk.
    static func acknowledgeLazily(_ name: String, upTo position: Int, epoch: Int) -> SQL {
        var sql = self.acknowledge(name, upTo: position, epoch: epoch)
        sql.text += ", set_config('synchronous_commit', 'off', true)"
        return sql
    }

    /// The statement that takes a subscription for the transaction it runs in and reads what comes next.
    static func fetch(_ name: String, limit: Int, seen: Int, epoch: Int) -> SQL {
        var parameters = Parameters()
        name.bind(into: &parameters)
        Int32(clamping: limit).bind(into: &parameters)
        seen.bind(into: &parameters)
        epoch.bind(into: &parameters)
        return SQL("SELECT * FROM bus.fetch($1, $2, $3, $4)", parameters)
    }
}

import Database

/// Signs of life of the log and of the server under it, as one statement finds them.
public struct LogPulse: Sendable {
    /// The position of the last event.
    public var head: Int
    /// The number of the last tick; 0 before the first.
    public var tick: Int
    /// Committed events that no tick has given a position yet; counted up to a thousand.
    public var waiting: Int
    /// For how long events have waited at the least; zero when none does.
    public var wait: Duration
    /// How full the queue of notifications is, from 0 to 1; when it is, no transaction that notifies can commit.
    public var queueUsage: Double
    /// The age of the oldest open transaction in this database; zero without any.
    ///
    /// It keeps the server from clearing away what it might still look at.
    public var oldestTransaction: Duration

    /// After how long a wait something is wrong: every process that lives makes a tick each second.
    public static let patience = Duration.seconds(30)

    /// Whether events that are committed get their positions.
    public var isAdvancing: Bool { self.wait <= Self.patience }
}

extension EventBus {
    /// Feels the pulse of the log.
    ///
    /// - Parameter deadline: how long to wait, for a connection and for the answer each.
    public func pulse(deadline: Duration? = nil) async throws -> LogPulse {
        try await EventBusError.translating {
            try await self.pool.withConnection(deadline: deadline) { connection in
                let rows = try await connection.query(
                    """
                    SELECT head, tick, waiting, wait_seconds, queue_usage, oldest_transaction_seconds FROM bus.pulse()
                    """, deadline: deadline)
                guard let row = rows.first else { throw EventBusError(.malformedEvent) }
                return LogPulse(
                    head: try row.decode(0), tick: try row.decode(1), waiting: try row.decode(2),
                    wait: .seconds(try row.decode(3, as: Double.self)), queueUsage: try row.decode(4),
                    oldestTransaction: .seconds(try row.decode(5, as: Double.self)))
            }
        }
    }
}

import Database
public import FoundationEssentials
import LibPQ

/// What was received of a subscription at once, and the receipt by which it is acknowledged.
public struct ReceivedEvents: Sendable {
    /// Names this delivery; it stands for all of its events.
    public var receipt: Int
    /// The events, in position order; never empty.
    public var events: [Event]
    /// The how-manyth attempt this is at the one of them that has been tried most often; 1 for events from the log.
    public var attempt: Int
}

extension SubscriptionOperator {
    /// Receives events of a subscription that nobody else has in hand; nil when there are none.
    ///
    /// What is not acknowledged before `visibility` is over comes again.
    public func receive(
        _ name: String, limit: Int, visibility: Duration, label: String? = nil,
    ) async throws -> ReceivedEvents? {
        try await EventBusError.translating {
            let rows = try await self.pool.query(
                """
                SELECT \(raw: EventRows.columns), receipt, attempt \
                FROM bus.receive(\(name), \(Int32(clamping: limit)), \(visibility.seconds) * interval '1 second', \
                \(label))
                """)
            guard let first = rows.first else { return nil }
            return ReceivedEvents(
                receipt: try first.decode("receipt", as: Int.self), events: try EventRows.events(of: rows),
                attempt: try rows.map { try $0.decode("attempt", as: Int.self) }.max() ?? 1)
        }
    }

    /// Acknowledges what was received, or the events up to a position; the rest comes again at once.
    @discardableResult
    public func acknowledge(_ name: String, _ receipt: Int, upTo position: Int? = nil) async throws -> Settlement {
        try await self.settle(
            "SELECT acknowledged, 0::bigint, position FROM bus.ack(\(receipt), \(position), \(name))")
    }

    /// Says that events could not be handled, those at some positions or all: they come again later, the others do not.
    @discardableResult
    public func refuse(
        _ name: String, _ receipt: Int, positions: [Int]? = nil, reason: String, retryIn wait: Duration? = nil,
    ) async throws -> Settlement {
        try await self.settle(
            """
            SELECT acknowledged, refused, position FROM bus.nack(
                \(receipt), \(positions), \(reason), \(wait?.seconds) * interval '1 second', \(name))
            """)
    }

    /// Keeps a receipt for longer, counted from now; returns until when.
    @discardableResult
    public func extend(_ name: String, _ receipt: Int, visibility: Duration) async throws -> Date {
        let row = try await self.operate(
            "SELECT bus.extend(\(receipt), \(visibility.seconds) * interval '1 second', \(name))")
        guard let row else { throw EventBusError(.fenced) }
        return try row.decode(0)
    }

    private func settle(_ statement: SQL) async throws -> Settlement {
        guard let row = try await self.operate(statement) else { throw EventBusError(.fenced) }
        return Settlement(
            acknowledged: try row.decode(0), refused: try row.decode(1), position: try row.decode(2))
    }
}

import Database
import EventBus
import FoundationEssentials

/// Takes the payload of an event away: from the log, from the failures that subscriptions keep, and from what is kept of
/// having sent it to webhooks.
struct EventErasure: Sendable {
    let pool: Pool

    /// Erases the payload of the event at a position, for good.
    ///
    /// - Returns: the event's id.
    /// - Throws: `EventBusError` when the log has no such event.
    func erase(at position: Int, reason: String, by actor: String) async throws -> UUID {
        try await self.pool.withTransaction { connection in
            // Whoever notes an attempt changes a delivery first. So either it was noted before this and is seen below, or
            // it finds afterwards that the event was erased.
            try await connection.execute("LOCK TABLE events.deliveries IN SHARE ROW EXCLUSIVE MODE")
            let id = try await EventBus.erase(at: position, reason: reason, by: actor, on: connection)
            // A receiver may have answered with what it was sent. By webhook and event, as deliveries are indexed.
            try await connection.execute(
                """
                WITH erased AS (
                    UPDATE events.deliveries AS d SET is_erased = true
                    WHERE d.webhook IN (SELECT w.id FROM events.webhooks AS w) AND d.event = \(id)
                        AND d.position = \(position)
                    RETURNING d.id
                )
                UPDATE events.delivery_attempts SET request_body = \(EventBus.erased), response_body = NULL, \
                response_headers = NULL WHERE delivery IN (SELECT e.id FROM erased AS e)
                """)
            return id
        }
    }
}

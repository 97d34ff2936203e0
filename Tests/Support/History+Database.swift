public import Database
public import FoundationEssentials
import LibPQ

extension History {
    /// The table in which consumers note what they do, in the transaction that also stores their position.
    ///
    /// `ord` is drawn when an event is handled, so it has the order in which the events of one key were.
    public static let effects = """
        CREATE TABLE IF NOT EXISTS effects (
            ord bigint GENERATED ALWAYS AS IDENTITY, subscription text NOT NULL, worker text NOT NULL,
            position bigint NOT NULL, id uuid NOT NULL);
        """

    /// The statement by which a consumer notes what it does.
    public static func effect(
        of subscription: String, by worker: String = "", at position: Int, _ id: UUID,
    ) -> SQL {
        "INSERT INTO effects (subscription, worker, position, id) VALUES (\(subscription), \(worker), \(position), \(id))"
    }

    /// Takes over what the log holds and what subscriptions have done with it, from the tables.
    ///
    /// What has become a dead letter is excused.
    public mutating func take(from pool: Pool, subscriptions: [String]) async throws {
        var position = 0
        var isRead = false
        while !isRead {
            let rows = try await pool.query(
                "SELECT position, id, partitionkey, head FROM bus.read(\(position), 5000)")
            for row in rows where !row.isNull(1) {
                position = try row.decode(0, as: Int.self)
                self.logged(position, try row.decode(1, as: UUID.self), key: try row.decode(2, as: String.self))
            }
            isRead = try position >= rows.last?.decode(3, as: Int.self) ?? 0
        }
        for subscription in subscriptions {
            self.subscribed(subscription)
            let effects = try await pool.query(
                "SELECT position, id FROM effects WHERE subscription = \(subscription) ORDER BY ord")
            for row in effects {
                self.handled(by: subscription, try row.decode(0, as: Int.self), try row.decode(1, as: UUID.self))
            }
            let dead = try await pool.query(
                "SELECT position FROM bus.failures WHERE subscription = \(subscription) AND state = 'dead'")
            for row in dead { self.excuse(subscription, from: try row.decode(0, as: Int.self)) }
        }
    }
}

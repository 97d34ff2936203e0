import Database
import EventBus
import FoundationEssentials
import Model
import ServiceKit

/// Turns events into deliveries, exactly once: they are inserted in the transaction that moves the subscription on.
///
/// One subscription serves all webhooks. The log is read once however many there are, a new webhook needs no place of its
/// own in it, and a receiver that is slow delays nobody, because all that is slow happens after this.
enum WebhookFanOut {
    static let subscription = "events.webhooks"
    /// Integrators publish what they like, up to a mebibyte each; five hundred of those would be too much at once.
    static let batchBytes = 8 << 20

    static func handle(_ batch: EventBatch, on connection: Connection) async throws {
        let webhooks = try await Self.webhooks("w.state <> 'disabled'", on: connection)
        for webhook in webhooks {
            let wanted = batch.events.filter { $0.position > webhook.since && webhook.filter.matches($0) }
            guard !wanted.isEmpty else { continue }
            try await connection.execute(Self.insert(wanted, for: webhook.id) + " ON CONFLICT DO NOTHING")
        }
    }

    static func insert(_ events: [Event], for webhook: String) -> SQL {
        """
        INSERT INTO events.deliveries (webhook, event, position, type, due_at) \
        SELECT \(webhook)::uuid, n.event::uuid, n.position, n.type, now() \
        FROM unnest(\(events.map { $0.id.uuidString.lowercased() }), \(events.map(\.position)), \
        \(events.map(\.type))) AS n (event, position, type)
        """
    }

    struct Addressee: Sendable {
        let id: String
        let since: Int
        let filter: WebhookFilter
    }

    /// The webhooks that a condition chooses, which cannot be deleted until the transaction ends.
    static func webhooks(_ condition: SQL, on connection: Connection) async throws -> [Addressee] {
        try await connection.query(
            """
            SELECT w.id::text, w.since_position, w.filters, w.unit = \(IdentitySchema.rootUnit), \
            ARRAY(SELECT identity.below(w.unit)), events.types_of(w.created_by, w.unit) \
            FROM events.webhooks w WHERE \(condition) FOR KEY SHARE OF w
            """
        ).map { row in
            let isEverywhere: Bool = try row.decode(3)
            let units: [String] = try row.decode(4)
            let rows = try row.withBytes(2) { try JSON(parsing: Array($0)) }
            return Addressee(
                id: row.string(0) ?? "", since: try row.decode(1),
                filter: WebhookFilter(
                    rows: [Record](fieldJSON: rows) ?? [],
                    within: EventReach(types: try row.decode(5), units: isEverywhere ? nil : units)))
        }
    }
}

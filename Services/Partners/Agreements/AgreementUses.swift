import Database
import EventBus
import Model
import ServiceKit

/// Which mobilities rely on an agreement, as far as it has been heard.
enum AgreementUses {
    /// States in which a mobility no longer relies on anything.
    private static let given = ["cancelled", "rejected"]

    static let projection = Projection(
        "partners.agreement-uses", filter: EventFilter(types: ["mobility.mobility.*"], sources: ["/mobility"])
    ) { batch, connection in
        for event in batch.events {
            guard let subject = event.subject else { continue }
            let record = event.data.flatMap { try? JSON(parsing: $0) }?["record"]
            let state = record?["state"]?.stringValue ?? ""
            let agreement = record?["agreement"]?.stringValue.flatMap { RecordID($0) }
            let isGone = event.type.hasSuffix(".deleted") || Self.given.contains(state)
            let used = isGone ? nil : agreement
            try await connection.execute(
                """
                DELETE FROM partners.agreement_uses WHERE subject = \(subject) \
                AND agreement <> \(used.orNobody)::uuid
                """)
            guard let used else { continue }
            try await connection.execute(
                """
                INSERT INTO partners.agreement_uses (agreement, subject) \
                VALUES (\(used.description)::uuid, \(subject)) ON CONFLICT DO NOTHING
                """)
        }
    }

    static func isUsed(_ agreement: RecordID, on connection: Connection) async throws -> Bool {
        let rows = try await connection.query(
            "SELECT 1 FROM partners.agreement_uses WHERE agreement = \(agreement.description)::uuid LIMIT 1")
        return !rows.isEmpty
    }
}

import Database
import EventBus
import Model
import ServiceKit

/// Which mobilities rely on an agreement, as far as it has been heard.
enum AgreementUses {
    static let projection = Projection(
        "partners.agreement-uses", filter: EventFilter(types: ["mobility.mobility.*"], sources: ["/mobility"])
    ) { batch, connection in
        for event in batch.events {
            guard let subject = event.subject else { continue }
            let data = event.data.flatMap { try? JSON(parsing: $0) }
            let record = data?["record"].flatMap { Record(fieldJSON: $0) } ?? Record()
            let isGone = event.type.hasSuffix(".deleted") || Self.isGivenUp(record)
            let used = isGone ? nil : record[Mobility.agreement]
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

    /// Whether a mobility no longer relies on anything: it was called off, or its receiver refused it, which leaves the
    /// sender's state as it is until it is nominated again.
    private static func isGivenUp(_ mobility: Record) -> Bool {
        mobility.state == "cancelled" || mobility[Mobility.receiverState] == "rejected"
    }

    static func isUsed(_ agreement: RecordID, on connection: Connection) async throws -> Bool {
        let rows = try await connection.query(
            "SELECT 1 FROM partners.agreement_uses WHERE agreement = \(agreement.description)::uuid LIMIT 1")
        return !rows.isEmpty
    }
}

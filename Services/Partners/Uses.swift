import Database
import EventBus
import Model
import ServiceKit

/// Which records of other services refer to ours, as far as it has been heard on the bus.
///
/// Whoever refers to what is declared here is found by its own declaration, so a new kind of reference needs no word here.
enum Uses {
    /// A record type of another service, and the fields by which it refers to our records.
    private struct Referrer {
        let resource: Resource
        let fields: [FieldSpec]
    }

    private static let referrers: [Referrer] = EventCatalogue.resources.compactMap { resource in
        guard resource.service != Institution.resource.service else { return nil }
        let fields = resource.fields.filter { field in
            guard case .reference(let reference) = field.kind else { return false }
            return reference.service == Institution.resource.service
        }
        return fields.isEmpty ? nil : Referrer(resource: resource, fields: fields)
    }

    static let projection = Projection(
        "partners.uses",
        filter: EventFilter(
            types: Self.referrers.map { $0.resource.eventType("*") },
            // Only what the owner itself said counts: a type is a word that any publisher may write.
            sources: Set(Self.referrers.map { "/\($0.resource.service)" }).sorted())
    ) { batch, connection in
        for event in batch.events {
            guard let subject = event.subject,
                let referrer = Self.referrers.first(where: { event.type.hasPrefix($0.resource.eventType("")) })
            else { continue }
            let data = event.data.flatMap { try? JSON(parsing: $0) }
            let record = data?["record"].flatMap { Record(fieldJSON: $0) } ?? Record()
            let isGone = event.type == referrer.resource.eventType("deleted")
            let used = isGone ? [] : Set(referrer.fields.compactMap { record.object[$0.name]?.stringValue }).sorted()
            try await connection.execute(
                "DELETE FROM partners.uses WHERE subject = \(subject) AND record <> ALL(\(used)::uuid[])")
            guard !used.isEmpty else { continue }
            try await connection.execute(
                """
                INSERT INTO partners.uses (record, subject, relies) \
                SELECT u, \(subject), \(!Self.isGivenUp(record)) FROM unnest(\(used)::uuid[]) AS u \
                ON CONFLICT (record, subject) DO UPDATE SET relies = excluded.relies
                """)
        }
    }

    /// Whether a mobility no longer relies on anything, though it still tells what it was about: it was called off, or
    /// its receiver refused it, which leaves the sender's state as it is until it is nominated again.
    private static func isGivenUp(_ record: Record) -> Bool {
        record.state == "cancelled" || record[Mobility.receiverState] == "rejected"
    }

    /// That something elsewhere relies on a row's record, as a condition over the row.
    static func relied(on row: String) -> SQL {
        "EXISTS (SELECT 1 FROM partners.uses x WHERE x.record = \(raw: row).id AND x.relies)"
    }

    /// Whether something elsewhere relies on a record.
    static func isRelied(on record: RecordID, on connection: Connection) async throws -> Bool {
        let rows = try await connection.query(
            "SELECT 1 FROM partners.uses WHERE record = \(record.description)::uuid AND relies LIMIT 1")
        return !rows.isEmpty
    }

    /// What refers to a record, by kind and number; nil when nothing does.
    static func holders(of record: RecordID, on connection: Connection) async throws -> Label? {
        let rows = try await connection.query(
            """
            SELECT split_part(subject, '/', 1), count(*) FROM partners.uses \
            WHERE record = \(record.description)::uuid GROUP BY 1
            """)
        var counts: [String: Int64] = [:]
        for row in rows { counts[row.string(0) ?? ""] = try row.decode(1, as: Int64.self) }
        let labels = Self.referrers.compactMap { referrer in
            counts[referrer.resource.collection].map { count in
                let plural = referrer.resource.plural
                return Label(zh: "\(plural.zh)（\(count)）", en: "\(plural.en.lowercased()) (\(count))")
            }
        }
        return labels.isEmpty ? nil : .list(labels)
    }
}

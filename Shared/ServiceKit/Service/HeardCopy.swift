public import Database
import EventBus
public import Model

/// A service's own copy of another service's records, as it heard them on the bus.
///
/// One service never reads another's schema. What it needs for its rules and its pages it has heard, and keeps in a table
/// of its own, `<service>.heard_<collection>`: the non-sensitive state of every record, at the version last heard. The
/// copy may lag behind for as long as an event travels, or as long as this service was down.
///
/// ```swift
/// static let agreements = HeardCopy(of: Agreement.resource, by: "mobility")
/// // migrations: [agreements.migration("0002")], copies: [agreements]
/// let agreement = try await agreements.record(id, on: connection)
/// ```
public struct HeardCopy: Sendable {
    /// The record type that is heard of.
    public let resource: Resource
    /// The service that listens, which is also the schema of the copy.
    public let listener: String

    /// Declares a copy.
    ///
    /// - Parameters:
    ///   - resource: another service's record type.
    ///   - listener: the name of the service that keeps the copy.
    public init(of resource: Resource, by listener: String) {
        precondition(resource.service != listener, "a service need not hear what it keeps itself")
        self.resource = resource
        self.listener = listener
    }

    /// The table with its schema.
    public var table: String { Self.table(of: self.resource.reference, by: self.listener) }

    /// The table, with its schema, in which a service keeps what it heard of the records that a reference leads to.
    static func table(of reference: Reference, by listener: String) -> String {
        "\(listener).heard_\(reference.table)"
    }

    /// The durable subscription's name: `mobility.agreements`.
    public var subscription: String { "\(self.listener).\(self.resource.table)" }

    /// Makes the table.
    ///
    /// - Parameter number: the migration's place in the service's list: `0002`.
    public func migration(_ number: String) -> Migration {
        let name = "heard_\(self.resource.table)"
        return Migration(
            id: "\(number)_\(name)",
            sql: """
                CREATE TABLE \(self.table) (
                    id uuid PRIMARY KEY,
                    code text,
                    unit text,
                    state text,
                    version bigint NOT NULL CHECK (version > 0),
                    title_zh text,
                    title_en text,
                    search text NOT NULL,
                    record jsonb NOT NULL,
                    position bigint NOT NULL,
                    heard_at timestamptz NOT NULL DEFAULT now()
                );
                CREATE INDEX \(name)_code ON \(self.table) (code);
                CREATE INDEX \(name)_search ON \(self.table) USING gin (search public.gin_trgm_ops);
                """,
        )
    }

    /// Keeps the copy up to date.
    public var projection: Projection {
        // Only what the owner itself said counts: a type is a word that any publisher may write.
        let filter = EventFilter(
            types: ["\(self.resource.service).\(self.resource.name).*"], sources: ["/\(self.resource.service)"])
        let statement = self.statement
        return Projection(self.subscription, filter: filter) { batch, connection in
            let heard = batch.events.filter { $0.data != nil }
            let sql: SQL = """
                \(raw: statement.before)\
                unnest(\(heard.map(\.position)), \(heard.map(\.type)), \(heard.map { JSONText($0.data ?? []) }))\
                \(raw: statement.after)
                """
            try await connection.execute(sql)
        }
    }

    /// A whole batch in one statement: of each record only its last version counts, and a version that is older than the
    /// one already known changes nothing, so that a replay does no harm.
    private var statement: (before: String, after: String) {
        let (zh, en) = self.titles
        return (
            "WITH batch AS (SELECT n.position, n.type LIKE '%.deleted' AS gone, n.data->'record' AS record FROM ",
            """
             AS n (position, type, data)), latest AS (\
            SELECT DISTINCT ON (record->>'id') (record->>'id')::uuid AS id, (record->>'version')::bigint AS version, \
            position, gone, record FROM batch WHERE record->>'id' IS NOT NULL AND record->>'version' IS NOT NULL \
            ORDER BY record->>'id', (record->>'version')::bigint DESC, position DESC\
            ), gone AS (\
            DELETE FROM \(self.table) h USING latest l WHERE l.gone AND h.id = l.id AND h.version <= l.version\
            ) INSERT INTO \(self.table) AS h \
            (id, code, unit, state, version, title_zh, title_en, search, record, position, heard_at) \
            SELECT id, record->>'code', record->>'unit', record->>'state', version, \(zh), \(en), \
            \(self.listener).folded(lower(concat_ws(E'\\n', record->>'code', \(zh), \(en)))), record, position, now() \
            FROM latest WHERE NOT gone \
            ON CONFLICT (id) DO UPDATE SET code = excluded.code, unit = excluded.unit, state = excluded.state, \
            version = excluded.version, title_zh = excluded.title_zh, title_en = excluded.title_en, \
            search = excluded.search, record = excluded.record, position = excluded.position, heard_at = excluded.heard_at \
            WHERE h.version <= excluded.version
            """
        )
    }

    private var titles: (zh: String, en: String) {
        guard let field = self.resource.titleField, !field.isSensitive else { return ("NULL", "NULL") }
        if case .localized = field.kind {
            return ("record->'\(field.name)'->>'zh'", "record->'\(field.name)'->>'en'")
        }
        return ("record->>'\(field.name)'", "record->>'\(field.name)'")
    }
}

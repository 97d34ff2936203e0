import Database
import Model

/// Files that were checked and not imported yet: whoever has read what a file would do need not choose it again, and
/// imports the very bytes that were checked.
///
/// One for each person and record type, so that nobody fills the disk with them, and for an hour, because a file may
/// hold what no record of ours is to hold.
struct CheckedFiles {
    /// How long a file is kept.
    static let kept = Duration.seconds(3600)

    private let resource: Resource
    private let principal: String
    private let pool: Pool

    /// The files of one person for one record type.
    init(_ resource: Resource, of actor: Actor, pool: Pool) {
        self.resource = resource
        self.principal = actor.key
        self.pool = pool
    }

    private var table: SQL { "\(identifier: self.resource.service).checked_files" }

    /// Keeps a file in the place of the one before, and says by what name it is asked for.
    func keep(_ content: [UInt8], name: String?) async throws -> String {
        let rows = try await self.pool.query(
            """
            INSERT INTO \(self.table) AS f (principal, resource, name, content) \
            VALUES (\(self.principal), \(self.resource.name), \(name), \(content)) \
            ON CONFLICT (principal, resource) DO UPDATE SET \
            id = excluded.id, name = excluded.name, content = excluded.content, checked_at = excluded.checked_at \
            RETURNING f.id::text
            """)
        return rows.first?.string(0) ?? ""
    }

    /// The file of this name; nil when it was imported, when another one took its place, and when it is too old.
    func file(_ id: String) async throws -> (content: [UInt8], name: String?)? {
        let row = try await self.pool.query(
            """
            SELECT content, name FROM \(self.table) WHERE principal = \(self.principal) \
            AND resource = \(self.resource.name) AND id::text = \(id) AND NOT \(Self.isOld)
            """
        ).first
        return try row.map { (try $0.decode(0, as: [UInt8].self), $0.string(1)) }
    }

    /// Lets go a file that was imported.
    func remove(_ id: String) async throws {
        try await self.pool.execute(
            """
            DELETE FROM \(self.table) WHERE principal = \(self.principal) AND resource = \(self.resource.name) \
            AND id::text = \(id)
            """)
    }

    /// Lets go what is too old of a service's, and counts it.
    static func expired(in schema: String) -> SQL {
        """
        WITH gone AS (DELETE FROM \(identifier: schema).checked_files WHERE \(Self.isOld) RETURNING 1) \
        SELECT count(*) FROM gone
        """
    }

    private static let isOld: SQL = "checked_at < now() - \(Int(Self.kept.components.seconds)) * interval '1 second'"
}

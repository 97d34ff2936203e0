import Database
import LibPQ
import Model
import ServiceKit

/// Logins as the database knows them, for whoever may read `events.database_roles`.
enum DatabaseRoleRows {
    /// All logins that were made, by name.
    ///
    /// - Parameter units: only those of these units.
    static func all(on pool: Pool, within units: [String]? = nil) async throws -> [Record] {
        try await pool.query(
            """
            SELECT \(raw: self.columns) WHERE \(optional: units)::text[] IS NULL OR d.unit = ANY(\(optional: units)) \
            ORDER BY d.name
            """
        ).map { try $0.record() }
    }

    /// The login of a name, whatever became of it.
    static func one(_ name: String, on connection: Connection) async throws -> Record? {
        try await connection.query("SELECT \(raw: self.columns) WHERE d.name = \(name)").first?.record()
    }

    private static let columns = """
        json_strip_nulls(json_build_object('name', d.name, 'role', d.role, 'database', current_database(), \
        'unit', d.unit, \
        'types', (SELECT json_agg(json_build_object('type', t)) FROM unnest(d.types) AS t), \
        'publishes', d.publishes, \
        'source', CASE WHEN d.publishes THEN '\(Publisher.root)' || d.unit || '/' || d.name END, \
        'hasSchema', d.has_schema, \
        'state', CASE WHEN d.revoked_at IS NOT NULL THEN 'revoked' \
        WHEN EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = d.role) THEN 'active' ELSE 'missing' END, \
        'createdAt', \(IdentityRows.time("d.created_at")), 'createdBy', d.created_by, \
        'revokedAt', \(IdentityRows.time("d.revoked_at")))) FROM events.database_roles AS d
        """
}

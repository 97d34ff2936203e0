import Database
import Model

extension IdentityStore {
    /// Who presents a token; nil when it is unknown, expired or revoked.
    func actor(tokenDigest digest: [UInt8]) async throws -> Actor? {
        let sql: SQL = """
            SELECT t.name, t.prefix, g.role, g.unit = \(IdentitySchema.rootUnit), \
            ARRAY(SELECT identity.below(g.unit)), t.types FROM identity.tokens t \
            LEFT JOIN identity.grants_in_force g ON g.token = t.id \
            WHERE t.digest = \(digest) AND t.revoked_at IS NULL AND t.expires_at > now()
            """
        return try await self.actor(sql, prefix: "token:")
    }

    /// Whose session it is; nil when it is unknown, expired or ended, or the person is disabled.
    func actor(sessionDigest digest: [UInt8]) async throws -> Actor? {
        let sql: SQL = """
            SELECT p.name, p.name, g.role, g.unit = \(IdentitySchema.rootUnit), \
            ARRAY(SELECT identity.below(g.unit)), NULL::text[] FROM identity.sessions s \
            JOIN identity.people p ON p.name = s.person AND p.disabled_at IS NULL \
            LEFT JOIN identity.grants_in_force g ON g.person = p.name \
            WHERE s.digest = \(digest) AND s.ended_at IS NULL AND s.expires_at > now()
            """
        return try await self.actor(sql, prefix: "")
    }

    private func actor(_ sql: SQL, prefix: String) async throws -> Actor? {
        try await self.pool.withConnection { connection in
            var name: String?
            var key: String?
            var grants: [Grant] = []
            var types: [String]?
            for row in try await connection.query(sql) {
                name = try row.decode(0)
                key = row.string(1)
                types = try row.decode(5)
                guard let text = row.string(2), let role = Role(rawValue: text) else { continue }
                let everywhere: Bool = try row.decode(3)
                let codes: [String] = try row.decode(4)
                grants.append(Grant(role: role, units: everywhere ? .all : .these(Set(codes))))
            }
            guard let name, let key else { return nil }
            return Actor(name: prefix + name, key: prefix + key, eventTypes: types, access: Access(grants))
        }
    }

    /// Exchanges a link for a session of twelve hours; nil when the link is unknown, used or too old, or the person is
    /// disabled.
    func openSession(link: String) async throws -> Secret? {
        let session = Secret.generate(.session)
        // One statement, so that two browsers with the same link can not both get in.
        let opened = try await self.pool.execute(
            """
            WITH used AS (UPDATE identity.sign_in_links l SET used_at = now() FROM identity.people p \
            WHERE l.digest = \(Secret.digest(of: link)) AND l.used_at IS NULL AND l.expires_at > now() \
            AND p.name = l.person AND p.disabled_at IS NULL RETURNING l.person) \
            INSERT INTO identity.sessions (digest, person, expires_at) \
            SELECT \(Secret.digest(of: session.text)), person, now() + interval '12 hours' FROM used
            """)
        return opened > 0 ? session : nil
    }

    func endSession(_ session: String) async throws {
        _ = try await self.pool.execute(
            """
            UPDATE identity.sessions SET ended_at = now() \
            WHERE digest = \(Secret.digest(of: session)) AND ended_at IS NULL
            """)
    }
}

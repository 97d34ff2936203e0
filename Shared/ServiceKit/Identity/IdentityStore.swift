public import Database
import LibPQ
public import Model

/// Units, people, tokens, links and sessions in the `identity` schema.
public struct IdentityStore: Sendable {
    private let pool: Pool

    /// Creates a store over a pool whose role may use the schema.
    public init(pool: Pool) {
        self.pool = pool
    }

    /// Who presents a token; nil when it is unknown, expired or revoked.
    func actor(tokenDigest digest: [UInt8]) async throws -> Actor? {
        let sql: SQL = """
            SELECT t.name, t.prefix, g.role, g.unit = \(IdentitySchema.rootUnit), \
            ARRAY(SELECT identity.below(g.unit)) FROM identity.tokens t \
            LEFT JOIN identity.grants g ON g.token = t.id \
            WHERE t.digest = \(digest) AND t.revoked_at IS NULL AND t.expires_at > now()
            """
        return try await self.actor(sql, prefix: "token:")
    }

    /// Whose session it is; nil when it is unknown, expired or ended, or the person is disabled.
    func actor(sessionDigest digest: [UInt8]) async throws -> Actor? {
        let sql: SQL = """
            SELECT p.name, p.name, g.role, g.unit = \(IdentitySchema.rootUnit), \
            ARRAY(SELECT identity.below(g.unit)) FROM identity.sessions s \
            JOIN identity.people p ON p.name = s.person AND p.disabled_at IS NULL \
            LEFT JOIN identity.grants g ON g.person = p.name \
            WHERE s.digest = \(digest) AND s.ended_at IS NULL AND s.expires_at > now()
            """
        return try await self.actor(sql, prefix: "")
    }

    private func actor(_ sql: SQL, prefix: String) async throws -> Actor? {
        try await self.pool.withConnection { connection in
            var name: String?
            var key: String?
            var grants: [Grant] = []
            for row in try await connection.query(sql) {
                name = try row.decode(0)
                key = row.string(1)
                guard let text = row.string(2), let role = Role(rawValue: text) else { continue }
                let everywhere: Bool = try row.decode(3)
                let codes: [String] = try row.decode(4)
                grants.append(Grant(role: role, units: everywhere ? .all : .these(Set(codes))))
            }
            guard let name, let key else { return nil }
            return Actor(name: prefix + name, key: prefix + key, access: Access(grants))
        }
    }

    /// Makes a token and returns its secret, which is not kept.
    ///
    /// - Parameters:
    ///   - name: what the token is for, for people.
    ///   - grants: pairs of a role and a unit's code.
    ///   - days: after how many days it stops working.
    public func createToken(
        name: String, grants: [(role: Role, unit: String)], days: Int, by actor: String,
    ) async throws -> Secret {
        let secret = Secret.generate(.token)
        try await self.pool.withTransaction { connection in
            let rows = try await connection.query(
                """
                INSERT INTO identity.tokens (name, prefix, digest, created_by, expires_at) \
                VALUES (\(name), \(secret.prefix), \(Secret.digest(of: secret.text)), \(actor), \
                now() + make_interval(days => \(days)::int)) RETURNING id::text
                """)
            let id = rows.first?.string(0) ?? ""
            for (role, unit) in grants {
                try await Self.referring("/unit", Label(zh: "没有这个单位", en: "There is no such unit")) {
                    try await connection.execute(
                        """
                        INSERT INTO identity.grants (token, role, unit) \
                        VALUES (\(id)::uuid, \(role.rawValue), \(unit))
                        """)
                }
            }
        }
        return secret
    }

    /// Explains a reference to something that does not exist.
    private static func referring(
        _ pointer: String, _ message: Label, _ body: () async throws -> Int,
    ) async throws {
        do {
            _ = try await body()
        } catch let error as DatabaseError {
            guard error.sqlState == .foreignKeyViolation else { throw error }
            throw ValidationError(pointer, .reference, message)
        }
    }

    /// Makes a token and ends all others of its name: for programs that keep theirs in one place.
    public func replaceToken(
        name: String, grants: [(role: Role, unit: String)], days: Int, by actor: String,
    ) async throws -> Secret {
        let secret = try await self.createToken(name: name, grants: grants, days: days, by: actor)
        _ = try await self.pool.execute(
            """
            UPDATE identity.tokens SET revoked_at = now() \
            WHERE name = \(name) AND prefix <> \(secret.prefix) AND revoked_at IS NULL
            """)
        return secret
    }

    /// Ends a token, named by its prefix; false when there is no live one.
    public func revokeToken(prefix: String) async throws -> Bool {
        try await self.pool.execute(
            "UPDATE identity.tokens SET revoked_at = now() WHERE prefix = \(prefix) AND revoked_at IS NULL") > 0
    }

    /// All tokens as a JSON array, newest first, without anything secret.
    public func tokens() async throws -> [UInt8] {
        try await self.pool.withConnection { connection in
            let rows = try await connection.query(
                """
                SELECT COALESCE(json_agg(json_build_object('prefix', t.prefix, 'name', t.name, \
                'createdAt', t.created_at, 'createdBy', t.created_by, 'expiresAt', t.expires_at, \
                'revokedAt', t.revoked_at, 'grants', (SELECT json_agg(json_build_object('role', g.role, \
                'unit', g.unit)) FROM identity.grants g WHERE g.token = t.id)) ORDER BY t.created_at DESC), '[]') \
                FROM identity.tokens t
                """)
            return rows.first.map { row in row.withBytes(0) { Array($0) } } ?? []
        }
    }

    /// Makes sure that a person exists and holds a role.
    public func ensurePerson(_ name: String, role: Role, unit: String) async throws {
        try await self.pool.withTransaction { connection in
            try await connection.execute(
                "INSERT INTO identity.people (name) VALUES (\(name)) ON CONFLICT (name) DO NOTHING")
            try await connection.execute(
                """
                INSERT INTO identity.grants (person, role, unit) VALUES (\(name), \(role.rawValue), \(unit)) \
                ON CONFLICT DO NOTHING
                """)
        }
    }

    /// Makes a link that signs a person in once within a quarter of an hour, and returns its secret.
    public func createLink(person: String) async throws -> Secret {
        let secret = Secret.generate(.link)
        try await Self.referring("/person", Label(zh: "没有这个人员", en: "There is no such person")) {
            try await self.pool.execute(
                """
                INSERT INTO identity.sign_in_links (digest, person, expires_at) \
                VALUES (\(Secret.digest(of: secret.text)), \(person), now() + interval '15 minutes')
                """)
        }
        return secret
    }

    /// Exchanges a link for a session of twelve hours; nil when the link is unknown, used or too old.
    func openSession(link: String) async throws -> Secret? {
        let session = Secret.generate(.session)
        // One statement, so that two browsers with the same link can not both get in.
        let opened = try await self.pool.execute(
            """
            WITH used AS (UPDATE identity.sign_in_links SET used_at = now() \
            WHERE digest = \(Secret.digest(of: link)) AND used_at IS NULL AND expires_at > now() RETURNING person) \
            INSERT INTO identity.sessions (digest, person, expires_at) \
            SELECT \(Secret.digest(of: session.text)), person, now() + interval '12 hours' FROM used
            """)
        return opened > 0 ? session : nil
    }

    func endSession(_ session: String) async throws {
        _ = try await self.pool.execute(
            "UPDATE identity.sessions SET ended_at = now() WHERE digest = \(Secret.digest(of: session))")
    }

    /// The units with their names, from the root downwards, as a JSON array.
    public func units() async throws -> [UInt8] {
        try await self.pool.withConnection { connection in
            let rows = try await connection.query(
                """
                SELECT json_agg(json_build_object('code', code, 'parent', parent, \
                'name', json_build_object('zh', name_zh, 'en', name_en)) ORDER BY parent NULLS FIRST, code) \
                FROM identity.units
                """)
            return rows.first.map { row in row.withBytes(0) { Array($0) } } ?? []
        }
    }

    /// Makes sure that a unit exists.
    public func ensureUnit(code: String, parent: String, name: LocalizedText) async throws {
        _ = try await self.pool.execute(
            """
            INSERT INTO identity.units (code, parent, name_zh, name_en) \
            VALUES (\(code), \(parent), \(name.preferred(.zh)), \(name.preferred(.en))) ON CONFLICT (code) DO NOTHING
            """)
    }
}

import Database
public import Model

extension IdentityStore {
    /// All units, those above before those below them.
    public func units() async throws -> [Record] {
        try await self.records(
            """
            WITH RECURSIVE tree(code, path) AS (
                SELECT code, ARRAY[code] FROM identity.units WHERE parent IS NULL
                UNION ALL
                SELECT u.code, t.path || u.code FROM identity.units u JOIN tree t ON u.parent = t.code
            )
            SELECT \(raw: IdentityRows.unit) FROM tree JOIN identity.units u USING (code) ORDER BY tree.path
            """)
    }

    /// A unit by its code.
    public func unit(_ code: String) async throws -> Record? {
        try await self.records("SELECT \(raw: IdentityRows.unit) FROM identity.units u WHERE u.code = \(code)").first
    }

    /// People by their account's names, after one of them.
    ///
    /// - Parameters:
    ///   - words: a part of the account's name or of the name; nil for all.
    ///   - unit: only who holds a role in this unit or below it; nil for all.
    ///   - after: the account's name after which to begin.
    ///   - limit: the most to return.
    public func people(
        words: String? = nil, unit: String? = nil, after: String? = nil, limit: Int = 50,
    ) async throws -> [Record] {
        var sql: SQL = "SELECT \(raw: IdentityRows.person) FROM identity.people p WHERE p.name > \(after ?? "")"
        if let words {
            sql += """
                 AND (strpos(p.name, lower(\(words))) > 0 \
                OR strpos(lower(concat_ws(' ', p.display_zh, p.display_en)), lower(\(words))) > 0)
                """
        }
        if let unit {
            sql += """
                 AND EXISTS (SELECT FROM identity.grants h WHERE h.person = p.name \
                AND h.unit IN (SELECT identity.below(\(unit))))
                """
        }
        sql += " ORDER BY p.name LIMIT \(limit)"
        return try await self.records(sql)
    }

    /// A person by the account's name.
    public func person(_ name: String) async throws -> Record? {
        try await self.records("SELECT \(raw: IdentityRows.person) FROM identity.people p WHERE p.name = \(name)").first
    }

    /// Tokens, newest first, without anything secret.
    ///
    /// - Parameter units: only those all of whose roles are given in these units; nil for all tokens.
    public func tokens(within units: [String]? = nil) async throws -> [Record] {
        try await self.records(
            """
            SELECT \(raw: IdentityRows.token) FROM identity.tokens t WHERE \(Self.tokens(within: units)) \
            ORDER BY t.created_at DESC, t.prefix
            """)
    }

    /// A token by its prefix, when all of its roles are given in these units.
    public func token(_ prefix: String, within units: [String]? = nil) async throws -> Record? {
        try await self.records(
            """
            SELECT \(raw: IdentityRows.token) FROM identity.tokens t \
            WHERE t.prefix = \(prefix) AND \(Self.tokens(within: units))
            """
        ).first
    }

    /// A token without any role is nobody's but the administrator's of everything.
    static func tokens(within units: [String]?) -> SQL {
        guard let units else { return "TRUE" }
        return """
            EXISTS (SELECT FROM identity.grants h WHERE h.token = t.id) AND NOT EXISTS (SELECT FROM identity.grants h \
            WHERE h.token = t.id AND h.unit <> ALL(\(units)))
            """
    }

    /// What administrators did, newest first, as far as one may read it.
    ///
    /// - Parameters:
    ///   - reader: who reads: what concerns that one's units, and what that one did.
    ///   - subject: only what was done to this unit, person or token.
    ///   - before: the number of an entry before which to begin.
    ///   - limit: the most to return.
    public func audit(
        for reader: Actor, subject: String? = nil, before: Int64? = nil, limit: Int = 50,
    ) async throws -> [Record] {
        var sql: SQL = "SELECT \(raw: IdentityRows.audit) FROM identity.audit a WHERE a.id < \(before ?? .max)"
        if let units = reader.access.units(.admin) {
            sql += " AND (a.units && \(units) OR a.by_key = \(reader.key))"
        }
        if let subject { sql += " AND a.subject = \(subject)" }
        sql += " ORDER BY a.id DESC LIMIT \(limit)"
        return try await self.records(sql)
    }

    private func records(_ sql: SQL) async throws -> [Record] {
        try await self.pool.withConnection { connection in
            try await connection.query(sql).map { try $0.record() }
        }
    }
}

extension SQL {
    fileprivate static func += (sql: inout SQL, other: SQL) { sql.append(other) }
}

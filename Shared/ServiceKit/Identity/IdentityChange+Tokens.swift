import Database
public import Model

extension IdentityChange {
    /// Makes a token and returns its secret, which is not kept.
    ///
    /// - Parameters:
    ///   - name: what the token is for, for people.
    ///   - grants: pairs of a role and the code of a unit that the actor administers.
    ///   - days: after how many days it stops working.
    ///   - types: the types of events that it may read, with `*` for anything; nil for all.
    public func createToken(
        name: String, grants: [(role: Role, unit: String)], days: Int, types: [String]? = nil,
    ) async throws -> Secret {
        try self.requireAdministrator()
        // It could make itself another one without any limit.
        if types != nil, grants.contains(where: { $0.role == .admin }) {
            throw ValidationError(
                "/\(APIToken.types.name)", .business,
                Label(zh: "管理员令牌不能限制事件类型", en: "Not for a token that administers"))
        }
        for (_, unit) in grants {
            try self.requireAdministrator(in: unit)
            try await self.requireUnit(unit, at: "/unit")
        }
        let secret = Secret.generate(.token)
        let rows = try await self.connection.query(
            """
            INSERT INTO identity.tokens (name, prefix, digest, types, created_by, expires_at) \
            VALUES (\(name), \(secret.prefix), \(Secret.digest(of: secret.text)), \(optional: types), \
            \(self.actor.name), \
            now() + make_interval(days => \(days)::int)) RETURNING id::text
            """)
        let id = rows.first?.string(0) ?? ""
        for (role, unit) in grants {
            try await self.connection.execute(
                "INSERT INTO identity.grants (token, role, unit) VALUES (\(id)::uuid, \(role), \(unit))")
        }
        let token = try await self.token(secret.prefix)
        try await self.note(
            .tokenCreated, secret.prefix, units: grants.map(\.unit), after: token?.object.withoutState)
        return secret
    }

    /// Ends a token, named by its prefix; false when there is no live one, or none that the actor may know of.
    @discardableResult
    public func revokeToken(prefix: String) async throws -> Bool {
        try self.requireAdministrator()
        guard let token = try await self.token(prefix), token[APIToken.state] != "revoked" else { return false }
        try await self.connection.execute(
            "UPDATE identity.tokens SET revoked_at = now() WHERE prefix = \(prefix) AND revoked_at IS NULL")
        try await self.note(
            .tokenRevoked, prefix, units: token.unitsOfGrants, before: token.object,
            after: try await self.token(prefix)?.object)
        return true
    }

    func liveTokens(named name: String) async throws -> [String] {
        try await self.connection.query(
            "SELECT prefix FROM identity.tokens WHERE name = \(name) AND revoked_at IS NULL"
        ).compactMap { $0.string(0) }
    }

    private func token(_ prefix: String) async throws -> Record? {
        try await self.connection.query(
            """
            SELECT \(raw: IdentityRows.token) FROM identity.tokens t \
            WHERE t.prefix = \(prefix) AND \(IdentityStore.tokens(within: self.actor.access.units(.admin)))
            """
        ).first?.record()
    }
}

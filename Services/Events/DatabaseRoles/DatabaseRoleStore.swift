package import Database
import LibPQ
package import Model
package import ServiceKit

/// Logins of the database for other systems that use the bus in plain SQL.
///
/// Works as the login that migrates: it makes roles, and no service may.
package struct DatabaseRoleStore: Sendable {
    private let owner: Pool

    /// Works on connections of the login that migrates.
    package init(owner: Pool) {
        self.owner = owner
    }

    /// How a login is called: roles belong to the whole server, so it says whose it is.
    static func role(_ name: String) -> String { "yizhan_integrator_\(name)" }

    /// Makes a login, or gives one that was revoked another password and what it may do now.
    ///
    /// Its subscriptions go on where they were.
    ///
    /// - Parameter input: the fields of ``DatabaseRole``.
    /// - Returns: what may be shown of it, and its password, which is not kept.
    package func create(_ input: JSON, by actor: Actor) async throws -> (record: Record, password: Secret) {
        let wanted = try DatabaseRole.fields.validateNew(input)
        let name = wanted[DatabaseRole.name] ?? ""
        let unit = wanted[DatabaseRole.unit] ?? ""
        let password = Secret.generate(.database)
        let verifier = ScramVerifier.make(password.text)
        let record = try await self.change { connection in
            guard actor.access.allows(.admin, in: unit) else { throw Refusal.forbidden(.admin, unit: unit) }
            let trail = IdentityChange(connection: connection, actor: actor)
            try await trail.requireUnit(unit, at: "/unit")
            let before = try await DatabaseRoleRows.one(name, on: connection)
            guard before?[DatabaseRole.state] != "active" else { throw ValidationError("/name", .duplicate, .taken) }
            try await Self.makeLogin(name, isKnown: before != nil, verifier: verifier, on: connection)
            if wanted[DatabaseRole.hasSchema] == true { try await Self.makeSchema(name, on: connection) }
            try await Self.register(wanted, by: actor, on: connection)
            let after = try await DatabaseRoleRows.one(name, on: connection) ?? Record()
            try await trail.note(.databaseRoleCreated, Self.role(name), units: [unit], after: after.object.audited)
            return after
        }
        return (record, password)
    }

    /// All logins that were made, by name.
    package func roles() async throws -> [Record] {
        try await DatabaseRoleRows.all(on: self.owner)
    }

    /// Ends a login at once, with what it has scheduled and with its sessions.
    ///
    /// Its subscriptions and its schema stay, for whoever gets a login of that name.
    ///
    /// - Returns: what may be shown of it; nil when there is none, or it was revoked before.
    package func revoke(_ name: String, by actor: Actor) async throws -> Record? {
        let role = Self.role(name)
        let revoked = try await self.change { connection -> Record? in
            guard let before = try await DatabaseRoleRows.one(name, on: connection),
                before[DatabaseRole.state] != "revoked"
            else { return nil }
            let unit = before[DatabaseRole.unit] ?? ""
            guard actor.access.allows(.admin, in: unit) else { throw Refusal.forbidden(.admin, unit: unit) }
            try await connection.execute("UPDATE events.database_roles SET revoked_at = now() WHERE name = \(name)")
            try await connection.execute("SELECT bus.unregister(\(role))")
            if before[DatabaseRole.state] == "active" {
                try await connection.script("ALTER ROLE \(SQL.quoted(role)) NOLOGIN PASSWORD NULL")
            }
            let after = try await DatabaseRoleRows.one(name, on: connection)
            try await IdentityChange(connection: connection, actor: actor).note(
                .databaseRoleRevoked, role, units: [unit], before: before.object.audited, after: after?.object.audited)
            return after
        }
        if revoked != nil { try await self.endSessions(of: role) }
        return revoked
    }

    // MARK: In one transaction

    private func change<Value: Sendable>(_ body: (Connection) async throws -> Value) async throws -> Value {
        try await self.owner.withTransaction { connection in
            // As every other change of identities, one at a time; and rights are rows of catalogues, which nobody else may
            // change meanwhile.
            try await connection.execute("SELECT pg_advisory_xact_lock(1501193576, 5)")
            try await connection.execute("SELECT pg_advisory_xact_lock(1501193576, 3)")
            return try await body(connection)
        }
    }

    /// The login itself: it inherits nothing, makes nothing, and forgotten transactions of it end by themselves.
    private static func makeLogin(
        _ name: String, isKnown: Bool, verifier: String, on connection: Connection,
    ) async throws {
        let role = Self.role(name)
        let found = try await connection.query(
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = \(role)), current_database()")
        let exists = try found.first?.decode(0, as: Bool.self) ?? false
        // Another database of the same server may have made it.
        if exists, !isKnown { throw ValidationError("/name", .duplicate, .takenOnServer) }
        let database = SQL.quoted(found.first?.string(1) ?? "")
        let login = SQL.quoted(role)
        try await connection.script(
            """
            \(exists ? "ALTER ROLE \(login)" : "CREATE ROLE \(login) NOINHERIT") LOGIN CONNECTION LIMIT 20 \
            PASSWORD '\(verifier)';
            ALTER ROLE \(login) IN DATABASE \(database) SET statement_timeout = '60s';
            ALTER ROLE \(login) IN DATABASE \(database) SET idle_in_transaction_session_timeout = '60s';
            -- Where connecting is not everybody's right already.
            DO $$ BEGIN
                GRANT CONNECT ON DATABASE \(database) TO \(login);
            EXCEPTION WHEN insufficient_privilege THEN NULL;
            END $$;
            """)
    }

    /// A schema under the role's own name, which is where PostgreSQL looks first.
    private static func makeSchema(_ name: String, on connection: Connection) async throws {
        let role = SQL.quoted(Self.role(name))
        try await connection.script(
            """
            GRANT \(role) TO CURRENT_USER;
            CREATE SCHEMA IF NOT EXISTS \(role) AUTHORIZATION \(role);
            REVOKE \(role) FROM CURRENT_USER;
            """)
    }

    private static func register(_ wanted: Record, by actor: Actor, on connection: Connection) async throws {
        let name = wanted[DatabaseRole.name] ?? ""
        let role = Self.role(name)
        let unit = wanted[DatabaseRole.unit] ?? ""
        let types = EventTypeGrant.patterns(wanted)
        let publishes = wanted[DatabaseRole.publishes] == true
        let source = publishes ? "\(Publisher.root)\(unit)/\(name)" : nil
        try await connection.execute(
            """
            SELECT bus.register_integrator(\(role), \(optional: types), 'events.units_of', \(optional: source), \
            'events.admit', 'events.reserved_words', 'events.forget')
            """)
        try await connection.execute(
            """
            INSERT INTO events.database_roles (name, role, unit, types, publishes, has_schema, created_by) \
            VALUES (\(name), \(role), \(unit), \(optional: types), \(publishes), \
            \(wanted[DatabaseRole.hasSchema] == true), \(actor.name)) \
            ON CONFLICT (name) DO UPDATE SET unit = excluded.unit, types = excluded.types, \
            publishes = excluded.publishes, has_schema = excluded.has_schema, created_at = excluded.created_at, \
            created_by = excluded.created_by, revoked_at = NULL
            """)
    }

    /// Sessions that were open can do nothing any more; this only tells them.
    private func endSessions(of role: String) async throws {
        let quoted = SQL.quoted(role)
        try await self.owner.withTransaction { connection in
            guard try await !connection.query("SELECT FROM pg_roles WHERE rolname = \(role)").isEmpty else { return }
            try await connection.script("GRANT \(quoted) TO CURRENT_USER")
            try await connection.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                WHERE usename = \(role) AND datname = current_database()
                """)
            try await connection.script("REVOKE \(quoted) FROM CURRENT_USER")
        }
    }
}

extension JSONObject {
    /// What the audit trail keeps: what it says itself, or what follows from the rest, is not in it.
    fileprivate var audited: JSONObject {
        var object = self
        for name in [
            DatabaseRole.role.name, DatabaseRole.database.name, SystemFields.createdAt.name,
            SystemFields.createdBy.name,
            DatabaseRole.revokedAt.name,
        ] { object[name] = nil }
        return object
    }
}

extension Label {
    fileprivate static let taken = Label(zh: "已有这个名称的数据库角色", en: "A database role of this name is there already")
    fileprivate static let takenOnServer = Label(
        zh: "服务器上已有同名角色，属于另一个数据库；请换一个名称",
        en: "The server has a role of this name for another database; choose another name")
}

public import Database
import EventBus
import LibPQ
public import Logging
import Model

/// Brings a database up to what this release of the services needs: schemas, roles, rights.
///
/// Every process may do this at its start; they wait for each other. When the login may not change anything and nothing
/// has to be changed, that is fine too: an administrator has then run `yizhan migrate` before.
public struct Installation: Sendable {
    private let services: [ServiceDefinition]
    private let connection: ConnectionConfiguration
    private let patience: Duration
    private let logger: Logger

    /// Prepares an installation.
    ///
    /// - Parameters:
    ///   - services: the services that shall run.
    ///   - connection: a login that may create schemas and roles, unless there is nothing left to create.
    ///   - patience: how long to wait for a database that does not answer.
    public init(
        _ services: [ServiceDefinition], on connection: ConnectionConfiguration, patience: Duration = .seconds(10),
        logger: Logger,
    ) {
        self.services = services
        self.connection = connection
        self.patience = patience
        self.logger = logger
    }

    /// The database role under which a service works.
    public static func role(of service: String) -> String { "yizhan_\(service)" }

    /// Runs what is missing.
    ///
    /// - Returns: the migrations that were applied, as `schema/id`.
    @discardableResult
    public func run() async throws -> [String] {
        var pool = PoolOptions()
        pool.maximum = 3
        pool.acquireTimeout = self.patience
        let owner = Pool(self.connection, options: pool, logger: self.logger)
        defer { Task { await owner.shutdown() } }
        do {
            // Extensions and roles are shared by all schemas, so not even two different services may migrate at once. The
            // lock belongs to a transaction that does nothing else, because every migration is one of its own; not to a
            // session, because behind a pooler that would go on to serve others and keep the lock for ever.
            return try await owner.withConnection { connection in
                try await connection.transaction { connection in
                    try await connection.script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
                    try await connection.execute(
                        "SELECT pg_advisory_xact_lock(1501193576, 4)", deadline: .seconds(3600))
                    return try await self.migrate(owner)
                }
            }
        } catch let error as DatabaseError {
            throw HostError(error)
        }
    }

    private func migrate(_ owner: Pool) async throws -> [String] {
        var applied: [String] = []
        for (schema, migrations) in self.schemas {
            do {
                let ids = try await Migrator(schema: schema, migrations: migrations).run(on: owner, logger: self.logger)
                applied += ids.map { "\(schema)/\($0)" }
            } catch let error as DatabaseError where error.code == .migration {
                throw HostError.migration(schema: schema, reason: error.message ?? "")
            }
        }
        try await self.grant(on: owner, changed: !applied.isEmpty)
        return applied
    }

    /// What has not been run yet, as `schema/id`.
    func pending(on owner: Pool) async throws -> [String] {
        var pending: [String] = []
        for (schema, migrations) in self.schemas {
            pending += try await Migrator(schema: schema, migrations: migrations).pending(on: owner).map {
                "\(schema)/\($0)"
            }
        }
        return pending
    }

    /// The schemas in the order in which they build on each other.
    private var schemas: [(String, [Migration])] {
        [(BusMigrations.schema, BusMigrations.all), (IdentitySchema.name, IdentitySchema.migrations)]
            + self.services.map { service in
                (service.name, [ServiceTables.migration(schema: service.name)] + service.migrations)
            }
    }

    private func grant(on owner: Pool, changed: Bool) async throws {
        try await owner.withTransaction { connection in
            let roles = self.services.map { Self.role(of: $0.name) }
            // Another service may have run the migrations that all share: then this one's role lacks the new rights.
            let known = try await connection.query(
                """
                SELECT count(*) FROM pg_roles WHERE rolname = ANY(\(roles)) \
                AND has_table_privilege(rolname, 'identity.audit', 'INSERT') \
                AND has_function_privilege(rolname, 'identity.expire(bigint)', 'EXECUTE')
                """)
            if !changed, try known.first?.decode(0, as: Int.self) == roles.count { return }
            // Rights are rows of catalogues; two processes that grant at once would fail with «tuple concurrently
            // updated».
            try await connection.execute("SELECT pg_advisory_xact_lock(1501193576, 3)")
            for service in self.services { try await connection.script(Self.grants(to: service)) }
        }
    }

    private static func grants(to service: ServiceDefinition) -> String {
        let role = Self.role(of: service.name)
        let schema = service.name
        let scope = service.subscriptionScope.map { ", '\($0)'" } ?? ""
        return """
            -- Roles belong to the whole cluster, the lock only to this database: another database's installation may be
            -- making the same role at this moment.
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role)') THEN
                    CREATE ROLE \(role) NOLOGIN;
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$;
            -- For those who log in under the role itself, as through a pooler. Others take their settings along.
            DO $$ BEGIN
                IF NOT EXISTS (
                    SELECT FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole
                    WHERE setdatabase = 0 AND rolname = '\(role)'
                ) THEN
                    ALTER ROLE \(role) SET statement_timeout = '30s';
                    ALTER ROLE \(role) SET idle_in_transaction_session_timeout = '60s';
                    ALTER ROLE \(role) SET jit = off;
                END IF;
            -- Not ours to alter, or another database's installation does it at this moment («tuple concurrently updated»).
            EXCEPTION WHEN insufficient_privilege OR internal_error OR unique_violation THEN NULL;
            END $$;
            DO $$ BEGIN
                IF NOT pg_has_role(current_user, '\(role)', 'MEMBER') THEN
                    EXECUTE format('GRANT \(role) TO %I', current_user);
                END IF;
            EXCEPTION WHEN unique_violation THEN NULL;
            END $$;
            GRANT USAGE ON SCHEMA \(schema), identity TO \(role);
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(schema) TO \(role);
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA \(schema) TO \(role);
            -- What has happened stays as it was.
            REVOKE UPDATE, DELETE ON \(schema).history FROM \(role);
            REVOKE ALL ON \(schema).migrations FROM \(role);
            GRANT SELECT ON identity.units, identity.people, identity.grants, identity.grants_in_force, identity.tokens,
                identity.sessions, identity.sign_in_links, identity.audit TO \(role);
            GRANT INSERT ON identity.tokens, identity.sessions, identity.sign_in_links, identity.people, identity.units
                TO \(role);
            -- What a token or a session opens, whose it is and until when, is settled when it is made.
            GRANT UPDATE (revoked_at) ON identity.tokens TO \(role);
            GRANT UPDATE (ended_at) ON identity.sessions TO \(role);
            GRANT UPDATE (used_at, expires_at) ON identity.sign_in_links TO \(role);
            GRANT UPDATE (display_zh, display_en, disabled_at, version) ON identity.people TO \(role);
            GRANT UPDATE (parent, name_zh, name_en, valid_from, valid_to, version) ON identity.units TO \(role);
            GRANT INSERT, DELETE ON identity.grants TO \(role);
            GRANT DELETE ON identity.units TO \(role);
            GRANT INSERT ON identity.audit TO \(role);
            GRANT EXECUTE ON FUNCTION identity.below(text), identity.day(timestamptz),
                identity.is_in_force(identity.units), identity.expire(bigint) TO \(role);
            SELECT bus.register_publisher('\(role)', '/\(schema)');
            SELECT bus.register_reader('\(role)');
            GRANT EXECUTE ON FUNCTION bus.pulse() TO \(role);
            \(service.operatesBus ? "SELECT bus.register_operator('\(role)'\(scope));" : "")
            """
    }
}

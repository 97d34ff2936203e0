import LibPQ
public import Logging

/// Brings a schema up to date.
///
/// Each migration runs in a transaction of its own under an advisory lock, so any number of processes may start at once:
/// one applies, the others wait and find nothing left to do. What was applied is kept in the table `migrations` of the
/// schema, with a SHA-256 of its text; an applied migration whose text has changed since, or one that would have to be
/// squeezed in before others already applied, is refused with code `migration`. Migrations in the database that
/// are unknown here are left alone: a newer version of the program is running beside this one.
public struct Migrator: Sendable {
    /// The schema that holds the bookkeeping; made if it is missing.
    public let schema: String
    /// All migrations, oldest first.
    public let migrations: [Migration]

    /// Puts the migrations in the order of their names.
    public init(schema: String, migrations: [Migration]) {
        self.schema = schema
        self.migrations = migrations.sorted { $0.id < $1.id }
    }

    /// Applies what is missing on a connection of its own, and returns the names of what this call applied.
    public func run(on configuration: ConnectionConfiguration, logger: Logger) async throws -> [String] {
        let pool = Pool(configuration, options: PoolOptions(maximum: 1), logger: logger)
        do {
            let applied = try await self.run(on: pool, logger: logger)
            await pool.shutdown()
            return applied
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    /// Applies what is missing, and returns the names of what this call applied.
    public func run(on pool: Pool, logger: Logger) async throws -> [String] {
        guard Set(self.migrations.map(\.id)).count == self.migrations.count else {
            throw DatabaseError(.migration, "two migrations have the same name")
        }
        var applied: [String] = []
        // A look without the lock first: usually everything is there, and five processes need not queue up for that.
        guard try await !self.pending(on: pool).isEmpty else { return [] }
        while let id = try await pool.withConnection({ try await self.applyNext($0) }) {
            logger.info("Applied a migration", metadata: ["schema": "\(self.schema)", "migration": "\(id)"])
            applied.append(id)
        }
        return applied
    }

    /// The names of the migrations not applied yet, oldest first.
    ///
    /// Throws `migration` if the history was rewritten.
    public func pending(on pool: Pool) async throws -> [String] {
        try await pool.withConnection { try await self.pending($0) }
    }

    // MARK: In one connection

    private func pending(_ connection: Connection) async throws -> [String] {
        let table = "\(SQL.quoted(self.schema)).migrations"
        let exists = try await connection.query("SELECT to_regclass(\(table)) IS NOT NULL")
        guard try exists.first?.decode(0) == true else { return self.migrations.map(\.id) }
        // The server computes the digests: no need for a cryptography package here. The texts are long, and travel as
        // they are.
        var texts = TextArray()
        for migration in self.migrations { texts.append(migration.sql) }
        let rows = try await connection.query(
            """
            SELECT known.id, applied.checksum IS NULL, \
            applied.checksum = encode(sha256(convert_to(known.sql, 'UTF8')), 'hex')
            FROM unnest(\(self.migrations.map(\.id)), \(texts)) \
            WITH ORDINALITY AS known (id, sql, position)
            LEFT JOIN \(raw: table) applied ON applied.id = known.id
            ORDER BY known.position
            """)
        var pending: [String] = []
        for row in rows {
            let id = try row.decode(0, as: String.self)
            if try row.decode(1) {
                pending.append(id)
            } else {
                guard try row.decode(2) else {
                    throw DatabaseError(.migration, "\(self.schema): \(id) was changed after it had been applied")
                }
                guard pending.isEmpty else {
                    throw DatabaseError(
                        .migration, "\(self.schema): \(pending[0]) is missing although \(id) has been applied")
                }
            }
        }
        return pending
    }

    private func applyNext(_ connection: Connection) async throws -> String? {
        try await connection.transaction { connection in
            // Waiting for the lock, and the migration itself, may take longer than any query should.
            try await connection.script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
            _ = try await connection.query(
                "SELECT pg_advisory_xact_lock(hashtextextended(\("migrations of " + self.schema), 0))",
                deadline: .seconds(3600))
            try await connection.script(self.bookkeeping)
            guard let id = try await self.pending(connection).first,
                let migration = self.migrations.first(where: { $0.id == id })
            else { return nil }
            try await connection.script(migration.sql)
            guard connection.isInTransaction else {
                throw DatabaseError(.migration, "\(self.schema): \(id) ended the transaction it must run in")
            }
            try await connection.execute(
                """
                INSERT INTO \(identifier: self.schema).migrations (id, checksum)
                VALUES (\(id), encode(sha256(convert_to(\(migration.sql), 'UTF8')), 'hex'))
                """)
            return id
        }
    }

    private var bookkeeping: String {
        """
        CREATE SCHEMA IF NOT EXISTS \(SQL.quoted(self.schema));
        CREATE TABLE IF NOT EXISTS \(SQL.quoted(self.schema)).migrations (
            id text PRIMARY KEY,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            applied_by text NOT NULL DEFAULT session_user
        )
        """
    }
}

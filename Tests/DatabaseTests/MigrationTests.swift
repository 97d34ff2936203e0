import Database
import LibPQ
import TestSupport
import Testing

@Suite("Migrations", .timeLimit(.minutes(2)))
struct MigrationTests {
    private let migrations = [
        Migration(id: "0001_partners", sql: "CREATE TABLE office.partners (name text); SELECT pg_sleep(0.05)"),
        Migration(id: "0002_first", sql: "INSERT INTO office.partners VALUES ('哈佛大学')"),
        Migration(id: "0003_second", sql: "INSERT INTO office.partners VALUES ('O''Higgins')"),
    ]

    @Test("Five processes that start at once apply each migration exactly once")
    func concurrent() async throws {
        try await TestDatabase.with { database in
            let migrator = Migrator(schema: "office", migrations: self.migrations.reversed())
            let configuration = try database.configuration
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<5 {
                    group.addTask { try await migrator.run(on: configuration, logger: TestDatabase.logger) }
                }
                var all: [String] = []
                while let some = try await group.next() { all += some }
                return all
            }
            #expect(applied.sorted() == self.migrations.map(\.id))
            let pool = try database.pool()
            #expect(try await pool.query("SELECT count(*) FROM office.partners")[0].decode(0) == 2)
            #expect(try await migrator.pending(on: pool).isEmpty)
            #expect(try await migrator.run(on: pool, logger: TestDatabase.logger).isEmpty)
        }
    }

    @Test("A migration changed after it was applied is refused")
    func changed() async throws {
        try await TestDatabase.with { database in
            let pool = try database.pool()
            _ = try await Migrator(schema: "office", migrations: self.migrations).run(
                on: pool, logger: TestDatabase.logger)
            var changed = self.migrations
            changed[1] = Migration(id: changed[1].id, sql: changed[1].sql + " ")
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await Migrator(schema: "office", migrations: changed).run(on: pool, logger: TestDatabase.logger)
            }
            #expect(error?.code == .migration)
            #expect(error?.message?.contains("0002_first") == true)
        }
    }

    @Test("One that comes too late is refused, one only the database knows is left alone")
    func order() async throws {
        try await TestDatabase.with { database in
            let pool = try database.pool()
            let (first, second, third) = (self.migrations[0], self.migrations[1], self.migrations[2])
            _ = try await Migrator(schema: "office", migrations: [first, third]).run(
                on: pool, logger: TestDatabase.logger)
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await Migrator(schema: "office", migrations: [first, second, third])
                    .run(on: pool, logger: TestDatabase.logger)
            }
            #expect(error?.code == .migration)
            let older = try await Migrator(schema: "office", migrations: [first]).run(
                on: pool, logger: TestDatabase.logger)
            #expect(older.isEmpty)
        }
    }

    @Test("A failing migration leaves nothing of itself behind, and those before it stay")
    func failing() async throws {
        try await TestDatabase.with { database in
            let pool = try database.pool()
            let broken = Migration(id: "0002_broken", sql: "CREATE TABLE office.half (); SELECT 1/0")
            let migrator = Migrator(schema: "office", migrations: [self.migrations[0], broken])
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await migrator.run(on: pool, logger: TestDatabase.logger)
            }
            #expect(error?.code == .server)
            #expect(try await pool.query("SELECT to_regclass('office.half') IS NULL")[0].decode(0) == true)
            #expect(try await migrator.pending(on: pool) == ["0002_broken"])
            let committing = Migration(id: "0002_commits", sql: "COMMIT")
            let usage = await #expect(throws: DatabaseError.self) {
                _ = try await Migrator(schema: "office", migrations: [self.migrations[0], committing])
                    .run(on: pool, logger: TestDatabase.logger)
            }
            #expect(usage?.code == .migration)
        }
    }
}

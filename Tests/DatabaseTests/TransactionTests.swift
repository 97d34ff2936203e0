import Database
import LibPQ
import TestSupport
import Testing

@Suite("Transactions", .database, .timeLimit(.minutes(2)))
struct TransactionTests {
    private struct Refusal: Error {}

    private func table(_ pool: Pool) async throws -> String {
        let name = "t_\(UInt32.random(in: 0...UInt32.max))"
        try await pool.execute("CREATE TABLE \(identifier: name) (id bigint PRIMARY KEY, n bigint NOT NULL DEFAULT 0)")
        return name
    }

    @Test("What returns is committed, what throws is rolled back")
    func outcome() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let table = try await self.table(pool)
        try await pool.withTransaction { try await $0.execute("INSERT INTO \(identifier: table) VALUES (1)") }
        await #expect(throws: Refusal.self) {
            try await pool.withTransaction { connection in
                try await connection.execute("INSERT INTO \(identifier: table) VALUES (2)")
                throw Refusal()
            }
        }
        #expect(
            try await pool.query("SELECT id FROM \(identifier: table)").map { try $0.decode(0, as: Int.self) } == [1])
    }

    @Test("Nested transactions are savepoints, each undone by itself")
    func savepoints() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let table = try await self.table(pool)
        try await pool.withTransaction { outer in
            try await outer.execute("INSERT INTO \(identifier: table) VALUES (1)")
            try await outer.transaction { middle in
                try await middle.execute("INSERT INTO \(identifier: table) VALUES (2)")
                let error = await #expect(throws: DatabaseError.self) {
                    try await middle.transaction { inner in
                        try await inner.execute("INSERT INTO \(identifier: table) VALUES (3)")
                        try await inner.execute("INSERT INTO \(identifier: table) VALUES (1)")
                    }
                }
                #expect(error?.sqlState == .uniqueViolation)
                try await middle.execute("INSERT INTO \(identifier: table) VALUES (4)")
            }
        }
        let ids = try await pool.query("SELECT id FROM \(identifier: table) ORDER BY 1").map {
            try $0.decode(0, as: Int.self)
        }
        #expect(ids == [1, 2, 4])
    }

    @Test("A closure that swallowed an error is told that nothing was committed")
    func swallowed() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let error = await #expect(throws: DatabaseError.self) {
            try await pool.withTransaction { _ = try? await $0.query("SELECT 1/0") }
        }
        #expect(error?.code == .usage)
    }

    @Test("Serialization failures are run again until every increment counts")
    func serialization() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let table = try await self.table(pool)
        try await pool.execute("INSERT INTO \(identifier: table) VALUES (1)")
        let runs = Counter()
        let meeting = Meeting(of: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try await pool.withTransaction(TransactionOptions(isolation: .serializable, attempts: 20)) {
                        let run = runs.increment()
                        let n = try await $0.query("SELECT n FROM \(identifier: table)")[0].decode(0, as: Int.self)
                        // Both have read before either writes, so one of them must fail.
                        if run <= 2 { await meeting.arrive() }
                        try await $0.execute("UPDATE \(identifier: table) SET n = \(n + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await pool.query("SELECT n FROM \(identifier: table)")[0].decode(0) == 2)
        #expect(runs.value >= 3)
    }

    @Test("A deadlock is broken by the server and its victim run again")
    func deadlock() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let table = try await self.table(pool)
        try await pool.execute("INSERT INTO \(identifier: table) VALUES (1), (2)")
        let runs = Counter()
        let meeting = Meeting(of: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (first, second) in [(1, 2), (2, 1)] {
                group.addTask {
                    try await pool.withTransaction {
                        let run = runs.increment()
                        try await $0.execute("UPDATE \(identifier: table) SET n = n + 1 WHERE id = \(first)")
                        if run <= 2 { await meeting.arrive() }
                        try await $0.execute("UPDATE \(identifier: table) SET n = n + 1 WHERE id = \(second)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await pool.query("SELECT sum(n)::bigint FROM \(identifier: table)")[0].decode(0) == 4)
        #expect(runs.value >= 3)
    }

    @Test("Attempts are bounded, and read only means read only")
    func bounded() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let runs = Counter()
        let error = await #expect(throws: DatabaseError.self) {
            try await pool.withTransaction(TransactionOptions(attempts: 3)) {
                _ = runs.increment()
                try await $0.script("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$")
            }
        }
        #expect(error?.sqlState == .serializationFailure)
        #expect(runs.value == 3)
        let readOnly = await #expect(throws: DatabaseError.self) {
            try await pool.withTransaction(TransactionOptions(readOnly: true)) {
                try await $0.execute("CREATE TABLE no ()")
            }
        }
        #expect(readOnly?.sqlState == .readOnlyTransaction)
    }

    @Test("A task cancelled inside a transaction rolls it back and gives the connection back whole")
    func cancelled() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        let table = try await self.table(pool)
        let meeting = Meeting(of: 2)
        let task = Task {
            try await pool.withTransaction { connection in
                try await connection.execute("INSERT INTO \(identifier: table) VALUES (1)")
                await meeting.arrive()
                try await connection.execute("SELECT pg_sleep(60)")
            }
        }
        await meeting.arrive()
        task.cancel()
        let error = await #expect(throws: DatabaseError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(try await pool.query("SELECT count(*) FROM \(identifier: table)")[0].decode(0) == 0)
        #expect(pool.statistics.opened == 1)
    }
}

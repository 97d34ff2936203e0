import LibPQ
import TestSupport
import Testing

@testable import Database

@Suite("Prepared statements", .database, .timeLimit(.minutes(2)))
struct StatementTests {
    private func preparedCount(_ connection: Connection) async throws -> Int {
        try await connection.query("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%counted%'")[0]
            .decode(0)
    }

    @Test("A statement is prepared at its second use, once, and never when that is switched off")
    func threshold() async throws {
        let database = try #require(TestDatabase.current)
        try await database.pool().withConnection { connection in
            _ = try await connection.query("SELECT \(1) /* counted */")
            #expect(try await self.preparedCount(connection) == 0)
            for number in 2...5 {
                #expect(try await connection.query("SELECT \(number) /* counted */")[0].decode(0) == number)
            }
        }
        var configuration = try database.configuration
        configuration.preparedStatements = 0
        let pool = Pool(configuration, logger: TestDatabase.logger)
        try await pool.withConnection { connection in
            for number in 1...5 { _ = try await connection.query("SELECT \(number) /* unprepared */") }
            let count = try await connection.query("SELECT count(*) FROM pg_prepared_statements")
            #expect(try count[0].decode(0) == 0)
        }
        await pool.shutdown()
    }

    @Test("Only so many are kept: the one unused for longest goes")
    func eviction() async throws {
        var configuration = try #require(TestDatabase.current).configuration
        configuration.preparedStatements = 3
        configuration.prepareFromUse = 1
        let pool = Pool(configuration, options: PoolOptions(maximum: 1), logger: TestDatabase.logger)
        try await pool.withConnection { connection in
            for number in 1...10 { _ = try await connection.query(SQL("SELECT \(raw: "\(number)")")) }
        }
        let count = try await pool.query("SELECT count(*) FROM pg_prepared_statements")
        #expect(try count[0].decode(0, as: Int.self) <= 3)
        await pool.shutdown()
    }

    @Test("What a batch was about to prepare when it was cancelled is nobody's error later")
    func cancelledPreparation() async throws {
        let database = try #require(TestDatabase.current)
        let (pool, watch) = (try database.pool(PoolOptions(maximum: 1)), try database.pool(PoolOptions(maximum: 1)))
        let statement: SQL = "SELECT \(1) /* abandoned */"
        let task = Task {
            try await pool.withConnection { connection in
                _ = try await connection.query(statement)
                _ = try await connection.batch(["SELECT pg_sleep(600) /* abandoned */", statement])
            }
        }
        try await eventually("the batch is under way") {
            try await watch.query(
                "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(600)%abandoned%'"
            ).count == 1
        }
        task.cancel()
        let error = await #expect(throws: DatabaseError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        let answers = try await pool.withConnection { connection in
            var answers: [Int?] = []
            for _ in 1...3 { answers.append(try await connection.batch([statement]).last?.first?.decode(0)) }
            for _ in 1...3 { answers.append(try await connection.query("SELECT 2").first?.decode(0)) }
            return answers
        }
        #expect(answers == [1, 1, 1, 2, 2, 2])
        #expect(pool.statistics.opened == 1)
        for pool in [pool, watch] { await pool.shutdown() }
    }

    @Test("A plan whose result type changed is replaced without anybody noticing")
    func stalePlan() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        try await pool.withConnection { connection in
            try await connection.script("CREATE TABLE shape (a int); INSERT INTO shape VALUES (1)")
            for _ in 1...3 { #expect(try await connection.query("SELECT * FROM shape").columns == ["a"]) }
            try await connection.script("ALTER TABLE shape ADD b text DEFAULT '新'")
            #expect(try await connection.query("SELECT * FROM shape").columns == ["a", "b"])
            for _ in 1...3 { #expect(try await connection.query("SELECT * FROM shape").columns == ["a", "b"]) }
            try await connection.execute("DISCARD ALL")
            #expect(try await connection.query("SELECT * FROM shape").columns == ["a", "b"])
        }
    }

    @Test("Inside a transaction a stale plan fails once, and the transaction succeeds when run again")
    func stalePlanInTransaction() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        try await pool.withConnection { connection in
            try await connection.script("CREATE TABLE form (a int)")
            for _ in 1...3 { _ = try await connection.query("SELECT * FROM form") }
            try await connection.script("ALTER TABLE form ADD b text")
            let error = await #expect(throws: DatabaseError.self) {
                try await connection.transaction { _ = try await $0.query("SELECT * FROM form") }
            }
            #expect(error?.sqlState == .featureNotSupported)
            try await connection.transaction { _ = try await $0.query("SELECT * FROM form") }
        }
    }

    @Test("A batch is one round trip and one transaction, and prepares what it repeats")
    func batch() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        try await pool.withConnection { connection in
            try await connection.script("CREATE TABLE item (n bigint CHECK (n < 100))")
            let inserts = (1...50).map { SQL("INSERT INTO item VALUES (\($0))") }
            #expect(try await connection.batch(inserts).map(\.affected) == Array(repeating: 1, count: 50))
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await connection.batch(["INSERT INTO item VALUES (\(51))", "INSERT INTO item VALUES (\(100))"])
            }
            #expect(error?.sqlState == .checkViolation)
            // A preparation skipped by a failure is not taken for done.
            _ = try? await connection.batch(["SELECT 1/0", "SELECT \(1) + 1", "SELECT \(1) + 1"])
            #expect(
                try await connection.batch(["SELECT \(1) + 1", "SELECT \(2) + 1"]).map { try $0[0].decode(0) } == [
                    2, 3,
                ])
            #expect(try await connection.query("SELECT count(*) FROM item")[0].decode(0) == 50)
        }
    }

    @Test("Other types for the same text go unprepared instead of wrong")
    func otherTypes() {
        var cache = StatementCache(capacity: 10, threshold: 1)
        var number = Parameters()
        number.append(integer: 1, oid: .int8)
        var word = Parameters()
        word.append(text: "1", oid: .text)
        let answer1 = cache.plan(for: "SELECT $1", number)
        #expect(answer1 == .prepare("s1"))
        cache.didPrepare("SELECT $1", as: "s1", types: number.types)
        let answer2 = cache.plan(for: "SELECT $1", number)
        #expect(answer2 == .prepared("s1"))
        let answer3 = cache.plan(for: "SELECT $1", word)
        #expect(answer3 == .unnamed)
        cache.forget("SELECT $1")
        let answer4 = cache.takeObsolete()
        #expect(answer4 == ["s1"])
        let answer5 = cache.plan(for: "SELECT $1", number)
        #expect(answer5 == .prepare("s2"))
    }
}

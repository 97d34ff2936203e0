import LibPQ
import ServiceLifecycle
import TestSupport
import Testing

@testable import Database

@Suite("The pool", .database, .timeLimit(.minutes(2)))
struct PoolTests {
    @Test("No more connections are opened than allowed, however many tasks ask")
    func maximum() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 3))
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<100 {
                group.addTask { try await pool.query("SELECT \(number)")[0].decode(0) }
            }
            var sum = 0
            while let number = try await group.next() { sum += number }
            #expect(sum == 4950)
        }
        #expect(pool.statistics.opened <= 3)
        #expect(pool.statistics.leased == 0)
        await pool.shutdown()
    }

    @Test("A task that waits too long is told so, and its place in the queue is free")
    func exhaustion() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1, acquireTimeout: .milliseconds(30)))
        try await pool.withConnection(deadline: .seconds(20)) { _ in
            let error = await #expect(throws: DatabaseError.self) { _ = try await pool.query("SELECT 1") }
            #expect(error?.code == .poolExhausted)
            #expect(pool.statistics.waiting == 0)
        }
        #expect(try await pool.query("SELECT 1")[0].decode(0) == 1)
        await pool.shutdown()
    }

    @Test("A waiter is served when a connection comes back; too many waiters are refused; a cancelled one leaves")
    func waiters() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1, maximumWaiters: 2))
        let (served, cancelled) = try await pool.withConnection { _ in
            let served = Task { try await pool.query("SELECT 7")[0].decode(0, as: Int.self) }
            try await eventually { pool.statistics.waiting == 1 }
            let cancelled = Task { try await pool.query("SELECT 8")[0].decode(0, as: Int.self) }
            try await eventually { pool.statistics.waiting == 2 }
            let error = await #expect(throws: DatabaseError.self) { _ = try await pool.query("SELECT 9") }
            #expect(error?.code == .poolExhausted)
            cancelled.cancel()
            try await eventually { pool.statistics.waiting == 1 }
            return (served, cancelled)
        }
        #expect(try await served.value == 7)
        let error = await #expect(throws: DatabaseError.self) { _ = try await cancelled.value }
        #expect(error?.code == .cancelled)
        await pool.shutdown()
    }

    @Test("A transaction left open is rolled back before the connection is lent again")
    func leftOpen() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        try await pool.withConnection { try await $0.script("BEGIN; CREATE TABLE left_open ()") }
        #expect(try await pool.query("SELECT to_regclass('left_open') IS NULL")[0].decode(0) == true)
        try await pool.withConnection { connection in
            try await connection.script("BEGIN")
            _ = try? await connection.query("SELECT 1/0")
        }
        #expect(try await pool.query("SELECT 1")[0].decode(0) == 1)
        #expect(pool.statistics.opened == 1)
        await pool.shutdown()
    }

    @Test("A terminated connection is replaced, whether it was idle or lent")
    func terminated() async throws {
        let database = try #require(TestDatabase.current)
        let pool = try database.pool(PoolOptions(maximum: 1))
        let other = try database.pool()
        let pid = try await pool.withConnection { $0.backendPID }
        try await other.execute("SELECT pg_terminate_backend(\(pid))")
        try await eventually { try await other.query("SELECT 1 FROM pg_stat_activity WHERE pid = \(pid)").isEmpty }
        // Longer ago than the pool trusts a connection without looking.
        let idleSince = ContinuousClock.now
        try await eventually { ContinuousClock.now - idleSince > .milliseconds(10) }
        #expect(try await pool.query("SELECT pg_backend_pid()")[0].decode(0, as: Int32.self) != pid)
        let error = await #expect(throws: DatabaseError.self) {
            try await pool.withConnection { _ = try await $0.query("SELECT pg_terminate_backend(pg_backend_pid())") }
        }
        #expect(error?.code == .connectionLost)
        #expect(try await pool.query("SELECT 1")[0].decode(0) == 1)
        #expect(pool.statistics.opened == 3)
        await pool.shutdown()
        await other.shutdown()
    }

    @Test("A connection past its lifetime is replaced, also when a task waits for it")
    func lifetime() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1, maximumLifetime: .zero))
        let first = try await pool.withConnection { $0.backendPID }
        #expect(try await pool.query("SELECT pg_backend_pid()")[0].decode(0, as: Int32.self) != first)
        let waiter = try await pool.withConnection { connection in
            let waiter = Task { try await pool.withConnection { $0.backendPID } }
            try await eventually { pool.statistics.waiting == 1 }
            return (waiter, connection.backendPID)
        }
        #expect(try await waiter.0.value != waiter.1)
        await pool.shutdown()
    }

    @Test("While it runs, the pool keeps its minimum and closes what nobody uses")
    func upkeep() async throws {
        let pool = try #require(TestDatabase.current).pool(
            PoolOptions(minimum: 2, maximum: 5, idleTimeout: .milliseconds(10), maintenanceInterval: .milliseconds(5)))
        let service = Task { try await pool.run() }
        try await eventually { pool.statistics.idle == 2 }
        let meeting = Meeting(of: 5)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask { try await pool.withConnection { _ in await meeting.arrive() } } }
            try await group.waitForAll()
        }
        try await eventually { pool.statistics.idle == 2 && pool.statistics.leased == 0 }
        service.cancel()
        try await service.value
        let error = await #expect(throws: DatabaseError.self) { _ = try await pool.query("SELECT 1") }
        #expect(error?.code == .poolShutdown)
    }

    @Test("Shutting down waits for what is lent and refuses those who wait")
    func shutdown() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        let (waiter, stopping) = try await pool.withConnection { connection in
            let waiter = Task { try await pool.query("SELECT 1") }
            try await eventually { pool.statistics.waiting == 1 }
            let stopping = Task { await pool.shutdown() }
            let error = await #expect(throws: DatabaseError.self) { _ = try await waiter.value }
            #expect(error?.code == .poolShutdown)
            #expect(try await connection.query("SELECT 1")[0].decode(0) == 1)
            return (waiter, stopping)
        }
        _ = waiter
        await stopping.value
        #expect(pool.statistics.leased == 0 && pool.statistics.idle == 0)
    }

    @Test("A connection kept beyond its loan refuses to work")
    func kept() async throws {
        let pool = try #require(TestDatabase.current).pool()
        var kept: Connection?
        try await pool.withConnection { kept = $0 }
        let error = await #expect(throws: DatabaseError.self) { _ = try await kept?.query("SELECT 1") }
        #expect(error?.code == .usage)
    }

    @Test("Each connection names its application, its limits and its role")
    func settings() async throws {
        let database = try #require(TestDatabase.current)
        let role = "clerk_\(database.name)"
        try await database.pool().execute("CREATE ROLE \(identifier: role)")
        var configuration = try ConnectionConfiguration(
            url: database.url, applicationName: "驿站 partners", role: role, statementTimeout: .milliseconds(12345),
            idleInTransactionTimeout: .seconds(7), searchPath: "events, public")
        configuration.queryTimeout = .seconds(20)
        let pool = Pool(configuration, logger: TestDatabase.logger)
        let row = try await pool.query(
            """
            SELECT current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),
            current_user, current_setting('search_path')
            """)[0]
        #expect((0..<4).map { row.string($0) } == ["12345ms", "7s", role, "events, public"])
        await pool.shutdown()
        try await database.pool().execute("DROP ROLE \(identifier: role)")
        let secret = try ConnectionConfiguration(url: "postgresql://u:hunter2@h/d", applicationName: "a")
        #expect(!"\(secret)".contains("hunter2") && "\(secret)".contains("host=h"))
    }
}

import Database
import LibPQ
import TestSupport
import Testing

@Suite("Faults between here and the server", .timeLimit(.minutes(3)))
struct FaultTests {
    @Test("A restarted server is found again by the pool")
    func restart() async throws {
        let cluster = try ThrowawayCluster()
        let configuration = try ConnectionConfiguration(url: cluster.url, applicationName: "tests")
        let pool = Pool(
            configuration, options: PoolOptions(maximum: 2, initialBackoff: .milliseconds(10)),
            logger: TestDatabase.logger)
        #expect(try await pool.query("SELECT 1")[0].decode(0) == 1)
        try cluster.restart()
        #expect(try await pool.query("SELECT 2")[0].decode(0) == 2)
        try cluster.stop()
        let error = await #expect(throws: DatabaseError.self) {
            try await pool.withConnection(deadline: .seconds(1)) { _ = try await $0.query("SELECT 3") }
        }
        #expect(error?.code == .connectionFailed)
        await pool.shutdown()
    }

    @Test("A cut cable ends the statement at once, and the pool goes on when it is mended")
    func cut() async throws {
        try await TestDatabase.with { database in
            let proxy = try CableProxy(for: database)
            let pool = Pool(
                try database.configuration(through: proxy),
                options: PoolOptions(maximum: 2, initialBackoff: .milliseconds(10)), logger: TestDatabase.logger)
            let observer = try database.pool()
            let task = Task { try await pool.query("SELECT pg_sleep(60)") }
            try await eventually {
                try await !observer.query(
                    "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = \(database.name)"
                ).isEmpty
            }
            proxy.cut()
            let error = await #expect(throws: DatabaseError.self) { _ = try await task.value }
            #expect(error?.code == .connectionLost)
            let mended = Task { try await pool.query("SELECT 5")[0].decode(0, as: Int.self) }
            try await eventually { proxy.accepted >= 2 }
            proxy.restore()
            #expect(try await mended.value == 5)
            await pool.shutdown()
            proxy.close()
        }
    }

    @Test("On a half-open connection a statement ends soon after its deadline and the connection is dropped")
    func halfOpen() async throws {
        try await TestDatabase.with { database in
            let proxy = try CableProxy(for: database)
            var configuration = try database.configuration(through: proxy)
            configuration.cancelTimeout = .milliseconds(100)
            let pool = Pool(configuration, options: PoolOptions(maximum: 1), logger: TestDatabase.logger)
            #expect(try await pool.query("SELECT 1")[0].decode(0) == 1)
            proxy.hang()
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await pool.query("SELECT 1", deadline: .milliseconds(100))
            }
            #expect(error?.code == .timeout)
            proxy.restore()
            #expect(try await pool.query("SELECT 6")[0].decode(0) == 6)
            #expect(pool.statistics.opened == 2)
            await pool.shutdown()
            proxy.close()
        }
    }
}

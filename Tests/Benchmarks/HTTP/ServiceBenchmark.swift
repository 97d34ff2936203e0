import Database
import Foundation

/// What each service costs while nobody uses it.
struct ServiceBenchmark {
    private let setting: BusBenchmark.Setting

    init(_ setting: BusBenchmark.Setting) {
        self.setting = setting
    }

    func run() async throws {
        for name in ["partners", "mobility", "experts", "events"] {
            let service = try await ServiceUnderTest(name, self.setting)
            defer { service.stop() }
            let pool = try service.pool()
            // Settled: the first polls are behind it.
            try await Task.sleep(for: .seconds(3))
            let (ticks, statements) = (service.ticks, try await Self.transactions(pool, service.address))
            try await Task.sleep(for: .seconds(10))
            let used = service.ticks - ticks
            let asked = try await Self.transactions(pool, service.address) - statements
            await pool.shutdown()
            print(
                """
                \(name): ready in \(Int(service.secondsToReady * 1000)) ms, \
                \(Int(service.residentMegabytes.rounded())) MB resident, idle for 10 s: \(used * 10) ms of processor, \
                \(asked) transactions
                """)
        }
    }

    private static func transactions(_ pool: Pool, _ address: String) async throws -> Int {
        let rows = try await pool.query(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()")
        return try rows.first?.decode(0, as: Int.self) ?? 0
    }
}

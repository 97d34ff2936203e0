import Database
import Glibc
import LibPQ
import Logging

/// Selects by id through a pool, and lets `pgbench -S` do the same in the same run, turn by turn.
enum SelectBenchmark {
    private static let clients = 8

    static func run(_ setting: BusBenchmark.Setting) async throws {
        let url = try await BusBenchmark.freshDatabase(setting, "bench_select")
        try Self.prepare(url)
        let configuration = try ConnectionConfiguration(url: url, applicationName: "select-benchmark")
        let pool = Pool(configuration, options: PoolOptions(maximum: Self.clients), logger: BusBenchmark.logger)
        var best = (ours: 0.0, theirs: 0.0)
        for _ in 1...3 {
            best.ours = max(best.ours, try await Self.round(pool, seconds: setting.seconds))
            best.theirs = max(best.theirs, try Self.pgbench(url, seconds: setting.seconds))
        }
        await pool.shutdown()
        BusBenchmark.report(
            "select by id, 8 connections", best.ours, unit: "queries/s", ceiling: best.theirs,
            of: "pgbench -S, one thread")
    }

    private static func round(_ pool: Pool, seconds: Int) async throws -> Double {
        let accounts = try await pool.query("SELECT count(*) FROM pgbench_accounts")[0].decode(0, as: Int.self)
        let start = Deadline.now
        let end = start.advanced(by: .seconds(seconds))
        let total = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.clients {
                group.addTask { try await Self.client(pool, accounts: accounts, until: end) }
            }
            var total = 0
            while let count = try await group.next() { total += count }
            return total
        }
        return Double(total) / (Deadline.now.since(start) / .seconds(1))
    }

    private static func client(_ pool: Pool, accounts: Int, until end: Deadline) async throws -> Int {
        var count = 0
        // The system's generator is a system call a number, which pgbench does not pay either.
        var seed = UInt64.random(in: 0...UInt64.max)
        while !end.hasPassed {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var parameters = Parameters()
            parameters.append(integer: Int64((seed >> 33) % UInt64(accounts)) + 1, oid: .int4)
            let rows = try await pool.query("SELECT abalance FROM pgbench_accounts WHERE aid = $1", parameters)
            _ = try rows[0].decode(0, as: Int.self)
            count += 1
        }
        return count
    }

    /// The same load from the C program that comes with the server, one thread and eight connections.
    private static func pgbench(_ url: String, seconds: Int) throws -> Double {
        let quoted = "'" + url.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        let command = "pgbench -S -n -M prepared -c \(Self.clients) -j 1 -T \(seconds) \(quoted) 2>/dev/null"
        guard let pipe = popen(command, "r") else { throw DatabaseError(.usage, "pgbench does not start") }
        defer { pclose(pipe) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), pipe) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split(separator: " ")
            if words.count > 2, words[0] == "tps", let figure = Double(words[2]) { return figure }
        }
        throw DatabaseError(.usage, "pgbench says nothing; is it installed, and the database initialised for it?")
    }

    /// A table of a million accounts, as pgbench makes it.
    private static func prepare(_ url: String) throws {
        try BusBenchmark.spawn(["pgbench", "-i", "-q", "-s", "10", url], output: "/dev/null")
    }
}

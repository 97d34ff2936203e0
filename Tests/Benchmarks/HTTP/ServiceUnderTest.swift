import Database
import Foundation
import LibPQ
import Logging

/// One of our services as it is shipped, in a process of its own on a database of its own.
final class ServiceUnderTest {
    let process: Process
    let port: Int
    let address: String
    let secondsToReady: Double
    static let token = "yz_00000000_benchmark"

    /// - Parameter environment: what the service is told beside its database and port.
    init(
        _ name: String, _ setting: BusBenchmark.Setting, environment: [String: String] = [:],
    ) async throws {
        let database = "bench_\(name)"
        let administration = Pool(
            try ConnectionConfiguration(url: setting.server, applicationName: "benchmark"), logger: BusBenchmark.logger)
        _ = try await administration.execute("DROP DATABASE IF EXISTS \(identifier: database) WITH (FORCE)")
        _ = try await administration.execute("CREATE DATABASE \(identifier: database)")
        await administration.shutdown()
        self.address = setting.server + " dbname=\(database)"
        // The first start migrates; what counts is a start with the migrations done.
        let first = try Self.spawn(name, self.address, port: 21_000, environment)
        _ = try await Self.untilReady(port: 21_000)
        first.terminate()
        first.waitUntilExit()
        self.port = 21_001
        self.process = try Self.spawn(name, self.address, port: self.port, environment)
        self.secondsToReady = try await Self.untilReady(port: self.port)
        let pool = try self.pool()
        _ = try await pool.execute(
            """
            WITH t AS (INSERT INTO identity.tokens (name, prefix, digest, created_by, expires_at) \
            VALUES ('benchmark', '00000000', sha256(\(Array(Self.token.utf8))), 'benchmark', now() + interval '1 day') \
            RETURNING id) INSERT INTO identity.grants (token, role, unit) SELECT id, 'admin', 'university' FROM t
            """)
        await pool.shutdown()
    }

    func pool() throws -> Pool {
        Pool(try ConnectionConfiguration(url: self.address, applicationName: "benchmark"), logger: BusBenchmark.logger)
    }

    func stop() {
        self.process.terminate()
        self.process.waitUntilExit()
    }

    /// The memory that is really in use, in MB.
    var residentMegabytes: Double {
        let status = try? String(contentsOfFile: "/proc/\(self.process.processIdentifier)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return (number ?? 0) / 1024
    }

    /// Processor time used so far, in hundredths of a second.
    var ticks: Int {
        let stat = (try? String(contentsOfFile: "/proc/\(self.process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = stat.split(separator: " ")
        guard fields.count > 14 else { return 0 }
        return (Int(fields[13]) ?? 0) + (Int(fields[14]) ?? 0)
    }

    private static func spawn(
        _ name: String, _ address: String, port: Int, _ environment: [String: String],
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: name)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, ours in ours }
            .merging(["YIZHAN_DATABASE_URL": address, "YIZHAN_HTTP_PORT": "\(port)"]) { _, ours in ours }
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func untilReady(port: Int) async throws -> Double {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(60) {
            if await Self.answers(port) { return (ContinuousClock.now - start) / .seconds(1) }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw CocoaError(.executableLoad)
    }

    private static func answers(_ port: Int) async -> Bool {
        let output = try? Wrk.output(["curl", "-fs", "-m", "2", "http://127.0.0.1:\(port)/readyz"])
        return output?.hasPrefix("ready") ?? false
    }
}

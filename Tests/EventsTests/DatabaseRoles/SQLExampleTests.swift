import Database
import EventBus
import Foundation
import LibPQ
import TestSupport
import Testing

@testable import Events

/// The examples for integrators, run for real: against a server that wants a password, killed in the middle.
@Suite("The examples in plain SQL", .timeLimit(.minutes(4)))
struct SQLExampleTests {
    @Test("The shell's takes effect exactly once, killed wherever it may be")
    func shell() async throws {
        try await Self.prove(.shell)
    }

    @Test(
        "Python's takes effect exactly once, killed wherever it may be",
        .enabled(if: PythonLibraries.have("psycopg"), .init(rawValue: PythonLibraries.absence)))
    func python() async throws {
        try await Self.prove(.python)
    }

    @Test(
        "Node's takes effect exactly once, killed wherever it may be",
        .enabled(if: SQLExample.hasNode, .init(rawValue: SQLExample.nodeAbsence)))
    func node() async throws {
        let example = try SQLExample.node()
        defer { example.clean() }
        try await Self.prove(example)
    }

    @Test("They are short", arguments: ["receive.sh", "receive.py", "receive.mjs"])
    func short(file: String) throws {
        #expect(try (8...18).contains(SQLExample.length(of: file)))
    }

    private static func prove(_ example: SQLExample) async throws {
        let rules = FileManager.default.temporaryDirectory.appending(path: "yizhan-hba-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: rules) }
        try """
        local all all trust
        host all postgres 127.0.0.1/32 trust
        host all all 127.0.0.1/32 scram-sha-256

        """.write(to: rules, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: rules.path)
        let cluster = try ThrowawayCluster(settings: ["hba_file": rules.path])
        try await Station.open(on: .whole(cluster)) { station in
            let login = try await Login.make(
                station, "archive", unit: "office", types: ["partners.*"], publishes: true, hasSchema: true)
            try await Self.expectPassword(station, login)
            let run = Run(example: example, station: station, login: login)
            try await run.throughKills()
            await login.pool.shutdown()
        }
        try cluster.stop()
    }

    /// The password opens, another does not, and the server does not keep it.
    private static func expectPassword(_ station: Station, _ login: Login) async throws {
        #expect(try await login.pool.query("SELECT current_user").first?.string(0) == login.role)
        let wrong = try Login.pool(station, login.role, login.password + "x")
        await #expect(throws: DatabaseError.self) { try await wrong.query("SELECT 1") }
        await wrong.shutdown()
        let kept = try await station.owner.query("SELECT rolpassword FROM pg_authid WHERE rolname = \(login.role)")
        #expect(kept.first?.string(0)?.hasPrefix("SCRAM-SHA-256$4096:") == true)
    }
}

/// One example at work, with what it should have done.
private struct Run: Sendable {
    let example: SQLExample
    let station: Station
    let login: Login

    private var seen: SQL { "\(identifier: self.login.role).seen" }

    func throughKills() async throws {
        let log = FileManager.default.temporaryDirectory.appending(path: "yizhan-example-\(UUID().uuidString)").path
        defer { for file in [log, log + ".errors"] { try? FileManager.default.removeItem(atPath: file) } }
        do {
            try await self.publish(3)
            // It makes its table, and takes what is there.
            try await self.running(log) { try await self.expectSeen(3) }
            // Killed before the effect, which waits for its table.
            try await self.publish(4)
            try await self.killed(log, waitingFor: self.seen)
            // Killed after the effect, before it has published and acknowledged.
            try await self.killed(log, waitingFor: "bus.events")
            #expect(try await self.count() == 3)
            try await self.running(log) { try await self.expectSeen(7) }
            try await self.publish(5)
            try await self.running(log) { try await self.expectSeen(12) }
        } catch {
            Issue.record("\((try? String(contentsOfFile: log + ".errors", encoding: .utf8)) ?? "")")
            throw error
        }
        try await self.expectExactlyOnce(12)
    }

    private func publish(_ count: Int) async throws {
        try await self.station.publish(count: count)
        // Not for this login: another unit's, and another type.
        try await self.station.publish(unit: "school")
        try await self.station.publish("mobility.nomination.made")
    }

    private func count() async throws -> Int { try await self.station.number("SELECT count(*) FROM \(self.seen)") }

    private func expectSeen(_ count: Int) async throws {
        try await eventually("\(count) events are seen", within: .seconds(60)) {
            let exists = try await self.station.number(
                "SELECT count(*) FROM pg_tables WHERE schemaname = \(self.login.role) AND tablename = 'seen'")
            guard exists == 1 else { return false }
            return try await self.count() >= count
        }
    }

    private func running(_ log: String, _ body: () async throws -> Void) async throws {
        let process = try self.example.start(self.station, as: self.login, log: log)
        defer { SQLExample.kill(process) }
        try await body()
    }

    /// Kills it while its transaction waits for a table that somebody else has locked.
    private func killed(_ log: String, waitingFor table: SQL) async throws {
        try await self.station.owner.withTransaction { connection in
            try await connection.execute("LOCK TABLE \(table) IN SHARE MODE")
            try await self.running(log) {
                try await eventually("it waits for \(table)", within: .seconds(60)) {
                    try await self.station.number(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE usename = \(self.login.role) AND wait_event_type = 'Lock'
                            AND xact_start < query_start
                        """) > 0
                }
            }
        }
        try await eventually("its session has ended", within: .seconds(60)) {
            try await self.station.number(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE usename = \(self.login.role) AND application_name <> 'tests'
                """) == 0
        }
    }

    private func expectExactlyOnce(_ count: Int) async throws {
        let name = self.example.name
        let wanted = try await self.station.owner.query(
            """
            SELECT position FROM bus.read(0, 1000)
            WHERE type LIKE 'partners.agreement.%' AND unit = 'office' ORDER BY position
            """)
        let seen = try await self.station.owner.query("SELECT position FROM \(self.seen) ORDER BY position")
        #expect(try seen.map { try $0.decode(0, as: Int.self) } == wanted.map { try $0.decode(0, as: Int.self) })
        #expect(seen.count == count)
        // The last transaction may have been committed when it was killed before it could say so; published it has once.
        try await eventually("what it has published has its places") {
            try await self.station.number(
                "SELECT count(*) FROM bus.read(0, 1000) WHERE type = 'cn.edu.example.agreement.filed'") == count
        }
        let published = try await self.station.owner.query(
            """
            SELECT source, actor, unit, data ->> 'by' FROM bus.read(0, 1000)
            WHERE type = 'cn.edu.example.agreement.filed'
            """)
        for row in published {
            #expect(
                (0..<4).map { row.string($0) } == ["/integrators/office/archive", "database:archive", "office", name])
        }
        let status = try await self.login.pool.query("SELECT dead, retrying FROM bus.status(\(name))")
        #expect(try status.first?.decode(0, as: Int.self) == 0)
        #expect(try status.first?.decode(1, as: Int.self) == 0)
    }
}

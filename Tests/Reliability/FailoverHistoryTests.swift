import Database
import EventBus
import LibPQ
import TestSupport
import Testing

/// What becomes of the log when a standby takes over, held against what was acknowledged.
@Suite("The log after a failover", .serialized, .timeLimit(.minutes(3)))
struct FailoverHistoryTests {
    @Test("has everything that was acknowledged, when commits wait for the standby")
    func synchronous() async throws {
        let primary = try ThrowawayCluster(settings: ["synchronous_commit": "on"])
        let standby = try ThrowawayCluster.standby(of: primary)
        try await Crew.with(TestDatabase.either(primary, standby)) { crew in
            try await crew.pool.withConnection { connection in
                try await connection.script("ALTER SYSTEM SET synchronous_standby_names = '*'")
                try await connection.script("SELECT pg_reload_conf()")
            }
            try await eventually("commits wait for the standby") {
                try await crew.number("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1
            }
            let producers = try (0..<3).map { _ in try crew.produce() }
            let consumer = try crew.consume("副本", ["slots": "3", "concurrency": "2"])
            try await eventually("there is load", within: .seconds(60)) { try await crew.effects(of: "副本") > 150 }
            try primary.stop()
            try standby.promote()
            let kept = try await Self.when(crew) { try await crew.number("SELECT count(*) FROM bus.events") }
            try await eventually("there is load again", within: .seconds(60)) {
                (try? await crew.number("SELECT count(*) FROM bus.events")) ?? 0 > kept + 50
            }
            for producer in producers {
                #expect(producer.isRunning)
                producer.signal(9)
                _ = await producer.outcome()
            }
            try await crew.drain("副本")
            #expect(consumer.isRunning)
            let history = try await crew.history(of: "副本")
            #expect(history.faults() == [])
            #expect(history.committed > 150)
        }
        try standby.stop()
    }

    @Test("begins a new life where the standby had not followed, and nobody passes over what is new in silence")
    func asynchronous() async throws {
        let primary = try ThrowawayCluster(settings: ["synchronous_commit": "on"])
        let standby = try ThrowawayCluster.standby(of: primary)
        try await Crew.with(TestDatabase.either(primary, standby)) { crew in
            let consumer = try crew.consume("副本")
            try await crew.publish(10)
            try await crew.drain("副本")
            try await eventually("the standby has followed") {
                let sent = try await crew.number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
                let replayed = try await Station.number(
                    "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint", standby.url)
                return replayed >= sent
            }
            // It loses sight of the primary, which acknowledges nevertheless.
            let desk = Pool(
                try ConnectionConfiguration(url: standby.url, applicationName: "tests"), logger: TestDatabase.logger)
            try await desk.withConnection { connection in
                try await connection.script("ALTER SYSTEM SET primary_conninfo = ''")
                try await connection.script("SELECT pg_reload_conf()")
            }
            await desk.shutdown()
            try await eventually("the standby is alone") {
                try await crew.number("SELECT count(*) FROM pg_stat_replication") == 0
            }
            try await crew.publish(5)
            try await crew.drain("副本")
            let page = try await crew.bus.read(after: 0, limit: 100)
            #expect(page.events.count == 15)
            try primary.stop()
            try standby.promote()
            _ = try await Self.when(crew) { try await crew.number("SELECT 1") }
            crew.adopt(crew.own.forgetting(after: 10))
            try await crew.publish(8)
            let error = await #expect(throws: EventBusError.self) {
                try await crew.bus.read(after: 15, limit: 10, incarnation: page.incarnation)
            }
            #expect(error == EventBusError(.foreignPosition))
            #expect(error?.position == 10)
            // The consumer's place was lost together with the events, and it has the new ones.
            try await crew.drain("副本")
            #expect(consumer.isRunning)
            #expect(try await crew.history(of: "副本").faults() == [])
            #expect(try await crew.effects(of: "副本") == 18)
        }
        try standby.stop()
    }

    /// What a question is answered as soon as there is a server that takes it.
    private static func when(_ crew: Crew, _ ask: () async throws -> Int) async throws -> Int {
        var answer: Int?
        try await eventually("a server answers", within: .seconds(60)) {
            answer = try? await ask()
            return answer != nil
        }
        return answer ?? 0
    }
}

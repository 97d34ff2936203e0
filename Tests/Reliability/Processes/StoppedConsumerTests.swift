import Database
import Glibc
import LibPQ
import TestSupport
import Testing

/// A consumer that does not run for longer than its lease lasts, and does not know it.
@Suite("A consumer that is stopped beyond its lease", .serialized, .timeLimit(.minutes(2)))
struct StoppedConsumerTests {
    @Test("is fenced off when it goes on: what it had in hand is refused, and others have done it")
    func fenced() async throws {
        try await Crew.with { crew in
            try await crew.publish(20)
            // It stops with its effects written and not committed; there is nothing left but to acknowledge.
            let sleeper = try crew.consume(
                "副本", as: "sleeper", ["signal": "\(SIGSTOP)", "at": "15", "moment": "after", "batch": "10"])
            try await eventually("it has stopped") { sleeper.isStopped }
            #expect(try await crew.effects(of: "副本") == 10)
            let epoch = try await crew.number("SELECT max(epoch) FROM bus.slots")
            let other = try crew.consume("副本", as: "other", ["batch": "10"])
            try await crew.drain("副本")
            #expect(try await crew.number("SELECT max(epoch) FROM bus.slots") > epoch)
            sleeper.signal(SIGCONT)
            try await eventually("its transaction is gone") {
                try await crew.number(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sleeper' AND state LIKE 'idle in%'"
                ) == 0
            }
            // It has lost this batch and nothing else: alone again, it goes on from where the other was.
            other.signal(SIGTERM)
            #expect(await other.outcome().status == 0)
            try await crew.publish(10)
            try await crew.drain("副本")
            #expect(sleeper.isRunning)
            let history = try await crew.history(of: "副本")
            #expect(history.faults() == [])
            let shares = try await crew.pool.query(
                "SELECT worker || ' ' || min(position) || '-' || max(position) FROM effects GROUP BY worker, position > 20 ORDER BY min(position)"
            ).map { try $0.decode(0, as: String.self) }
            #expect(shares == ["sleeper 1-10", "other 11-20", "sleeper 21-30"])
        }
    }
}

import Database
import EventBus
import LibPQ
import TestSupport
import Testing

/// Ticks give events their positions, anyone makes them, one at a time.
@Suite("A tick that hangs", .serialized, .timeLimit(.minutes(2)))
struct StuckTickTests {
    @Test("holds up neither publishers nor readers of what has a position, is seen, and is made good by the next")
    func stuck() async throws {
        try await Crew.with { crew in
            try await crew.publish(10)
            try crew.consume("副本")
            try await crew.drain("副本")
            let watch = try crew.bus
            // From a pool of its own: this connection comes to no good end.
            let pool = try crew.database.pool(PoolOptions(maximum: 1))
            try await pool.withConnection { hanging in
                // As if the process that makes the tick had stopped in the middle of it.
                try await hanging.script("SELECT pg_advisory_lock(1501193576, 1)")
                let pid = hanging.backendPID
                let producer = try crew.produce(["count": "20"])
                #expect(await producer.outcome().status == 0)
                #expect(try await watch.head() == 10)
                #expect(try await watch.read(after: 0, limit: 100).events.count == 10)
                #expect(try await watch.pulse().waiting > 0)
                // The worker's own ticks wait behind it.
                try await eventually("somebody waits for the tick") {
                    try await crew.number(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1501193576 AND NOT granted"
                    ) > 0
                }
                _ = try await crew.number("SELECT pg_terminate_backend(\(Int(pid))::int)::int")
            }
            await pool.shutdown()
            try await crew.drain("副本")
            #expect(try await watch.pulse().waiting == 0)
            #expect(try await crew.history(of: "副本").faults() == [])
        }
    }

    @Test("The next one is made by whoever is left when those who ring are killed")
    func killedRingers() async throws {
        try await Crew.with { crew in
            try crew.consume("副本")
            for _ in 0..<6 {
                let ringers = try (0..<3).map { _ in try crew.produce(["pause": "0", "delay": "2"]) }
                try await eventually("they publish", within: .seconds(60)) {
                    ringers.allSatisfy { $0.text.contains("committed") }
                }
                for ringer in ringers { ringer.signal(9) }
                for ringer in ringers { _ = await ringer.outcome() }
            }
            // Nobody rings any more; whoever consumes polls, and makes the last tick.
            let committed = try await crew.history().committed
            try await eventually("everything has a position") {
                try await crew.number("SELECT bus.head()") >= committed
            }
            try await crew.drain("副本")
            #expect(try await crew.history(of: "副本").faults() == [])
        }
    }
}

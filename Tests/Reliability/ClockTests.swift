import Database
import LibPQ
import TestSupport
import Testing

/// Clocks that are wrong, of workers and of the server.
@Suite(
    "A wrong clock", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: FalseClock.isPossible, "there is no compiler to make a false clock with"))
struct ClockTests {
    @Test("of a worker, an hour off in either direction, gives it no more and no less than others have")
    func workers() async throws {
        let (early, late) = (try FalseClock(), try FalseClock())
        try early.set(seconds: 3600)
        try late.set(seconds: -3600)
        try await Crew.with { crew in
            let consumers = try [early, late].enumerated().map { number, clock in
                try crew.consume("副本", as: "w\(number)", ["slots": "2"], environment: clock.environment)
            }
            try await eventually("both work", within: .seconds(60)) {
                try await crew.number("SELECT count(DISTINCT holder) FROM bus.slots WHERE holder IS NOT NULL") == 2
            }
            let epochs = try await crew.number("SELECT sum(epoch)::bigint FROM bus.slots")
            let producers = try [early, late].map { try crew.produce(["count": "40"], environment: $0.environment) }
            for producer in producers { #expect(await producer.outcome().status == 0) }
            try await crew.drain("副本")
            // Neither has taken anything from the other, and what happened happened now.
            #expect(try await crew.number("SELECT sum(epoch)::bigint FROM bus.slots") == epochs)
            #expect(
                try await crew.number(
                    "SELECT count(*) FROM bus.read(0, 5000) WHERE abs(extract(epoch FROM time - now())) > 600") == 0)
            consumers[0].signal(9)
            _ = await consumers[0].outcome()
            try await crew.publish(20)
            try await crew.drain("副本")
            #expect(try await crew.history(of: "副本").faults() == [])
        }
    }

    @Test("of the server that is set back by an hour keeps the slots of the dead for no hour, and loses nothing")
    func server() async throws {
        let clock = try FalseClock()
        let cluster = try ThrowawayCluster(environment: clock.environment)
        try await Crew.with(cluster) { crew in
            let first = try crew.consume("副本", as: "first", ["slots": "2"])
            let producer = try crew.produce()
            try await eventually("it works", within: .seconds(60)) { try await crew.effects(of: "副本") > 20 }
            let before = try await crew.number("SELECT extract(epoch FROM clock_timestamp())::bigint")
            first.signal(9)
            _ = await first.outcome()
            try clock.set(seconds: -3600)
            try await eventually("the server believes it") {
                try await crew.number("SELECT extract(epoch FROM clock_timestamp())::bigint") < before - 3000
            }
            let second = try crew.consume("副本", as: "second", ["slots": "2"])
            let done = try await crew.effects(of: "副本")
            try await eventually("the next one has the slots", within: .seconds(60)) {
                try await crew.effects(of: "副本") > done + 20
            }
            // And forward again, under a worker that lives.
            try clock.set(seconds: 3600)
            let again = try await crew.effects(of: "副本")
            try await eventually("it goes on", within: .seconds(60)) { try await crew.effects(of: "副本") > again + 20 }
            #expect(second.isRunning)
            producer.signal(9)
            _ = await producer.outcome()
            try await crew.drain("副本")
            #expect(try await crew.history(of: "副本").faults() == [])
        }
    }
}

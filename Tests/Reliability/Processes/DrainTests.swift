import Database
import Glibc
import LibPQ
import TestSupport
import Testing

/// Consumers that are asked to end while they work.
@Suite("A consumer that is asked to end", .serialized, .timeLimit(.minutes(2)))
struct DrainTests {
    @Test("ends what it has in hand first, and gives back the rest at once")
    func patient() async throws {
        try await Crew.with { crew in
            try await crew.publish(30)
            // A lease that nobody would want to wait for.
            let slow = try crew.consume("副本", as: "slow", ["hold": "11", "batch": "10", "lease": "600000"])
            try await eventually("it is in the middle of the second batch") { slow.text.contains("batch 11\n") }
            slow.signal(SIGTERM)
            #expect(await slow.outcome().status == 0)
            let effects = try await crew.effects(of: "副本")
            #expect(effects == 20, "what is in hand is ended, and no further batch begun")
            #expect(try await crew.number("SELECT count(*) FROM bus.workers") == 0)
            try crew.consume("副本", as: "next")
            try await crew.drain("副本")
            let history = try await crew.history(of: "副本")
            #expect(history.faults() == [])
        }
    }

    @Test("and is killed before it has ended leaves nothing half done")
    func impatient() async throws {
        try await Crew.with { crew in
            try await crew.publish(30)
            let endless = try crew.consume("副本", as: "endless", ["hold": "1", "until": "killed", "batch": "10"])
            try await eventually("it has begun") { endless.text.contains("batch 1\n") }
            endless.signal(SIGTERM)
            try await eventually("it knows that it is to end") { endless.text.contains("asked to end") }
            endless.signal(SIGKILL)
            #expect(await endless.outcome().status == 128 + SIGKILL)
            #expect(try await crew.effects(of: "副本") == 0)
            try crew.consume("副本", as: "next")
            try await crew.drain("副本")
            let history = try await crew.history(of: "副本")
            #expect(history.faults() == [])
        }
    }
}

/// Services that are asked to end while a balancer still sends them requests.
@Suite("A service that is asked to end", .timeLimit(.minutes(2)))
struct ServiceDrainTests {
    @Test("says so to whoever asks if it is ready, goes on answering for a while, and ends")
    func drains() async throws {
        try await EventsProgram.with(["YIZHAN_HTTP_DRAIN": "15"]) { events in
            let before = try await events.ask("/readyz")
            #expect(before.status == 200)
            #expect(!before.isLast)
            events.program.signal(SIGTERM)
            try await eventually("it is known that it is about to end") {
                let answer = try await events.ask("/readyz")
                return answer.status == 503 && answer.text.contains("about to end")
            }
            let health = try await events.ask("/healthz")
            #expect(health.status == 200, "nobody should kill it")
            #expect(health.isLast, "a connection that stays would end in the middle of a request")
            #expect(try await events.ask("/events/v1/log").status == 401, "requests are still answered")
            #expect(await events.program.outcome().status == 0)
        }
    }

    @Test("for a time that is none does not start, and says why")
    func refuses() async throws {
        let outcome = try await Program(
            name: "events",
            environment: [
                "YIZHAN_DATABASE_URL": "host=/nowhere", "YIZHAN_HTTP_PORT": "0", "YIZHAN_HTTP_DRAIN": "-1",
            ]
        ).run([])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("YIZHAN_HTTP_DRAIN must be a number of seconds from 0 to 300; it is -1"))
    }
}

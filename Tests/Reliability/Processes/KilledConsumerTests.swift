import Database
import Glibc
import LibPQ
import TestSupport
import Testing

/// Consumers that get no chance to say good-bye.
@Suite("A consumer that is killed", .serialized, .timeLimit(.minutes(3)))
struct KilledConsumerTests {
    @Test(
        "leaves no half of a batch behind, wherever it dies, and another does all of it",
        arguments: ["before", "middle", "after"])
    func anyMoment(moment: String) async throws {
        try await Crew.with { crew in
            try await crew.publish(30)
            let victim = try crew.consume(
                "副本", as: "victim", ["signal": "\(SIGKILL)", "at": "25", "moment": moment, "batch": "10"])
            #expect(await victim.outcome().status == 128 + SIGKILL)
            #expect(try await crew.effects(of: "副本") == 20)
            try crew.consume("副本", as: "heir", ["batch": "10"])
            try await crew.drain("副本")
            let published = try await crew.history(of: "副本")
            #expect(published.faults() == [])
            #expect(try await crew.number("SELECT count(*) FROM effects WHERE worker = 'heir'") == 10)
        }
    }

    @Test("by an event, again and again, has that event made a dead letter, and no other")
    func deadlyEvent() async throws {
        try await Crew.with { crew in
            try await crew.publish(12)
            var deaths = 0
            let settings = [
                "signal": "\(SIGKILL)", "at": "5", "moment": "middle", "attempts": "3", "failure": "pass",
            ]
            while try await crew.number("SELECT count(*) FROM bus.failures WHERE state = 'dead'") == 0, deaths < 12 {
                let mortal = try crew.consume("副本", as: "mortal", settings)
                try await eventually("it dies of the event, or has buried it", within: .seconds(60)) {
                    if !mortal.isRunning { return true }
                    return try await crew.number("SELECT count(*) FROM bus.failures WHERE state = 'dead'") == 1
                }
                if !mortal.isRunning { deaths += 1 }
                if mortal.isRunning { try await crew.drain("副本") }
            }
            // Once in a batch, where nobody can tell which event it was, then alone as often as it may be tried.
            #expect(deaths == 4)
            try await crew.drain("副本")
            let published = try await crew.history(of: "副本")
            #expect(published.faults() == [])
            #expect(try await crew.number("SELECT position FROM bus.failures WHERE state = 'dead'") == 5)
            #expect(try await crew.effects(of: "副本") == 11)
        }
    }
}

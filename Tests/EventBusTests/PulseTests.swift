import Database
import EventBus
import LibPQ
import TestSupport
import Testing

@Suite struct PulseTests {
    @Test("Events wait from their commit to their tick, stragglers too, and only as long as that")
    func waiting() async throws {
        try await Fixture.with(running: false) { fixture in
            #expect(try await fixture.bus.pulse().waiting == 0)
            try await fixture.publish(Fixture.draft("a", 1), Fixture.draft("a", 2))
            #expect(try await fixture.bus.pulse().waiting == 2)
            try await fixture.tick()
            var pulse = try await fixture.bus.pulse()
            #expect((pulse.waiting, pulse.head, pulse.tick) == (0, 2, 1))
            #expect(pulse.wait == .zero)
            // One that is open while a later one gets its position waits from its own commit on.
            try await fixture.pool.withConnection { straggler in
                try await straggler.script("BEGIN")
                try await straggler.execute(EventBus.insert(Fixture.draft("late", 3)))
                try await fixture.publish(Fixture.draft("a", 4))
                try await fixture.tick()
                #expect(try await fixture.bus.pulse().waiting == 0)
                try await straggler.script("COMMIT")
            }
            #expect(try await fixture.bus.pulse().waiting == 1)
            try await fixture.tick()
            pulse = try await fixture.bus.pulse()
            #expect((pulse.waiting, pulse.head, pulse.tick) == (0, 4, 3))
            #expect(pulse.isAdvancing)
        }
    }

    @Test("A wait is as old as the last tick at most, and a publisher may name any time")
    func age() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft())
            try await fixture.tick()
            try await fixture.publish(Fixture.draft())
            _ = try await fixture.pool.execute("UPDATE bus.events SET time = time - interval '1 year'")
            #expect(try await fixture.bus.pulse().isAdvancing)
            _ = try await fixture.pool.execute("UPDATE bus.ticks SET at = at - interval '40 seconds'")
            let pulse = try await fixture.bus.pulse()
            #expect(!pulse.isAdvancing)
            #expect((Duration.seconds(40)...Duration.seconds(80)).contains(pulse.wait))
            _ = try await fixture.pool.execute("UPDATE bus.events SET time = now() + interval '1 year'")
            #expect(try await fixture.bus.pulse().wait < .seconds(5))
        }
    }

    @Test("An open transaction is seen, with its age")
    func oldestTransaction() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.pool.withConnection { holder in
                try await holder.script("BEGIN; SELECT 1")
                try await eventually("its age was told") {
                    try await fixture.bus.pulse().oldestTransaction > .milliseconds(20)
                }
                try await holder.script("ROLLBACK")
            }
            #expect((0.0...1.0).contains(try await fixture.bus.pulse().queueUsage))
        }
    }

    @Test("What a bus has done in its process is counted")
    func statistics() async throws {
        try await Fixture.with { fixture in
            // A tick that was made before is not heard of.
            try await eventually("the bus listens") { fixture.bus.isListening }
            let before = fixture.bus.statistics
            try await fixture.publish(Fixture.draft())
            fixture.bus.ring()
            try await eventually("the tick was made and heard") {
                let now = fixture.bus.statistics
                // What it has told may arrive before its own answer.
                return now.head == 1 && now.ticks.made > 0 && now.listening.silence != nil
            }
            let after = fixture.bus.statistics
            #expect(after.rings == before.rings + 1)
            #expect(after.ticks.made > 0 && after.ticks.spent > .zero)
            #expect(after.listening.connected == 1)
        }
    }
}

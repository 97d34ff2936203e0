import Database
import EventBus
import FoundationEssentials
import LibPQ
import TestSupport
import Testing

@Suite("Lives of the log") struct IncarnationTests {
    @Test("A position that another life of the log gave out is refused beyond what both share")
    func diverged() async throws {
        try await Fixture.with(running: false) { fixture in
            _ = try await fixture.pool.execute(EventBus.insert((1...4).map { Fixture.draft("a", $0) }))
            try await fixture.tick()
            let first = try await fixture.bus.read(after: 0, limit: 10).incarnation
            #expect(first.count == 8)
            // As after a promotion: the server's time line is another than that of the last tick.
            _ = try await fixture.pool.execute("UPDATE bus.incarnations SET timeline = '00000000'")
            try await fixture.publish(Fixture.draft("a", 5))
            try await fixture.tick()
            let page = try await fixture.bus.read(after: 3, limit: 10, incarnation: first)
            #expect(page.events.map(\.position) == [4, 5])
            #expect(page.incarnation != first)
            // Position 5 was perhaps another event in the life before.
            let error = await #expect(throws: EventBusError.self) {
                try await fixture.bus.read(after: 5, limit: 10, incarnation: first)
            }
            #expect(error == EventBusError(.foreignPosition))
            #expect(error?.position == 4)
            #expect(try await fixture.bus.read(after: 5, limit: 10, incarnation: page.incarnation).events.isEmpty)
            await #expect(throws: EventBusError(.foreignPosition)) {
                try await fixture.bus.read(after: 1, limit: 10, incarnation: "elsewhere")
            }
        }
    }

    @Test("A log that was dumped and restored into another cluster keeps its positions and goes on")
    func adopted() async throws {
        let elsewhere = try ThrowawayCluster()
        let target = Pool(
            try ConnectionConfiguration(url: elsewhere.url, applicationName: "tests"), logger: TestDatabase.logger)
        try await Fixture.with(running: false) { fixture in
            // Ticks of several kinds: a straggler, a large one that is cut into pieces, and events without a tick.
            try await fixture.pool.withConnection { straggler in
                try await straggler.script("BEGIN")
                try await straggler.execute(EventBus.insert(Fixture.draft("late", 0)))
                _ = try await fixture.pool.execute(EventBus.insert((1...2500).map { Fixture.draft("a", $0) }))
                try await fixture.tick()
                try await straggler.script("COMMIT")
                try await fixture.publish(Fixture.draft("b", 1))
                try await fixture.tick()
            }
            try await fixture.publish(Fixture.draft("c", 1), Fixture.draft("c", 2))
            try await fixture.bus.subscribe("s", SubscriptionOptions(start: .after(2000)))
            let before = try await fixture.log()
            let learnt = try await fixture.bus.read(after: 0, limit: 1).incarnation
            try Dump.copy(from: fixture.database.url, to: elsewhere.url)

            let bus = EventBus(
                target, direct: try ConnectionConfiguration(url: elsewhere.url, applicationName: "tests"),
                logger: TestDatabase.logger)
            try await Fixture.running([bus]) {
                _ = try await target.execute(EventBus.insert(Fixture.draft("new", 1)))
                bus.ring()
                try await eventually { try await bus.head() == before.count + 3 }
            }
            let after = try await Fixture(database: fixture.database, pool: target, bus: bus).log()
            #expect(after.prefix(before.count).map(\.position) == before.map(\.position))
            #expect(after.prefix(before.count).map(\.id) == before.map(\.id))
            #expect(after.suffix(3).map(\.type) == ["c", "c", "new"])
            #expect(try await bus.read(after: before.count, limit: 10, incarnation: learnt).events.count == 3)
            await #expect(throws: EventBusError(.foreignPosition)) {
                try await bus.read(after: before.count + 1, limit: 10, incarnation: learnt)
            }
            #expect(try await bus.subscriptions(named: "s").first?.position == 2000)
        }
        await target.shutdown()
        try elsewhere.stop()
    }
}

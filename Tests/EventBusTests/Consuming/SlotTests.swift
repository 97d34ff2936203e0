import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import Synchronization
import TestSupport
import Testing

@Suite("Slots and leases") struct SlotTests {
    /// What was handled, in the order in which it was.
    static let effects = """
        CREATE TABLE effects (
            ord bigint GENERATED ALWAYS AS IDENTITY, worker text, position bigint, key text, number int,
            subscription text DEFAULT 's', id uuid)
        """

    static func handler(_ worker: String, pause: Duration = .zero) -> Subscription.Handler {
        { batch, connection in
            for event in batch.events {
                let number = Int(event.subject?.split(separator: "/").last ?? "") ?? -1
                try await connection.execute(
                    """
                    INSERT INTO effects (worker, position, key, number, id)
                    VALUES (\(worker), \(event.position), \(event.partitionKey), \(number), \(event.id))
                    """)
            }
            if pause > .zero { try await Task.sleep(for: pause) }
        }
    }

    /// Every event once, and those of one key in order; here all that is in the log was published for certain.
    static func judge(_ fixture: Fixture, _ count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws
    {
        var history = History()
        for event in try await fixture.log() {
            history.published(event.id, key: event.partitionKey, number: event.position, .committed)
        }
        try await history.take(from: fixture.pool, subscriptions: ["s"])
        #expect(history.faults() == [], sourceLocation: sourceLocation)
        #expect(history.length == count, sourceLocation: sourceLocation)
    }

    @Test("Several workers share a subscription's slots, and each key stays in order")
    func sharing() async throws {
        try await Fixture.with(connections: 20) { fixture in
            try await fixture.pool.withConnection { try await $0.script(Self.effects) }
            let options = SubscriptionOptions(batchSize: 7, slots: 6, concurrency: 2)
            let workers = (0..<3).map {
                fixture.bus.subscription("s", options: options, handler: Self.handler("\($0)", pause: .milliseconds(2)))
            }
            try await Fixture.running(workers) {
                for round in 0..<10 {
                    let drafts = (0..<60).map { Fixture.draft("a", round * 10 + $0 / 6, key: "键\($0 % 6)") }
                    _ = try await fixture.pool.execute(EventBus.insert(drafts))
                    fixture.bus.ring()
                }
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") >= 600 }
                // As many slots for each, once all have said that they are there.
                try await eventually {
                    try await fixture.number(
                        """
                        SELECT count(*) FROM (
                            SELECT holder FROM bus.slots WHERE holder IS NOT NULL GROUP BY holder HAVING count(*) = 2) AS h
                        """) == 3
                }
                _ = try await fixture.pool.execute(
                    EventBus.insert((0..<60).map { Fixture.draft("a", 100 + $0 / 6, key: "键\($0 % 6)") }))
                fixture.bus.ring()
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") >= 660 }
            }
            try await Self.judge(fixture, 660)
            #expect(try await fixture.number("SELECT count(*) FROM bus.slots WHERE holder IS NOT NULL") == 0)
        }
    }

    @Test("Workers come and go, slots become more and fewer, and nothing is lost, doubled or out of order")
    func rebalancing() async throws {
        try await Fixture.with(connections: 30) { fixture in
            try await fixture.pool.withConnection { try await $0.script(Self.effects) }
            let keys = 12
            let rounds = 40
            let options = SubscriptionOptions(batchSize: 5, slots: 4, concurrency: 3)
            let other = try fixture.anotherBus()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await other.run() }
                for worker in 0..<3 {
                    let bus = worker == 0 ? fixture.bus : other
                    group.addTask {
                        var life = 0
                        while !Task.isCancelled {
                            life += 1
                            let subscription = bus.subscription(
                                "s", options: options, handler: Self.handler("\(worker)", pause: .milliseconds(1)))
                            // Half of them go in the middle of whatever they do.
                            await withTaskGroup(of: Void.self) { one in
                                one.addTask { try? await subscription.run() }
                                try? await Task.sleep(for: .milliseconds(Int.random(in: 50...400)))
                                one.cancelAll()
                            }
                        }
                    }
                }
                let divisions = Task {
                    for slots in [7, 2, 5, 1, 4] {
                        try await Task.sleep(for: .milliseconds(150))
                        try? await fixture.desk.divide("s", into: slots)
                    }
                }
                for round in 0..<rounds {
                    let drafts = (0..<keys).map { Fixture.draft("a", round, key: "k\($0)") }
                    _ = try await fixture.pool.execute(EventBus.insert(drafts))
                    fixture.bus.ring()
                    try await Task.sleep(for: .milliseconds(20))
                }
                _ = try? await divisions.value
                try await eventually("all is handled", within: .seconds(60)) {
                    try await fixture.number("SELECT count(*) FROM effects") >= keys * rounds
                }
                group.cancelAll()
            }
            try await Self.judge(fixture, keys * rounds)
        }
    }

    @Test(
        "A worker that stays is through with a division that is replaced, also where the last events are not its slot's"
    )
    func division() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(Self.effects) }
            let subscription = fixture.bus.subscription(
                "s", options: SubscriptionOptions(slots: 4), handler: Self.handler("w"))
            try await Fixture.running([subscription]) {
                // One key is in one slot: the other three have nothing before the border.
                _ = try await fixture.pool.execute(EventBus.insert((0..<20).map { Fixture.draft("a", $0, key: "一") }))
                fixture.bus.ring()
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 20 }
                try await fixture.desk.divide("s", into: 3)
                try await eventually("the new division is all there is") {
                    try await fixture.number(
                        "SELECT count(*) FROM bus.slots HAVING bool_and(parts = 3)") == 3
                }
                _ = try await fixture.pool.execute(EventBus.insert((20..<30).map { Fixture.draft("a", $0, key: "一") }))
                fixture.bus.ring()
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 30 }
            }
            try await Self.judge(fixture, 30)
        }
    }

    @Test("What was fetched before a division drew its border is refused if it reaches beyond")
    func border() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft("a", 1), Fixture.draft("a", 2))
            try await fixture.tick()
            try await fixture.bus.subscribe("s")
            _ = try await fixture.pool.query("SELECT bus.beat('s', gen_random_uuid(), 'w', '1 minute')")
            let (slot, epoch) = (1, try await fixture.number("SELECT epoch FROM bus.slots"))
            try await fixture.pool.withConnection { desk in
                try await desk.script("BEGIN")
                try await desk.execute("SELECT bus.divide('s', 2)")
                // The head moves on, and the worker does not see the border yet.
                try await fixture.publish(Fixture.draft("a", 3))
                try await fixture.tick()
                #expect(
                    try await fixture.number("SELECT count(*) FROM bus.fetch('s', \(slot)::int, \(epoch), 10)") == 4)
                try await desk.script("COMMIT")
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await fixture.pool.execute("SELECT bus.acknowledge('s', \(slot)::int, \(epoch), 3)")
            }
            #expect(error?.sqlState?.rawValue == "YZ005")
            #expect(try await fixture.number("SELECT count(*) FROM bus.fetch('s', \(slot)::int, \(epoch), 10)") == 3)
            _ = try await fixture.pool.execute("SELECT bus.acknowledge('s', \(slot)::int, \(epoch), 2)")
            #expect(try await fixture.number("SELECT count(*) FROM bus.slots WHERE position = 2 AND parts = 2") == 2)
        }
    }

    @Test("A division that is replaced before it began keeps what lies between its border and the next")
    func twoDivisions() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(Self.effects) }
            try await fixture.bus.subscribe("s", SubscriptionOptions(slots: 2))
            _ = try await fixture.pool.execute(
                EventBus.insert((0..<12).map { Fixture.draft("a", $0 / 6, key: "键\($0 % 6)") }))
            fixture.bus.ring()
            try await eventually { try await fixture.bus.head() == 12 }
            try await fixture.desk.divide("s", into: 3)
            // One of the old slots is through, and gone; the other is not.
            let worker = UUID()
            _ = try await fixture.pool.query("SELECT bus.beat('s', \(worker), 'w', '1 minute')")
            let epoch = try await fixture.number("SELECT epoch FROM bus.slots WHERE slot = 1")
            _ = try await fixture.pool.execute("SELECT bus.acknowledge('s', 1, \(epoch), 12)")
            let done = try await fixture.number(
                "SELECT count(*) FROM bus.read(0, 100) WHERE id IS NOT NULL AND bus.part(partitionkey, 2) = 0")
            _ = try await fixture.pool.execute(
                EventBus.insert((12..<24).map { Fixture.draft("a", $0 / 6, key: "键\($0 % 6)") }))
            fixture.bus.ring()
            try await eventually { try await fixture.bus.head() == 24 }
            try await fixture.desk.divide("s", into: 1)
            _ = try await fixture.pool.query("SELECT bus.leave('s', \(worker))")
            let subscription = fixture.bus.subscription("s", handler: Self.handler("w"))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.number("SELECT count(*) FROM bus.slots") == 1 }
                try await eventually { try await fixture.number("SELECT min(position) FROM bus.slots") == 24 }
            }
            #expect(try await fixture.number("SELECT count(DISTINCT position) FROM effects") == 24 - done)
            #expect(try await fixture.number("SELECT count(*) FROM effects") == 24 - done)
        }
    }

    @Test("A worker that stops saying it is alive loses its slot, and what it does afterwards is refused")
    func zombie() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(Self.effects) }
            try await fixture.publish(Fixture.draft("a", 1), Fixture.draft("a", 2))
            try await fixture.tick()
            try await fixture.bus.subscribe("s")
            // A worker as plain statements, which then falls silent in the middle of a batch.
            let dead = UUID()
            let lease = try #require(
                try await fixture.pool.query("SELECT slot, epoch FROM bus.beat('s', \(dead), 'silent', '1 second')")
                    .first)
            let (slot, epoch) = (try lease.decode(0, as: Int.self), try lease.decode(1, as: Int.self))
            let live = fixture.bus.subscription(
                "s", options: SubscriptionOptions(lease: .milliseconds(600)), handler: Self.handler("live"))
            try await fixture.pool.withConnection { zombie in
                try await zombie.script("BEGIN")
                let fetched = try await zombie.query("SELECT * FROM bus.fetch('s', \(slot)::int, \(epoch), 10)")
                #expect(fetched.count == 3)
                try await zombie.execute("INSERT INTO effects (worker, position) VALUES ('zombie', 1)")
                try await Fixture.running([live]) {
                    try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 2 }
                }
                let error = await #expect(throws: DatabaseError.self) {
                    try await zombie.execute("SELECT bus.acknowledge('s', \(slot)::int, \(epoch), 2)")
                }
                #expect(error?.sqlState?.rawValue == "YZ005")
                try await zombie.script("ROLLBACK")
            }
            try await Self.judge(fixture, 2)
        }
    }

    @Test("A pause stops the handling and not the log; afterwards it goes on where it was")
    func pause() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(Self.effects) }
            let subscription = fixture.bus.subscription("s", handler: Self.handler("w"))
            try await Fixture.running([subscription]) {
                try await fixture.publish(Fixture.draft("a", 1))
                fixture.bus.ring()
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 1 }
                try await fixture.desk.pause("s", by: "张三")
                try await fixture.publish(Fixture.draft("a", 2))
                fixture.bus.ring()
                _ = try await fixture.bus.waitForNews(after: 1, deadline: .seconds(10))
                let paused = try #require(try await fixture.desk.subscriptions(named: "s").first)
                #expect(paused.isPaused)
                #expect(paused.lag == 1)
                #expect(paused.waitingSince != nil)
                #expect(try await fixture.number("SELECT count(*) FROM effects") == 1)
                try await fixture.desk.pause("s", false)
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 2 }
            }
            #expect(
                try await fixture.number(
                    "SELECT count(*) FROM bus.operations WHERE operation = 'pause' AND actor = '张三'") == 1)
        }
    }

    @Test("A seek brings events again, a replay a stretch of them, and neither disturbs another subscription")
    func seekAndReplay() async throws {
        try await Fixture.with { fixture in
            let one = Mutex<[Int]>([])
            let two = Mutex<[Int]>([])
            let services = [
                fixture.bus.subscription("one") { batch, _ in one.withLock { $0 += batch.events.map(\.position) } },
                fixture.bus.subscription("two") { batch, _ in two.withLock { $0 += batch.events.map(\.position) } },
            ]
            try await Fixture.running(services) {
                for number in 1...5 { try await fixture.publish(Fixture.draft("a", number)) }
                fixture.bus.ring()
                try await eventually { one.withLock { $0.count } == 5 && two.withLock { $0.count } == 5 }
                try await fixture.desk.replay("one", after: 1, through: 3)
                try await eventually { one.withLock { $0.suffix(2) } == [2, 3] }
                try await eventually { try await fixture.number("SELECT count(*) FROM bus.slots") == 2 }
                try await fixture.desk.seek("one", to: 3)
                try await eventually { one.withLock { $0.suffix(2) } == [4, 5] }
                #expect(two.withLock { $0 } == [1, 2, 3, 4, 5])
                let noon = try await fixture.desk.position(at: Date(timeIntervalSinceNow: -3600))
                #expect(noon == 0)
                #expect(try await fixture.desk.position(at: Date(timeIntervalSinceNow: 3600)) == 5)
            }
            await #expect(throws: EventBusError(.positionAhead)) { try await fixture.desk.seek("one", to: 6) }
            await #expect(throws: EventBusError(.positionAhead)) {
                try await fixture.desk.replay("one", after: 3, through: 6)
            }
            await #expect(throws: EventBusError(.unknownSubscription)) { try await fixture.desk.seek("nobody", to: 1) }
        }
    }
}

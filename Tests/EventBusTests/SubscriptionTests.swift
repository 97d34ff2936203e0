import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite struct SubscriptionTests {
    private func position(_ fixture: Fixture, _ name: String) async throws -> Int {
        try await fixture.number("SELECT min(position) FROM bus.slots WHERE subscription = \(name)")
    }

    @Test("A publisher that speaks plain SQL and rings nobody is heard at the next poll")
    func plainSQL() async throws {
        try await Fixture.with { fixture in
            let heard = Mutex<[String?]>([])
            let subscription = fixture.bus.subscription("s") { batch, _ in
                heard.withLock { $0 += batch.events.map(\.subject) }
            }
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.number("SELECT count(*) FROM bus.subscriptions") == 1 }
                _ = try await fixture.pool.execute(
                    """
                    INSERT INTO bus.events (source, type, subject, partitionkey) VALUES ('/x', 'x', '外', 'k')
                    """)
                try await eventually { heard.withLock { $0 } == ["外"] }
            }
        }
    }

    @Test("A ring is answered by every process that listens")
    func otherProcess() async throws {
        try await Fixture.with(options: EventBus.Options(pollInterval: .seconds(600))) { fixture in
            let other = try fixture.anotherBus()
            try await Fixture.running([other]) {
                try await eventually { fixture.bus.isListening && other.isListening }
                for number in 1...20 {
                    try await fixture.publish(Fixture.draft("a", number))
                    other.ring()
                    let head = try await fixture.bus.waitForNews(after: number - 1, deadline: .seconds(20))
                    #expect(head == number)
                }
                #expect(try await fixture.bus.waitForNews(after: 20, deadline: .milliseconds(20)) == 20)
            }
        }
    }

    @Test("A made-up notification of what the log does not have is found out, and what comes next is heard as ever")
    func madeUpNews() async throws {
        try await Fixture.with { fixture in
            let seen = Mutex<[Int]>([])
            let subscription = fixture.bus.subscription("s") { batch, _ in
                seen.withLock { $0 += batch.events.map(\.position) }
            }
            try await Fixture.running([subscription]) {
                try await eventually { fixture.bus.isListening }
                try await fixture.publish(Fixture.draft("a", 1))
                fixture.bus.ring()
                try await eventually { seen.withLock { $0 } == [1] }
                // Whoever may connect may say so.
                _ = try await fixture.pool.execute("SELECT pg_notify('yizhan', '1 9223372036854775807')")
                try await fixture.publish(Fixture.draft("a", 2))
                fixture.bus.ring()
                try await eventually { seen.withLock { $0 } == [1, 2] && fixture.bus.knownHead == 2 }
            }
        }
    }

    @Test("When the listening connection is killed, nothing is lost and it comes back")
    func listenerKilled() async throws {
        try await Fixture.with { fixture in
            let seen = Mutex<[Int]>([])
            let subscription = fixture.bus.subscription("s") { batch, _ in
                seen.withLock { $0 += batch.events.map(\.position) }
            }
            try await Fixture.running([subscription]) {
                for round in 1...3 {
                    try await eventually { fixture.bus.isListening }
                    _ = try await fixture.pool.execute(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        AND (query LIKE 'LISTEN%' OR query LIKE '%pg_listening_channels%')
                        """)
                    try await fixture.publish(Fixture.draft("a", round))
                    try await eventually { seen.withLock { $0.count } == round }
                }
                #expect(seen.withLock { $0 } == [1, 2, 3])
            }
        }
    }

    @Test("A late joiner reads from the beginning, another from now; neither minds the other")
    func independence() async throws {
        try await Fixture.with { fixture in
            try await fixture.publish(Fixture.draft("a", 1), Fixture.draft("b", 2), Fixture.draft("a", 3))
            let everything = Mutex<[Int]>([])
            let onlyNew = Mutex<[Int]>([])
            let failures = Mutex(0)
            struct Broken: Error {}
            let services = [
                fixture.bus.subscription("everything", options: SubscriptionOptions(batchSize: 2)) { batch, _ in
                    everything.withLock { $0 += batch.events.map(\.position) }
                },
                fixture.bus.subscription(
                    "news", filter: EventFilter(types: ["b"]), options: SubscriptionOptions(start: .now)
                ) { batch, _ in
                    onlyNew.withLock { $0 += batch.events.map(\.position) }
                },
                fixture.bus.subscription("broken") { _, _ in
                    failures.withLock { $0 += 1 }
                    throw Broken()
                },
            ]
            try await Fixture.running(services) {
                try await eventually { try await fixture.number("SELECT count(*) FROM bus.subscriptions") == 3 }
                try await fixture.publish(Fixture.draft("a", 4), Fixture.draft("b", 5))
                fixture.bus.ring()
                try await eventually { everything.withLock { $0 } == [1, 2, 3, 4, 5] }
                try await eventually { onlyNew.withLock { $0 } == [5] }
                try await eventually { failures.withLock { $0 } > 2 }
                try await eventually {
                    let broken = try await fixture.desk.subscriptions(named: "broken").first
                    return broken.map { $0.retrying + $0.dead } == 5
                }
            }
        }
    }

    @Test("Effects and position commit together; a handler that throws leaves neither")
    func atomicity() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script("CREATE TABLE effects (position bigint)") }
            struct Refused: Error {}
            let attempts = Mutex<[Int: [Int]]>([:])
            let subscription = fixture.bus.subscription(
                "s", options: SubscriptionOptions(batchSize: 1, retry: RetryPolicy(initial: .milliseconds(1)))
            ) { batch, connection in
                for event in batch.events {
                    try await connection.execute("INSERT INTO effects VALUES (\(event.position))")
                    attempts.withLock { $0[event.position, default: []].append(batch.attempt) }
                }
                if batch.attempt < 4 { throw Refused() }
            }
            try await fixture.publish(Fixture.draft("a", 1), Fixture.draft("a", 2))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 2 }
                try await eventually { try await fixture.number("SELECT count(*) FROM bus.failures") == 0 }
                #expect(try await self.position(fixture, "s") == 2)
            }
            // Once in a batch, then alone until it succeeds.
            #expect(attempts.withLock { $0 } == [1: [1, 1, 2, 3, 4], 2: [1, 1, 2, 3, 4]])
            #expect(try await fixture.number("SELECT count(*) FROM effects") == 2)
        }
    }

    @Test("Events that do not match move the position without a write for each")
    func unmatched() async throws {
        try await Fixture.with { fixture in
            let handled = Mutex(0)
            let subscription = fixture.bus.subscription(
                "s", filter: EventFilter(types: ["wanted"]), options: SubscriptionOptions(unmatchedLag: 50)
            ) { batch, _ in
                handled.withLock { $0 += batch.events.count }
            }
            try await Fixture.running([subscription]) {
                for number in 1...60 {
                    try await fixture.publish(Fixture.draft("other", number))
                    fixture.bus.ring()
                    _ = try await fixture.bus.waitForNews(after: number - 1, deadline: .seconds(10))
                }
                try await eventually { try await self.position(fixture, "s") >= 50 }
                #expect(
                    try await fixture.number(
                        "SELECT n_tup_upd::bigint FROM pg_stat_user_tables WHERE relname = 'slots'") < 30)
                try await fixture.publish(Fixture.draft("wanted", 61))
                fixture.bus.ring()
                try await eventually { try await self.position(fixture, "s") == 61 }
                #expect(handled.withLock { $0 } == 1)
            }
        }
    }

    @Test(
        "A subscription for which nothing comes is soon known to be up to date, and a look of a former holder counts no more"
    )
    func looked() async throws {
        try await Fixture.with { fixture in
            let subscription = fixture.bus.subscription("s", filter: EventFilter(types: ["wanted"])) { _, _ in }
            try await Fixture.running([subscription]) {
                try await eventually {
                    try await fixture.number("SELECT count(*) FROM bus.slots WHERE holder IS NOT NULL") == 1
                }
                for number in 1...5 { try await fixture.publish(Fixture.draft("别的", number)) }
                fixture.bus.ring()
                try await eventually { try await self.position(fixture, "s") == 5 }
            }
            #expect(try await fixture.desk.subscriptions(named: "s").first?.lag == 0)
            try await fixture.desk.seek("s", to: 0)
            let worker = UUID()
            try await fixture.pool.execute(
                "SELECT bus.beat('s', \(worker), 'w', '1 minute', ARRAY[1], ARRAY[0]::bigint[], ARRAY[5]::bigint[])")
            #expect(try await self.position(fixture, "s") == 0)
            let epoch = try await fixture.number("SELECT epoch FROM bus.slots")
            for (look, stored) in [(99, 0), (3, 3), (2, 3)] {
                try await fixture.pool.execute(
                    "SELECT bus.beat('s', \(worker), 'w', '1 minute', ARRAY[1], ARRAY[\(epoch)], ARRAY[\(look)])")
                #expect(try await self.position(fixture, "s") == stored)
            }
        }
    }

    @Test("Of two consumers one works, and the other takes over when it goes")
    func standby() async throws {
        try await Fixture.with { fixture in
            let first = Mutex<[Int]>([])
            let second = Mutex<[Int]>([])
            let options = SubscriptionOptions()
            let (entered, enter) = AsyncStream<Void>.makeStream()
            let worker = fixture.bus.subscription("s", options: options) { batch, _ in
                first.withLock { $0 += batch.events.map(\.position) }
                enter.yield()
                // Holds its transaction until it is cancelled.
                try await Task.sleep(for: .seconds(600))
            }
            let other = fixture.bus.subscription("s", options: options) { batch, _ in
                second.withLock { $0 += batch.events.map(\.position) }
            }
            try await fixture.publish(Fixture.draft("a", 1))
            try await withThrowingTaskGroup(of: Void.self) { first in
                first.addTask { try await worker.run() }
                for await _ in entered { break }
                try await withThrowingTaskGroup(of: Void.self) { rest in
                    rest.addTask { try await other.run() }
                    defer { rest.cancelAll() }
                    try await fixture.publish(Fixture.draft("a", 2))
                    fixture.bus.ring()
                    _ = try await fixture.bus.waitForNews(after: 1, deadline: .seconds(10))
                    #expect(second.withLock { $0 }.isEmpty)
                    first.cancelAll()
                    // The handler has seen them before its transaction is committed.
                    try await eventually { try await self.position(fixture, "s") == 2 }
                }
            }
            #expect(first.withLock { $0 } == [1])
            #expect(second.withLock { $0 } == [1, 2])
        }
    }

    @Test(
        "It is known how fast a subscription gets on, which fades while nothing happens and begins anew when it is moved"
    )
    func pace() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.bus.subscribe("归档", SubscriptionOptions(start: .beginning))
            func pace() async throws -> Double {
                try await fixture.desk.subscriptions(named: "归档").first?.eventsPerSecond ?? -1
            }
            func age(_ seconds: Int) async throws {
                _ = try await fixture.pool.execute(
                    "UPDATE bus.slots SET moved_at = moved_at - \(seconds) * interval '1 second'")
            }
            func handle() async throws {
                let receipt = try await fixture.number("SELECT receipt FROM bus.receive('归档', 600)")
                _ = try await fixture.pool.query("SELECT bus.ack(\(receipt))")
            }
            _ = try await fixture.pool.execute(EventBus.insert((1...1200).map { Fixture.draft("a", $0) }))
            try await fixture.tick()
            #expect(try await pace() == 0)
            // Six hundred in a minute are ten a second, when the next minute has brought nothing they are 1/e of that.
            try await handle()
            #expect(abs(try await pace() - 10) < 1)
            try await age(60)
            #expect(abs(try await pace() - 3.68) < 0.4)
            try await handle()
            #expect(abs(try await pace() - 13.68) < 1.4)
            // Nobody's clock and no span is too much for it.
            for seconds in [86_400 * 365, -86_400, 86_400 * 365] {
                try await age(seconds)
                #expect(try await pace() < 14)
                try await fixture.publish(Fixture.draft("a"))
                try await fixture.tick()
                try await handle()
            }
            #expect(try await pace() > 0)
            try await fixture.desk.seek("归档", to: 0)
            #expect(try await pace() == 0)
            // A flow that stays the same is told as it is.
            for _ in 0..<60 {
                try await age(10)
                let place = try await fixture.number("SELECT position FROM bus.slots")
                _ = try await fixture.pool.query(
                    "SELECT bus.acknowledge('归档', 1, (SELECT epoch FROM bus.slots), \(place + 20))")
            }
            #expect(abs(try await pace() - 2) < 0.4)
        }
    }

    @Test("Waiting for news is bounded, and ends with the task")
    func waiting() async throws {
        try await Fixture.with(options: EventBus.Options(maximumWaiters: 3)) { fixture in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask { _ = try? await fixture.bus.waitForNews(after: 0, deadline: .seconds(600)) }
                }
                try? await eventually { fixture.bus.waiters == 3 }
                await #expect(throws: EventBusError(.tooManyWaiters)) {
                    try await fixture.bus.waitForNews(after: 0, deadline: .seconds(600))
                }
                group.cancelAll()
            }
            #expect(fixture.bus.waiters == 0)
        }
    }
}

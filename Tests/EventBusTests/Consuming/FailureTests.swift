import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import Synchronization
import TestSupport
import Testing

@Suite("Events that cannot be handled") struct FailureTests {
    private struct Refused: Error, CustomStringConvertible {
        var description: String { "拒绝 refused" }
    }

    private static let quick = RetryPolicy(initial: .milliseconds(5), maximum: .milliseconds(20))

    private static func insert(_ event: Event, on connection: Connection) async throws {
        try await connection.execute(
            "INSERT INTO effects (position, key) VALUES (\(event.position), \(event.partitionKey))")
    }

    @Test("A poison event becomes a dead letter after its attempts, and stops nobody")
    func poison() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(SlotTests.effects) }
            let attempts = Mutex<[Int]>([])
            let options = SubscriptionOptions(retry: Self.quick, failure: .passOver(after: 3))
            let subscription = fixture.bus.subscription("s", options: options) { batch, connection in
                for event in batch.events {
                    try await Self.insert(event, on: connection)
                    if event.position == 5 {
                        if batch.events.count == 1 { attempts.withLock { $0.append(batch.attempt) } }
                        throw Refused()
                    }
                }
            }
            let drafts = (1...10).map { Fixture.draft("a", $0) }
            _ = try await fixture.pool.execute(EventBus.insert(drafts))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.dead == 1 }
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 9 }
            }
            #expect(attempts.withLock { $0 } == [1, 2, 3])
            let letter = try #require(try await fixture.desk.deadLetters().first)
            #expect(letter.subscription == "s")
            #expect(letter.event.position == 5)
            #expect(letter.event.subject == "协议/5")
            #expect(letter.event.data.map { String(decoding: $0, as: UTF8.self) } == #"{"n":5}"#)
            #expect(letter.attempts == 3)
            #expect(letter.lastError == "拒绝 refused")
        }
    }

    @Test("A failed event is tried again in time, also while that of another slot is overdue and nothing new comes")
    func besideAnOverdueOne() async throws {
        try await Fixture.with { fixture in
            let keys = try await fixture.pool.query(
                "SELECT min(k) FROM unnest(ARRAY['甲', '乙', '丙', '丁', '戊', '己']) AS k GROUP BY bus.part(k, 2)"
            ).map { $0.string(0) ?? "" }
            try #require(keys.count == 2)
            let (stuck, other) = (keys[0], keys[1])
            let isStuck = Mutex(false)
            let isDone = Mutex(false)
            let options = SubscriptionOptions(
                slots: 2, concurrency: 2, retry: RetryPolicy(initial: .milliseconds(100), maximum: .milliseconds(100)))
            let subscription = fixture.bus.subscription("s", options: options) { batch, _ in
                for event in batch.events {
                    if batch.attempt == 1 { throw Refused() }
                    if event.partitionKey == stuck {
                        isStuck.withLock { $0 = true }
                        try await Task.sleep(for: .seconds(60))
                    }
                    isDone.withLock { $0 = true }
                }
            }
            try await Fixture.running([subscription]) {
                try await fixture.publish(Fixture.draft("a", 1, key: stuck))
                try await eventually("the first is being tried again") { isStuck.withLock { $0 } }
                try await fixture.publish(Fixture.draft("a", 2, key: other))
                try await eventually("the other was tried again") { isDone.withLock { $0 } }
            }
        }
    }

    @Test("A failed event does not wait for an hour because the server's clock was set back by one")
    func clockSetBack() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(SlotTests.effects) }
            let isHealed = Mutex(false)
            let options = SubscriptionOptions(
                retry: RetryPolicy(initial: .seconds(60), maximum: .seconds(60)), failure: .passOver(after: 8),
                lease: .seconds(2))
            let subscription = fixture.bus.subscription("s", options: options) { batch, connection in
                for event in batch.events where event.position == 1 {
                    guard isHealed.withLock({ $0 }) else { throw Refused() }
                    try await Self.insert(event, on: connection)
                }
            }
            try await fixture.publish(Fixture.draft("a", 1))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.number("SELECT count(*) FROM bus.failures") == 1 }
                isHealed.withLock { $0 = true }
                // To the rows it is the same whether the clock went back or they were written in the future.
                _ = try await fixture.pool.execute(
                    """
                    UPDATE bus.failures SET next_at = next_at + interval '1 hour', \
                    last_failed_at = last_failed_at + interval '1 hour'
                    """)
                try await eventually("it is handled") { try await fixture.number("SELECT count(*) FROM effects") == 1 }
            }
            #expect(try await fixture.number("SELECT count(*) FROM bus.failures") == 0)
        }
    }

    @Test("Where a key is kept in order, what follows a failed event waits for it, and only that")
    func blocking() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(SlotTests.effects) }
            let isHealed = Mutex(false)
            let options = SubscriptionOptions(retry: Self.quick, failure: .blockKey(after: 3))
            let subscription = fixture.bus.subscription("s", options: options) { batch, connection in
                for event in batch.events {
                    try await Self.insert(event, on: connection)
                    if event.position == 3, !isHealed.withLock({ $0 }) { throw Refused() }
                }
            }
            // Keys take turns: 1, 3, 5 ... are of one, 2, 4, 6 ... of the other.
            let drafts = (1...10).map { Fixture.draft("a", $0, key: $0 % 2 == 1 ? "奇" : "偶") }
            _ = try await fixture.pool.execute(EventBus.insert(drafts))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.dead == 1 }
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 6 }
                try await fixture.publish(Fixture.draft("a", 11, key: "奇"), Fixture.draft("a", 12, key: "偶"))
                fixture.bus.ring()
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 7 }
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.waiting == 4 }
                isHealed.withLock { $0 = true }
                #expect(try await fixture.desk.redrive("s") == 1)
                #expect(try await fixture.desk.redrive("s") == 0)
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 12 }
            }
            let odd = try await fixture.pool.query("SELECT position FROM effects WHERE key = '奇' ORDER BY ord")
            #expect(try odd.map { try $0.decode(0, as: Int.self) } == [1, 3, 5, 7, 9, 11])
            #expect(try await fixture.number("SELECT count(*) FROM bus.failures") == 0)
        }
    }

    @Test("What was discarded lets its key go on without it")
    func discarding() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(SlotTests.effects) }
            let options = SubscriptionOptions(retry: Self.quick, failure: .blockKey(after: 1))
            let subscription = fixture.bus.subscription("s", options: options) { batch, connection in
                for event in batch.events {
                    try await Self.insert(event, on: connection)
                    if event.position == 1 { throw Refused() }
                }
            }
            _ = try await fixture.pool.execute(EventBus.insert((1...3).map { Fixture.draft("a", $0) }))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.waiting == 2 }
                #expect(try await fixture.desk.discard("s", from: 1, through: 1) == 1)
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 2 }
            }
        }
    }

    @Test("A handler that hangs is cancelled at its deadline, and the event fails like any other")
    func hanging() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(SlotTests.effects) }
            let options = SubscriptionOptions(
                retry: Self.quick, failure: .passOver(after: 2), handlerDeadline: .seconds(1))
            let subscription = fixture.bus.subscription("s", options: options) { batch, connection in
                for event in batch.events {
                    try await Self.insert(event, on: connection)
                    if event.position == 2 { try await connection.execute("SELECT pg_sleep(600)") }
                }
            }
            _ = try await fixture.pool.execute(EventBus.insert((1...3).map { Fixture.draft("a", $0) }))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.dead == 1 }
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 2 }
            }
            let letter = try #require(try await fixture.desk.deadLetters(of: "s").first)
            #expect(letter.lastError == "the handler did not finish within 1.0 seconds")
        }
    }

    @Test("A handler that heeds nothing loses its slot, its event becomes a dead letter, and the others go on")
    func heedless() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(SlotTests.effects) }
            let (never, end) = AsyncStream<Void>.makeStream()
            let options = SubscriptionOptions(
                retry: Self.quick, failure: .passOver(after: 20), handlerDeadline: .milliseconds(200),
                lease: .seconds(1))
            let subscription = fixture.bus.subscription("s", options: options) { batch, connection in
                for event in batch.events {
                    try await Self.insert(event, on: connection)
                    // A task of its own does not hear of the cancellation, as with a library that knows none.
                    if event.position == 2 { await Task { for await _ in never {} }.value }
                }
            }
            _ = try await fixture.pool.execute(EventBus.insert((1...3).map { Fixture.draft("没完没了", $0) }))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") == 2 }
                let letter = try #require(try await fixture.desk.deadLetters(of: "s").first)
                #expect(letter.event.position == 2)
                #expect(letter.lastError.hasPrefix("the handler neither returned nor heeded"))
                end.finish()
            }
            #expect(try await fixture.number("SELECT count(*) FROM effects") == 2)
        }
    }

    @Test("An event whose handling nobody survives is found out, and becomes a dead letter")
    func deadly() async throws {
        try await Fixture.with { fixture in
            try await fixture.pool.withConnection { try await $0.script(SlotTests.effects) }
            try await fixture.bus.subscribe("s", SubscriptionOptions(retry: Self.quick, failure: .passOver(after: 3)))
            _ = try await fixture.pool.execute(EventBus.insert((1...4).map { Fixture.draft("a", $0) }))
            try await fixture.tick()
            // Workers that die over event 3: each takes the slot, says what it is at, and is heard of no more.
            for death in 1...3 {
                let worker = UUID()
                try await eventually("the slot is free") {
                    try await fixture.number("SELECT count(*) FROM bus.beat('s', \(worker), 'mortal', '1 second')") == 2
                }
                let lease = try #require(
                    try await fixture.pool.query("SELECT slot, epoch, trying FROM bus.slots WHERE holder = \(worker)")
                        .first)
                let (slot, epoch) = (try lease.decode(0, as: Int32.self), try lease.decode(1, as: Int.self))
                if let trying = try lease.decode(2, as: Int?.self) {
                    #expect(death > 1)
                    _ = try await fixture.pool.query("SELECT bus.fail('s', \(slot), \(epoch), \(trying), 'died')")
                    _ = try await fixture.pool.query("SELECT bus.acknowledge('s', \(slot), \(epoch), \(trying))")
                }
                _ = try await fixture.pool.query("SELECT bus.attempt('s', \(slot), \(epoch), 3)")
                _ = try await fixture.pool.query("UPDATE bus.workers SET until = now() WHERE id = \(worker)")
            }
            let subscription = fixture.bus.subscription(
                "s", options: SubscriptionOptions(retry: Self.quick, failure: .passOver(after: 3))
            ) { batch, connection in
                for event in batch.events { try await Self.insert(event, on: connection) }
            }
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.position == 4 }
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.dead == 1 }
            }
            let letter = try #require(try await fixture.desk.deadLetters(of: "s").first)
            #expect(letter.event.position == 3)
            #expect(letter.lastError == "whoever handled it did not come back")
        }
    }

    @Test("Two operators who redrive at the same time redrive each letter once, and no faster than they said")
    func redriving() async throws {
        try await Fixture.with { fixture in
            let isHealed = Mutex(false)
            let handled = Mutex<[Int]>([])
            let options = SubscriptionOptions(retry: Self.quick, failure: .passOver(after: 1))
            let subscription = fixture.bus.subscription("s", options: options) { batch, _ in
                guard isHealed.withLock({ $0 }) else { throw Refused() }
                handled.withLock { $0 += batch.events.map(\.position) }
            }
            _ = try await fixture.pool.execute(EventBus.insert((1...8).map { Fixture.draft("a", $0) }))
            try await Fixture.running([subscription]) {
                try await eventually { try await fixture.desk.subscriptions(named: "s").first?.dead == 8 }
                isHealed.withLock { $0 = true }
                try await fixture.desk.pause("s")
                async let one = fixture.desk.redrive("s", from: 1, through: 8, perSecond: 40, by: "甲")
                async let two = fixture.desk.redrive("s", from: 1, through: 8, perSecond: 40, by: "乙")
                #expect(try await one + two == 8)
                // Forty a second: the eighth is due seven fortieths of a second after the first.
                let spread = try await fixture.number(
                    "SELECT (extract(epoch FROM max(next_at) - min(next_at)) * 1000)::bigint FROM bus.failures")
                #expect(spread == 175)
                try await fixture.desk.pause("s", false)
                try await eventually { handled.withLock { $0.count } == 8 }
            }
            #expect(handled.withLock { $0.sorted() } == Array(1...8))
        }
    }

    @Test("However many failed events are due, what is new has its turn")
    func turns() async throws {
        try await Fixture.with(running: false) { fixture in
            _ = try await fixture.pool.execute(EventBus.insert((1...200).map { Fixture.draft("a", $0) }))
            try await fixture.tick()
            _ = try await fixture.number(
                "SELECT bus.subscribe('失败', 0, max_attempts => 1000, first_wait => '0', longest_wait => '0')")
            // All that comes fails, and is due again at once, for ever.
            var received: [[Int]] = []
            for _ in 1...8 {
                let batch = try #require(try await fixture.desk.receive("失败", limit: 50, visibility: .seconds(30)))
                received.append(batch.events.map(\.position))
                try await fixture.desk.refuse("失败", batch.receipt, reason: "还不行", retryIn: .zero)
            }
            let turns = stride(from: 0, to: 8, by: 2)
            #expect(turns.map { received[$0] } == turns.map { Array($0 * 25 + 1...$0 * 25 + 50) })
            #expect(turns.allSatisfy { received[$0 + 1].count == 50 && received[$0 + 1][49] <= $0 * 25 + 50 })
        }
    }

    @Test("Failed events come again together, and are acknowledged and refused one by one")
    func together() async throws {
        try await Fixture.with(running: false) { fixture in
            _ = try await fixture.pool.execute(EventBus.insert((1...6).map { Fixture.draft("a", $0) }))
            try await fixture.tick()
            _ = try await fixture.number("SELECT bus.subscribe('s', 0, max_attempts => 2)")
            let first = try #require(try await fixture.desk.receive("s", limit: 10, visibility: .seconds(30)))
            try await fixture.desk.refuse("s", first.receipt, reason: "还不行", retryIn: .zero)
            let again = try #require(try await fixture.desk.receive("s", limit: 10, visibility: .seconds(30)))
            #expect(again.events.map(\.position) == [1, 2, 3, 4, 5, 6])
            #expect(again.attempt == 2)
            // The first two are done with, and the others come again at once.
            try await fixture.desk.acknowledge("s", again.receipt, upTo: 2)
            let rest = try #require(try await fixture.desk.receive("s", limit: 10, visibility: .seconds(30)))
            #expect(rest.events.map(\.position) == [3, 4, 5, 6])
            // One of them was one attempt too many; of the rest nothing is left.
            try await fixture.desk.refuse("s", rest.receipt, positions: [4], reason: "还不行")
            #expect(try await fixture.desk.receive("s", limit: 10, visibility: .seconds(30)) == nil)
            #expect(try await fixture.desk.deadLetters(of: "s").map(\.event.position) == [4])
            let status = try #require(try await fixture.desk.subscriptions(named: "s").first)
            #expect(status.acknowledged == 5)
            #expect(status.refused == 7)
        }
    }
}

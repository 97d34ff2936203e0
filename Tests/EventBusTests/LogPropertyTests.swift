import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// The whole at once, held against the history: what producers know to be committed is what consumers have done.
@Suite struct LogPropertyTests {
    private static let producers = 16
    private static let transactions = 40

    @Test("Committed is consumed, exactly once, in order, while everything goes wrong")
    func oracle() async throws {
        let elsewhere = try await TestDatabase.create()
        try await Fixture.with(connections: 40) { fixture in
            try await fixture.pool.withConnection { try await $0.script(History.effects) }
            let buses = try [fixture.bus] + (0..<4).map { _ in try fixture.anotherBus() }
            let names = ["one", "two"]
            let history = Mutex(History())
            let otherPool = try elsewhere.pool()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for bus in buses.dropFirst() {
                    group.addTask { try await bus.run() }
                }
                for name in names {
                    // Two rivals for each subscription; each is started again whenever it has been killed.
                    for rival in 0..<2 {
                        let bus = buses[rival]
                        group.addTask { await self.consume(name, bus) }
                    }
                }
                // A write transaction in another database of the cluster, open all the while.
                try await otherPool.withTransaction { other in
                    try await other.execute("CREATE TABLE t (id int)")
                    try await self.produce(fixture, buses, history)
                    let expected = history.withLock { $0.committed }
                    try await eventually("all is consumed", within: .seconds(60)) {
                        try await fixture.number("SELECT count(*) FROM effects") >= expected * names.count
                    }
                }
                group.cancelAll()
            }
            await otherPool.shutdown()
            var happened = history.withLock { $0 }
            try await happened.take(from: fixture.pool, subscriptions: names)
            #expect(happened.faults() == [])
            #expect(happened.length == happened.committed)
            #expect(try await fixture.log().last?.partitionKey == "straggler")
        }
        try await elsewhere.drop()
    }

    private func produce(_ fixture: Fixture, _ buses: [EventBus], _ history: borrowing Mutex<History>) async throws {
        let straggling = Fixture.draft("straggler", 1, key: "straggler")
        try await fixture.pool.withTransaction { straggler in
            try await straggler.execute(EventBus.insert(straggling))
            let published = try await withThrowingTaskGroup(of: [Published].self) { group in
                for producer in 0..<Self.producers {
                    let bus = buses[producer % buses.count]
                    group.addTask { try await self.produce(fixture, bus, key: "p\(producer)") }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            history.withLock { history in
                for event in published {
                    history.published(event.id, key: event.key, number: event.number, event.outcome)
                }
            }
            // Everybody else's events are out although this transaction is not.
            let committed = published.count { $0.outcome == .committed }
            try await eventually("the others did not wait") { try await fixture.bus.head() == committed }
        }
        history.withLock { $0.published(straggling.id, key: straggling.partitionKey, number: 1, .committed) }
    }

    /// What became of an event.
    private struct Published: Sendable {
        let id: UUID
        let key: String
        let number: Int
        let outcome: History.Outcome
    }

    /// One producer: transactions one after another, of some events each, some rolled back, some in part.
    private func produce(_ fixture: Fixture, _ bus: EventBus, key: String) async throws -> [Published] {
        struct Refused: Error {}
        var published: [Published] = []
        var number = 0
        for _ in 0..<Self.transactions {
            let drafts = (0..<Int.random(in: 1...3)).map { Fixture.draft("a.b", number + $0, key: key) }
            let never = Fixture.draft("never", 0, key: key)
            let delay = Double.random(in: 0...0.05)
            let fate = Int.random(in: 0..<6)
            let isIn =
                (try? await fixture.pool.withTransaction { connection in
                    for draft in drafts {
                        try await connection.execute(EventBus.insert(draft))
                    }
                    if fate == 1 {
                        try? await connection.transaction { connection in
                            try await connection.execute(EventBus.insert(never))
                            throw Refused()
                        }
                    }
                    try await connection.execute("SELECT pg_sleep(\(delay))")
                    if fate == 0 { throw Refused() }
                    return true
                }) ?? false
            published += zip(number..., drafts).map { number, draft in
                Published(id: draft.id, key: key, number: number, outcome: isIn ? .committed : .refused)
            }
            published.append(Published(id: never.id, key: key, number: number, outcome: .refused))
            number += drafts.count
            // One in three says nothing and leaves it to the others, or to the poll.
            if isIn, fate % 3 != 2 { bus.ring() }
        }
        return published
    }

    /// A consumer that is killed before its effects, after them, and after its commit.
    private func consume(_ name: String, _ bus: EventBus) async {
        while !Task.isCancelled {
            let lives = Int.random(in: 1...8)
            let batches = Mutex(0)
            let (ended, end) = AsyncStream<Void>.makeStream()
            let options = SubscriptionOptions(
                batchSize: Int.random(in: 1...40),
                retry: RetryPolicy(initial: .milliseconds(2), maximum: .milliseconds(10)))
            let subscription = bus.subscription(name, options: options) { batch, connection in
                let fate = Int.random(in: 0..<10)
                let kill: SQL = "SELECT pg_terminate_backend(pg_backend_pid())"
                if fate == 0 { try await connection.execute(kill) }
                for event in batch.events {
                    try await connection.execute(History.effect(of: name, at: event.position, event.id))
                }
                if fate == 1 { try await connection.execute(kill) }
                if batches.withLock({
                    $0 += 1
                    return $0 >= lives
                }) {
                    end.yield()
                }
            }
            // Being cancelled while the commit is under way, or just after it, is the third way to die.
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await subscription.run() }
                for await _ in ended { break }
                group.cancelAll()
            }
        }
    }
}

import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// The whole at once, held against an oracle: what producers know to be committed is what consumers have done.
@Suite struct LogPropertyTests {
    private static let producers = 16
    private static let transactions = 40

    @Test("Committed is consumed, exactly once, in order, while everything goes wrong")
    func oracle() async throws {
        let elsewhere = try await TestDatabase.create()
        try await Fixture.with(connections: 40) { fixture in
            try await fixture.pool.withConnection { connection in
                try await connection.script(
                    """
                    CREATE TABLE effects (
                        ord bigint GENERATED ALWAYS AS IDENTITY, subscription text, position bigint, id uuid, key text,
                        number bigint);
                    """)
            }
            let buses = try [fixture.bus] + (0..<4).map { _ in try fixture.anotherBus() }
            let names = ["one", "two"]
            let committed = Mutex<Set<UUID>>([])
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
                    try await self.produce(fixture, buses, committed)
                    let expected = committed.withLock { $0.count }
                    try await eventually("all is consumed", within: .seconds(60)) {
                        try await fixture.number("SELECT count(*) FROM effects") >= expected * names.count
                    }
                }
                group.cancelAll()
            }
            await otherPool.shutdown()
            try await self.judge(fixture, names, committed.withLock { $0 })
        }
        try await elsewhere.drop()
    }

    private func produce(_ fixture: Fixture, _ buses: [EventBus], _ committed: borrowing Mutex<Set<UUID>>) async throws
    {
        let straggling = Fixture.draft("straggler", 1, key: "straggler")
        try await fixture.pool.withTransaction { straggler in
            try await straggler.execute(EventBus.insert(straggling))
            let ids = try await withThrowingTaskGroup(of: Set<UUID>.self) { group in
                for producer in 0..<Self.producers {
                    let bus = buses[producer % buses.count]
                    group.addTask { try await self.produce(fixture, bus, key: "p\(producer)") }
                }
                return try await group.reduce(into: Set<UUID>()) { $0.formUnion($1) }
            }
            committed.withLock { $0.formUnion(ids) }
            // Everybody else's events are out although this transaction is not.
            try await eventually("the others did not wait") { try await fixture.bus.head() == ids.count }
        }
        committed.withLock { _ = $0.insert(straggling.id) }
    }

    /// One producer: transactions one after another, of some events each, some rolled back, some in part.
    private func produce(_ fixture: Fixture, _ bus: EventBus, key: String) async throws -> Set<UUID> {
        struct Refused: Error {}
        var committed: Set<UUID> = []
        var number = 0
        for _ in 0..<Self.transactions {
            let drafts = (0..<Int.random(in: 1...3)).map { Fixture.draft("a.b", number + $0, key: key) }
            let delay = Double.random(in: 0...0.02)
            let fate = Int.random(in: 0..<6)
            let isIn =
                (try? await fixture.pool.withTransaction { connection in
                    for draft in drafts {
                        try await connection.execute(EventBus.insert(draft))
                    }
                    if fate == 1 {
                        try? await connection.transaction { connection in
                            try await connection.execute(EventBus.insert(Fixture.draft("never", 0, key: key)))
                            throw Refused()
                        }
                    }
                    try await connection.execute("SELECT pg_sleep(\(delay))")
                    if fate == 0 { throw Refused() }
                    return true
                }) ?? false
            if isIn {
                committed.formUnion(drafts.map(\.id))
                number += drafts.count
                // One in three says nothing and leaves it to the others, or to the poll.
                if fate % 3 != 2 { bus.ring() }
            }
        }
        return committed
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
                    let number = Int(event.subject?.split(separator: "/").last ?? "") ?? -1
                    try await connection.execute(
                        """
                        INSERT INTO effects (subscription, position, id, key, number)
                        VALUES (\(name), \(event.position), \(event.id), \(event.partitionKey), \(number))
                        """)
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

    private func judge(_ fixture: Fixture, _ names: [String], _ committed: Set<UUID>) async throws {
        let log = try await fixture.log()
        #expect(log.map(\.position) == Array(1...committed.count))
        #expect(Set(log.map(\.id)) == committed)
        #expect(log.last?.partitionKey == "straggler")
        for name in names {
            let rows = try await fixture.pool.query(
                "SELECT position, id, key, number FROM effects WHERE subscription = \(name) ORDER BY ord")
            let positions = try rows.map { try $0.decode(0, as: Int.self) }
            #expect(positions == Array(1...committed.count))
            #expect(try Set(rows.map { try $0.decode(1, as: UUID.self) }) == committed)
            let byKey = try Dictionary(grouping: rows) { try $0.decode(2, as: String.self) }
            for (key, rows) in byKey where key != "straggler" {
                let numbers = try rows.map { try $0.decode(3, as: Int.self) }
                #expect(numbers == Array(0..<numbers.count), "key \(key)")
            }
        }
    }
}

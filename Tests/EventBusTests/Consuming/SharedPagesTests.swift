import Database
import FoundationEssentials
import LibPQ
import Synchronization
import TestSupport
import Testing

@testable import EventBus

/// Subscriptions of one process that have a backlog before them.
@Suite("Pages that are read once for several subscriptions") struct SharedPagesTests {
    private static let transactions = 40
    private static let size = 100

    /// A backlog of many ticks, in two languages and for two units, with all that a reader needs to be in the middle of it.
    private static func fill(_ fixture: Fixture) async throws -> Int {
        for transaction in 0..<Self.transactions {
            let drafts = (0..<Self.size).map { event in
                var draft = Fixture.draft(
                    event % 3 == 0 ? "partners.agreement.signed" : "mobility.mobility.nominated",
                    transaction * Self.size + event, key: "键\(event % 7)")
                draft.unit = event % 2 == 0 ? "intl" : "arch"
                return draft
            }
            _ = try await fixture.pool.execute(EventBus.insert(drafts))
            try await fixture.tick()
        }
        return Self.transactions * Self.size
    }

    @Test("Four that want the same backlog cost the server hardly more than one, and each is given all of it in order")
    func once() async throws {
        try await Fixture.with(running: false) { fixture in
            let head = try await Self.fill(fixture)
            // Ticks look at the rows too; what they have looked at is told now, and not at some moment to come.
            _ = try await fixture.number("SELECT count(pg_stat_force_next_flush())")
            let alone = try await Self.reading(["alone"], fixture, to: head)
            let together = try await Self.reading(["one", "two", "三", "四"], fixture, to: head)
            // The first page is read by each. Each for itself would be four times as much.
            #expect(together < alone * 3 / 2, "\(together) rows were read instead of \(alone)")
        }
    }

    /// Lets subscriptions of one process read the log; returns how many rows of it the server has looked at for them.
    private static func reading(_ names: [String], _ fixture: Fixture, to head: Int) async throws -> Int {
        let before = try await Self.rowsRead(fixture)
        // Connections of their own: what a session has read is told for certain when it ends.
        let address = try ConnectionConfiguration(url: fixture.database.url, applicationName: "readers")
        let pool = Pool(address, options: PoolOptions(maximum: 8), logger: TestDatabase.logger)
        let bus = EventBus(pool, direct: address, logger: TestDatabase.logger)
        let seen = Mutex<[String: [Int]]>([:])
        let all = Meeting(of: names.count)
        let subscriptions = names.map { name in
            bus.subscription(name, options: SubscriptionOptions(batchSize: 100)) { batch, _ in
                seen.withLock { $0[name, default: []] += batch.events.map(\.position) }
                // They go together from where the last of them begins.
                await all.arrive()
            }
        }
        try await Fixture.running([bus] + subscriptions) {
            try await eventually {
                try await fixture.number(
                    "SELECT count(*) FROM bus.slots WHERE subscription = ANY (\(names)) AND position = \(head)")
                    == names.count
            }
        }
        await pool.shutdown()
        try await eventually {
            try await fixture.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'readers'") == 0
        }
        for name in names { #expect(seen.withLock { $0[name] } == Array(1...head)) }
        return try await Self.rowsRead(fixture) - before
    }

    private static func rowsRead(_ fixture: Fixture) async throws -> Int {
        try await fixture.number(
            "SELECT sum(idx_tup_fetch)::bigint FROM pg_stat_user_tables WHERE schemaname = 'bus' AND relname LIKE 'events%'"
        )
    }

    @Test("Whoever wants something else is given that and nothing more")
    func others() async throws {
        try await Fixture.with { fixture in
            let head = try await Self.fill(fixture)
            let filters: [String: EventFilter] = [
                "all": .all, "all too": .all,
                "协议": EventFilter(types: ["partners.agreement.*"]),
                "agreements": EventFilter(types: ["partners.agreement.*"]),
                "建筑学院": EventFilter(units: ["arch"]),
            ]
            let seen = Mutex<[String: [Event]]>([:])
            let subscriptions = filters.map { name, filter in
                fixture.bus.subscription(name, filter: filter, options: SubscriptionOptions(batchSize: 50)) {
                    batch, _ in
                    seen.withLock { $0[name, default: []] += batch.events }
                }
            }
            try await Fixture.running(subscriptions) {
                try await eventually {
                    let counts = seen.withLock { $0.mapValues(\.count) }
                    return filters.allSatisfy { name, filter in
                        counts[name, default: 0]
                            >= (filter == .all ? head : filter.units == nil ? head * 34 / 100 : head / 2)
                    }
                }
            }
            let log = try await fixture.log()
            for (name, filter) in filters {
                let wanted = log.filter { filter.matches($0) }
                #expect(seen.withLock { $0[name] } == wanted, "\(name)")
            }
        }
    }

    @Test("Effects stay exactly once while connections die, handlers throw and places are moved")
    func faults() async throws {
        try await Fixture.with(connections: 24) { fixture in
            try await fixture.pool.withConnection { try await $0.script(History.effects) }
            let head = try await Self.fill(fixture)
            let names = ["one", "two", "三", "moved"]
            let other = try fixture.anotherBus()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await other.run() }
                for (bus, name) in [fixture.bus, other].flatMap({ bus in names.map { (bus, $0) } }) {
                    // A worker that stands still for longer than its lease is taken for dead, and that for its event's
                    // fault; of the order of a key is then only left what its other events wait for.
                    let options = SubscriptionOptions(
                        batchSize: 50, retry: RetryPolicy(initial: .milliseconds(2), maximum: .milliseconds(10)),
                        failure: .blockKey(), lease: .seconds(1))
                    let subscription = bus.subscription(name, options: options) { batch, connection in
                        let fate = Int.random(in: 0..<20)
                        let kill: SQL = "SELECT pg_terminate_backend(pg_backend_pid())"
                        if fate == 0 { try await connection.execute(kill) }
                        _ = try await connection.batch(
                            batch.events.map { History.effect(of: name, at: $0.position, $0.id) })
                        if fate == 1 { try await connection.execute(kill) }
                        if fate == 2, batch.events.count > 1 { throw CancellationError() }
                    }
                    group.addTask { try await subscription.run() }
                }
                try await eventually { try await fixture.number("SELECT count(*) FROM effects") > head }
                // What one of them remembers does not hold any more.
                try await fixture.pool.withTransaction { connection in
                    try await connection.execute("SELECT bus.seek('moved', 0)")
                    try await connection.execute("DELETE FROM effects WHERE subscription = 'moved'")
                }
                try await eventually(within: .seconds(120)) {
                    try await fixture.number("SELECT count(*) FROM effects") >= head * names.count
                }
                group.cancelAll()
            }
            var history = History()
            for event in try await fixture.log() {
                history.published(event.id, key: event.partitionKey, number: event.position, .committed)
            }
            try await history.take(from: fixture.pool, subscriptions: names)
            #expect(history.faults() == [])
            #expect(history.length == head)
        }
    }

    @Test("Nobody waits long for a reader that does not come back, and the next reads for the others again")
    func absent() async throws {
        let (pages, series, leases) = Self.stage(3)
        pages.move(leases[2], to: series, after: 10)
        await pages.turn(series, after: 0, for: leases[0]) { absent in
            #expect(absent.page == nil)
            // It would wait for ever if it waited for the first.
            await pages.turn(series, after: 0, for: leases[1]) { #expect($0.page == nil) }
            await pages.turn(series, after: 10, for: leases[1]) { turn in
                turn.put(Self.page(after: 10))
                await pages.turn(series, after: 10, for: leases[2]) { #expect($0.page?.after == 10) }
            }
        }
    }

    @Test("Whoever waits for a page that is not read reads it")
    func abandoned() async throws {
        struct Broken: Error {}
        let (pages, series, leases) = Self.stage(2)
        await withTaskGroup(of: Void.self) { group in
            let (begun, begin) = AsyncStream<Void>.makeStream()
            group.addTask {
                try? await pages.turn(series, after: 0, for: leases[0]) { _ in
                    begin.finish()
                    throw Broken()
                }
            }
            for await _ in begun {}
            await pages.turn(series, after: 0, for: leases[1]) { #expect($0.page == nil) }
        }
    }

    @Test("A page that begins elsewhere is no use to others")
    func elsewhere() async throws {
        let (pages, series, leases) = Self.stage(2)
        pages.move(leases[1], to: series, after: 5)
        await pages.turn(series, after: 10, for: leases[0]) { turn in
            turn.put(Self.page(after: 5))
            await pages.turn(series, after: 10, for: leases[1]) { #expect($0.page == nil) }
        }
    }

    @Test("What is kept for who is slow is bounded, and nothing is kept for who has left")
    func bounds() async throws {
        let (pages, series, leases) = Self.stage(2)
        pages.move(leases[1], to: series, after: 0)
        // Six mebibytes each, of sixteen.
        for after in [0, 10, 20] {
            await pages.turn(series, after: after, for: leases[0]) { $0.put(Self.page(after: after, bytes: 6 << 20)) }
        }
        for (after, isKept) in [(0, false), (10, true), (20, true)] {
            pages.move(leases[1], to: series, after: after)
            await pages.turn(series, after: after, for: leases[1]) { #expect(($0.page != nil) == isKept) }
        }
        pages.move(leases[1], to: series, after: 30)
        await pages.turn(series, after: 20, for: leases[1]) { #expect($0.page == nil) }
        pages.move(leases[1], to: nil)
        await pages.turn(series, after: 30, for: leases[0]) { $0.put(Self.page(after: 30)) }
        await pages.turn(series, after: 30, for: leases[1]) { #expect($0.page == nil) }
    }

    /// Pages that nobody has read yet, and slots that ask the same.
    private static func stage(_ slots: Int) -> (SharedPages, SharedPages.Series, [SlotLease]) {
        let leases = (1...slots).map { SlotLease(.init(slot: $0, epoch: $0, strikes: 0), until: SlotLease.Stop()) }
        return (SharedPages(), SharedPages.Series(question: "全部", limit: 10, bytes: nil), leases)
    }

    private static func page(after: Int, bytes: Int = 10) -> SharedPages.Page {
        let event = Event(
            position: after + 1, id: UUID(), source: "/partners", type: "a.b", subject: nil, microseconds: 0,
            partitionKey: "键", unit: nil, actor: nil, dataSchema: nil, traceParent: nil, traceState: nil,
            correlationID: nil, causationID: nil, data: [UInt8](repeating: 0, count: bytes))
        return SharedPages.Page(after: after, next: after + 10, events: [event], isOver: false, since: .now)
    }
}

/// Where some wait for each other, once.
private actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) {
        self.missing = count
    }

    func arrive() async {
        self.missing -= 1
        guard self.missing > 0 else {
            for waiting in self.waiting { waiting.resume() }
            self.waiting = []
            return
        }
        await withCheckedContinuation { self.waiting.append($0) }
    }
}

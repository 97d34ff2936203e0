import Database
import EventBus
import FoundationEssentials
import Glibc
import LibPQ
import Logging
import Synchronization
import TestSupport
import Testing

/// Producers and consumers in processes of their own, on a bus whose troubles a test makes.
final class Crew: Sendable {
    let database: TestDatabase
    /// The test's own way to the database, with every right.
    let pool: Pool
    private let consumers = Mutex<[RunningProgram]>([])
    private let producers = Mutex<[RunningProgram]>([])
    /// What the test itself has published.
    private let journal = Mutex(History())
    private let published = Mutex(0)

    private init(_ database: TestDatabase) throws {
        self.database = database
        self.pool = try database.pool()
    }

    /// On a database of its own.
    static func with(_ body: (Crew) async throws -> Void) async throws {
        try await TestDatabase.with { try await Self.with($0, body) }
    }

    /// On a cluster of its own, which may be stopped.
    static func with(_ cluster: ThrowawayCluster, _ body: (Crew) async throws -> Void) async throws {
        try await Self.with(TestDatabase.whole(cluster), body)
        try cluster.stop()
    }

    /// On a database that is there; the bus is installed unless it is.
    static func with(_ database: TestDatabase, _ body: (Crew) async throws -> Void) async throws {
        let crew = try Crew(database)
        _ = try await Migrator(schema: BusMigrations.schema, migrations: BusMigrations.all)
            .run(on: crew.pool, logger: TestDatabase.logger)
        try await crew.pool.withConnection { try await $0.script(History.effects) }
        do {
            try await body(crew)
        } catch {
            for member in crew.members where !member.complaints.isEmpty {
                Issue.record("a worker complained: \(member.complaints.suffix(600))")
            }
            if let state = try? await crew.state() { Issue.record("slots and failures: \(state)") }
            await crew.dismiss()
            throw error
        }
        await crew.dismiss()
    }

    private func dismiss() async {
        for member in self.members {
            member.signal(SIGKILL)
            _ = await member.outcome()
        }
        await self.pool.shutdown()
    }

    /// Where the subscriptions stand, for whoever has to find out why a test failed.
    private func state() async throws -> String {
        try await self.pool.query(
            """
            SELECT coalesce(string_agg(l::text, ' '), '') || ' head ' || bus.head()
                || coalesce((SELECT ' failure ' || string_agg(
                    concat_ws(',', f.subscription, f.position, f.state, f.attempts, f.next_at, f.last_error), ' ')
                    FROM bus.failures AS f), '')
            FROM bus.slots AS l
            """
        ).first?.decode(0, as: String.self) ?? ""
    }

    // MARK: Members

    private var members: [RunningProgram] { self.consumers.withLock { $0 } + self.producers.withLock { $0 } }

    /// Starts a consumer; see `BusWorker` for what it can be told.
    @discardableResult
    func consume(
        _ subscription: String, as name: String = "w", _ settings: [String: String] = [:],
        environment: [String: String] = [:],
    ) throws -> RunningProgram {
        let told = ["url": self.database.url, "subscription": subscription, "name": name].merging(settings) { $1 }
        let member = try Self.start("consume", told, environment)
        self.consumers.withLock { $0.append(member) }
        return member
    }

    /// Starts a producer whose keys nobody else has.
    @discardableResult
    func produce(_ settings: [String: String] = [:], environment: [String: String] = [:]) throws -> RunningProgram {
        try self.producers.withLock { producers in
            let told = ["url": self.database.url, "key": "键\(producers.count)-"].merging(settings) { $1 }
            let member = try Self.start("produce", told, environment)
            producers.append(member)
            return member
        }
    }

    private static func start(
        _ what: String, _ settings: [String: String], _ environment: [String: String] = [:],
    ) throws -> RunningProgram {
        try Program(name: "BusWorker", environment: environment)
            .start([what] + settings.map { "\($0.key)=\($0.value)" })
    }

    // MARK: What happened

    /// Everything that happened until now.
    func history(of subscriptions: String...) async throws -> History {
        var history = self.journal.withLock { $0 }
        for producer in self.producers.withLock({ $0 }) { Self.read(producer.text, into: &history) }
        try await history.take(from: self.pool, subscriptions: subscriptions)
        return history
    }

    private static func read(_ journal: String, into history: inout History) {
        var tried: [Substring: (id: UUID, key: String, number: Int)] = [:]
        // The last line may have been cut off by death.
        for line in journal.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ")
            guard words.count >= 2, let id = UUID(uuidString: String(words[1])) else { continue }
            if words[0] == "tried", words.count == 4 {
                tried[words[1]] = (id, String(words[2]), Int(words[3]) ?? -1)
                history.published(id, key: String(words[2]), number: Int(words[3]) ?? -1, .unknown)
            } else if let known = tried[words[1]], let outcome = History.Outcome(rawValue: String(words[0])) {
                history.published(id, key: known.key, number: known.number, outcome)
            }
        }
    }

    /// Publishes so many events in one transaction, as a producer that has no process would, and makes a tick.
    func publish(_ count: Int) async throws {
        let first = self.published.withLock { published in
            defer { published += count }
            return published + 1
        }
        let drafts = (first..<first + count).map { number in
            EventDraft(
                source: "/partners", type: "partners.agreement.signed", subject: "协议/\(number)",
                data: Array(#"{"n":\#(number)}"#.utf8), partitionKey: "键\(number % 3)", unit: "国际处")
        }
        _ = try await self.pool.execute(EventBus.insert(drafts))
        for (number, draft) in zip(first..., drafts) { self.note(draft, number, .committed) }
        _ = try await self.number("SELECT bus.tick()")
    }

    /// What the test itself has published.
    var own: History { self.journal.withLock { $0 } }

    /// Takes over what was published elsewhere.
    func adopt(_ history: History) {
        self.journal.withLock { $0 = history }
        self.published.withLock { $0 = max($0, 1000) }
    }

    /// Notes what became of an event that a test has published by itself.
    func note(_ draft: EventDraft, _ number: Int, _ outcome: History.Outcome) {
        self.journal.withLock { $0.published(draft.id, key: draft.partitionKey, number: number, outcome) }
    }

    /// The bus as the test's own process sees it; it need not run to be asked.
    var bus: EventBus {
        get throws {
            EventBus(self.pool, direct: try self.database.configuration, logger: TestDatabase.logger)
        }
    }

    func number(_ sql: SQL) async throws -> Int {
        try await self.pool.query(sql).first?.decode(0, as: Int?.self) ?? 0
    }

    /// How much a subscription has done.
    func effects(of subscription: String) async throws -> Int {
        try await self.number("SELECT count(*) FROM effects WHERE subscription = \(subscription)")
    }

    /// Waits until subscriptions have handled everything, or made a dead letter of it.
    ///
    /// The places of slots would not tell: one whose keys have no more events does not store how far it has looked.
    func drain(_ subscriptions: String..., within limit: Duration = .seconds(60)) async throws {
        for subscription in subscriptions {
            try await eventually("\(subscription) is through", within: limit) {
                // A tick first: the last events may have been published by somebody who died before ringing.
                let head = try await self.number("SELECT bus.tick()")
                let (done, open) = (
                    try await self.number(
                        """
                        SELECT (SELECT count(DISTINCT position) FROM effects WHERE subscription = \(subscription))
                            + (SELECT count(*) FROM bus.failures WHERE subscription = \(subscription) AND state = 'dead')
                        """),
                    try await self.number(
                        "SELECT count(*) FROM bus.failures WHERE subscription = \(subscription) AND state <> 'dead'")
                )
                return done >= head && open == 0
            }
        }
    }
}

extension RunningProgram {
    /// Whether the process was stopped by a signal.
    var isStopped: Bool {
        // `pid (name) state …`, and a name may hold anything.
        guard let file = try? String(contentsOf: URL(filePath: "/proc/\(self.pid)/stat"), encoding: .utf8),
            let end = file.lastIndex(of: ")")
        else { return false }
        return file[end...].dropFirst(2).first == "T"
    }

    /// How much memory of its own the process has in use, in mebibytes, and how many files it has open.
    var consumption: (memory: Int, files: Int) {
        let status = (try? String(contentsOf: URL(filePath: "/proc/\(self.pid)/status"), encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? -1024
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(self.pid)/fd"))?.count ?? -1
        return (kilobytes / 1024, files)
    }
}

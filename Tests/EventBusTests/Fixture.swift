import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import ServiceLifecycle
import TestSupport

/// A bus on a database of its own.
struct Fixture: Sendable {
    let database: TestDatabase
    let pool: Pool
    let bus: EventBus

    /// Makes a database with the bus in it, and runs the bus while `body` runs, unless told not to.
    static func with(
        running: Bool = true, connections: Int = 8, options: EventBus.Options = EventBus.Options(),
        _ body: @escaping @Sendable (Fixture) async throws -> Void
    ) async throws {
        try await TestDatabase.with { database in
            try await self.with(database, running, connections, options, body)
        }
    }

    /// The same, alone on a cluster: no transaction of another test delays what waits for all of them.
    static func alone(running: Bool = true, _ body: @escaping @Sendable (Fixture) async throws -> Void) async throws {
        let cluster = try ThrowawayCluster()
        try await self.with(TestDatabase.whole(cluster), running, 8, EventBus.Options(), body)
        try cluster.stop()
    }

    private static func with(
        _ database: TestDatabase, _ running: Bool, _ connections: Int, _ options: EventBus.Options,
        _ body: @escaping @Sendable (Fixture) async throws -> Void,
    ) async throws {
        let pool = try database.pool(PoolOptions(maximum: connections))
        _ = try await Migrator(schema: BusMigrations.schema, migrations: BusMigrations.all)
            .run(on: pool, logger: TestDatabase.logger)
        let bus = EventBus(pool, direct: try database.configuration, options: options, logger: TestDatabase.logger)
        let fixture = Fixture(database: database, pool: pool, bus: bus)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if running {
                group.addTask { try await bus.run() }
            }
            defer { group.cancelAll() }
            try await body(fixture)
        }
        await pool.shutdown()
    }

    /// Runs services while `body` runs.
    static func running(_ services: [any Service], _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services {
                group.addTask { try await service.run() }
            }
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// Another bus on the same database, as another process would have.
    func anotherBus() throws -> EventBus {
        EventBus(self.pool, direct: try self.database.configuration, logger: TestDatabase.logger)
    }

    /// A draft about a partner, with a number for tests to recognise.
    static func draft(_ type: String = "partners.agreement.signed", _ number: Int = 0, key: String = "k") -> EventDraft
    {
        EventDraft(
            source: "/partners", type: type, subject: "协议/\(number)", data: Array(#"{"n":\#(number)}"#.utf8),
            partitionKey: key, unit: "intl")
    }

    /// Publishes and commits, without ringing.
    func publish(_ drafts: EventDraft...) async throws {
        _ = try await self.pool.execute(EventBus.insert(drafts))
    }

    /// Makes a tick and returns the head.
    @discardableResult
    func tick() async throws -> Int {
        try await self.number("SELECT bus.tick()")
    }

    /// The first column of the first row, as a number; 0 if there is none.
    func number(_ sql: SQL) async throws -> Int {
        try await self.pool.query(sql).first?.decode(0, as: Int?.self) ?? 0
    }

    /// The whole log, read page by page.
    func log(page: Int = 1000) async throws -> [Event] {
        var events: [Event] = []
        var position = 0
        while true {
            let next = try await self.bus.read(after: position, limit: page)
            events += next.events
            position = next.next
            if position >= next.head { return events }
        }
    }
}

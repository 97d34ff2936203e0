import Database
import EventBus
import LibPQ
import TestSupport
import Testing

/// A server that crashes and takes back what was committed without waiting for the disk.
@Suite("A crash that takes back a projection's last commits", .serialized, .timeLimit(.minutes(2)))
struct LostCommitTests {
    @Test("is made good: the living consumer does not pass over what its server has forgotten")
    func forgotten() async throws {
        // The server's own writer sleeps so long that every crash takes the last lazy commits along.
        let cluster = try ThrowawayCluster(settings: ["synchronous_commit": "on", "wal_writer_delay": "10s"])
        let configuration = try ConnectionConfiguration(url: cluster.url, applicationName: "tests")
        let pool = Pool(configuration, logger: TestDatabase.logger)
        _ = try await Migrator(schema: BusMigrations.schema, migrations: BusMigrations.all)
            .run(on: pool, logger: TestDatabase.logger)
        try await pool.withConnection { try await $0.script("CREATE TABLE effects (position bigint)") }
        let bus = EventBus(pool, direct: configuration, logger: TestDatabase.logger)
        let copy = bus.subscription("copy") { batch, connection in
            for event in batch.events {
                try await connection.execute("INSERT INTO effects VALUES (\(event.position))")
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bus.run() }
            group.addTask { try await copy.run() }
            defer { group.cancelAll() }
            for round in 1...4 {
                let draft = EventDraft(source: "/partners", type: "partners.agreement.signed", subject: "协议/\(round)")
                try await eventually("the event is published") {
                    (try? await pool.execute(EventBus.insert(draft))) != nil
                }
                bus.ring()
                try await eventually("the copy has it", within: .seconds(40)) {
                    try await Self.number("SELECT count(*) FROM effects", pool) >= round
                }
                try cluster.stop()
                try cluster.start()
                try await eventually("the copy equals the log again", within: .seconds(40)) {
                    let effects = try? await Self.number("SELECT count(DISTINCT position) FROM effects", pool)
                    let log = try? await Self.number("SELECT count(*) FROM bus.events", pool)
                    return effects == log && log == round
                }
            }
        }
        #expect(try await Self.number("SELECT count(*) FROM effects", pool) == 4)
        await pool.shutdown()
        try cluster.stop()
    }

    private static func number(_ sql: SQL, _ pool: Pool) async throws -> Int {
        try await pool.query(sql).first?.decode(0, as: Int.self) ?? 0
    }
}

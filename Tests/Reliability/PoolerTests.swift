import Database
import EventBus
import LibPQ
import Model
import NIOHTTP1
import ServiceKit
import TestSupport
import Testing

/// PgBouncer in transaction mode between the services and the server.
@Suite(
    "Through a pooler", .serialized, .timeLimit(.minutes(2)),
    .enabled(if: PoolerProcess.isInstalled, "PgBouncer is not installed (Debian: apt-get install pgbouncer)"))
struct PoolerTests {
    private static let roles = Station.services.map { Installation.role(of: $0.name) }

    @Test("with the server's own address for LISTEN everything works at once, and roles hold")
    func pooled() async throws {
        try await self.withPooler { cluster, pooler in
            var configuration = HostConfiguration(
                databaseURL: pooler.url(), directURL: cluster.url, port: 0)
            configuration.isPooled = true
            configuration.connections = 6
            try await Station.open(configuration) { station in
                try await self.work(station, cluster)
                try await eventually("the bus listens") { station.host.bus.isListening }
                #expect(try await station.send(.GET, "/readyz").text == "ready\n")
                // The role is the login itself: there is no way back to a mightier one.
                for runtime in station.host.runtimes {
                    for statement in [
                        "INSERT INTO mobility.heard_institutions DEFAULT VALUES", "DELETE FROM partners.history",
                        "SELECT * FROM bus.events", "SET ROLE postgres", "CREATE TABLE public.x ()",
                    ] where !(runtime.definition.name == "mobility" && statement.contains("heard")) {
                        let error = await #expect(throws: DatabaseError.self, "\(statement)") {
                            try await runtime.pool.execute(SQL(statement))
                        }
                        #expect(error?.sqlState == .insufficientPrivilege, "\(runtime.definition.name): \(statement)")
                    }
                }
            }
        }
    }

    @Test("without any address but the pooler's everything works at the poll interval, and that is said")
    func pooledOnly() async throws {
        try await self.withPooler { cluster, pooler in
            var configuration = HostConfiguration(
                databaseURL: pooler.url(), port: 0)
            configuration.isPooled = true
            configuration.migrationURL = pooler.url(user: "postgres")
            try await Station.open(configuration) { station in
                try await self.work(station, cluster)
                #expect(!station.host.bus.isListening)
                let ready = try await station.send(.GET, "/readyz")
                #expect(ready.status == 200)
                #expect(ready.text.contains("polled"))
                let findings = await station.host.checks()
                let listening = try #require(findings.first { $0.name == "listening" })
                #expect(listening.isDoubtful)
                #expect(listening.finding.contains("YIZHAN_DATABASE_DIRECT_URL"))
                #expect(findings.allSatisfy { $0.isGood || $0.name == "durability" }, "\(findings)")
            }
        }
    }

    @Test("a pooler that nobody has spoken of is found out by the heartbeat")
    func disguised() async throws {
        let cluster = try ThrowawayCluster()
        let pooler = try PoolerProcess(for: cluster, users: ["postgres"], ignoringOptions: true)
        let listener = Listener(
            try ConnectionConfiguration(
                url: pooler.url(user: "postgres"), applicationName: "tests"),
            channels: ["yizhan"], logger: TestDatabase.logger)
        let error = await #expect(throws: DatabaseError.self) { try await listener.rehearse() }
        #expect(error?.message == "a pooler stands before the server")
        try cluster.stop()
    }

    @Test("a login that is not the service's role is refused at the start")
    func wrongRole() async throws {
        try await self.withPooler { cluster, pooler in
            var configuration = HostConfiguration(
                databaseURL: pooler.url(user: "postgres"), directURL: cluster.url, port: 0)
            configuration.isPooled = true
            let host = try Host(Station.services, configuration: configuration, logger: TestDatabase.logger)
            let error = await #expect(throws: HostError.self) { try await host.install() }
            #expect(error?.description.contains("works as postgres, not as yizhan_") == true)
        }
    }

    private func withPooler(_ body: (ThrowawayCluster, PoolerProcess) async throws -> Void) async throws {
        let cluster = try ThrowawayCluster()
        // As an administrator prepares it: the schemas first, then a password for each role; here they need none.
        let host = try Host(
            Station.services, configuration: HostConfiguration(databaseURL: cluster.url), logger: TestDatabase.logger)
        try await host.install()
        let owner = Pool(
            try ConnectionConfiguration(url: cluster.url, applicationName: "tests"), logger: TestDatabase.logger)
        for role in Self.roles { try await owner.execute("ALTER ROLE \(identifier: role) LOGIN") }
        await owner.shutdown()
        try await body(cluster, try PoolerProcess(for: cluster, users: Self.roles + ["postgres"]))
        try cluster.stop()
    }

    /// Writes, reads, publishes, projects.
    private func work(_ station: Station, _ cluster: ThrowawayCluster) async throws {
        let made = try await withThrowingTaskGroup(of: Station.Answer.self) { group in
            for number in 0..<30 {
                group.addTask {
                    let name = Station.institution("第 \(number) 所大学")
                    return try await number.isMultiple(of: 2)
                        ? station.send(.POST, Station.institutions, name)
                        : station.send(.POST, Station.institutions, name, ["idempotency-key": "key-\(number)"])
                }
            }
            return try await group.reduce(into: [Station.Answer]()) { $0.append($1) }
        }
        #expect(made.allSatisfy { $0.status == 201 }, "\(made.first { $0.status != 201 }?.text ?? "")")
        let rows = JSON.array((0..<600).map { Station.institution("导入 \($0)") })
        let imported = try await station.send(.POST, "\(Station.institutions)/import", rows)
        #expect(imported.json["created"] == 600, "\(imported.text.prefix(400))")
        let changed = try await station.send(
            .PATCH, "\(Station.institutions)/\(made[0].id)", ["website": "https://example.edu/"],
            ["if-match": made[0].etag, "content-type": "application/merge-patch+json"])
        #expect(changed.status == 200, "\(changed.text)")
        #expect(try await station.send(.GET, "/partners/institutions", as: .browser).status == 200)
        try await eventually("the log has everything") {
            try await station.send(.GET, "/events/v1/log?after=0&limit=1").json["head"] == 631
        }
        try await eventually("mobility has heard of everything") {
            try await Station.number("SELECT count(*) FROM mobility.heard_institutions", cluster.url) == 630
        }
        #expect(try await Station.traces(cluster.url) == [630, 630, 630])
    }
}

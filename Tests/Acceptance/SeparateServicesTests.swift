import Database
import Foundation
import Model
import ServiceKit
import TestSupport
import Testing

/// Each service in a process of its own, over one database, each under its own role.
@Suite("Services apart", .serialized)
struct SeparateServicesTests {
    /// A service's process.
    struct Part {
        let program: RunningProgram
        let port: Int
    }

    @Test("killing one service leaves the others working, and when it is back it has heard everything")
    func aServiceDies() async throws {
        try await TestDatabase.with { database in
            let token = "yz_00000000_acceptance"
            var partners = try await Self.start("partners", database)
            let events = try await Self.start("events", database)
            var mobility = try await Self.start("mobility", database)
            try await Self.grant(token, database)
            let office = OfficeClient(url: "http://127.0.0.1:\(partners.port)", token: token)
            let integrator = OfficeClient(url: "http://127.0.0.1:\(events.port)", token: token)
            let agreements = Agreements(office: office)

            let before = try await agreements.institution(["zh": "京都大学", "en": "Kyoto University"], country: "JP")
            try await eventually("mobility hears of the first institution") { try await Self.heard(database) == 1 }

            mobility.program.signal(SIGKILL)
            _ = await mobility.program.outcome()
            let meanwhile = try await agreements.institution(
                ["zh": "尼什大学", "en": "University of Niš"], country: "RS")
            let signed = try await agreements.sign(with: meanwhile, title: ["zh": "备忘录", "en": "Memorandum"])
            #expect(signed.status == 200, "\(signed.json)")
            try await agreements.enterIntoForce(signed.id)
            let log = try await integrator.get("/events/v1/log?after=0&wait=5")
            #expect((log.json["events"]?.arrayValue ?? []).count >= 3, "integrators go on reading")
            #expect(try await Self.heard(database) == 1, "nobody listens for mobility")

            mobility = try await Self.start("mobility", database)
            try await eventually("mobility catches up") { try await Self.heard(database) == 2 }
            try await eventually("copies equal a fresh recount") { try await Self.copiesAreEqual(database) }

            // The other way round: mobility works on while partners is away.
            partners.program.signal(SIGKILL)
            _ = await partners.program.outcome()
            let nominations = Agreements(office: OfficeClient(url: "http://127.0.0.1:\(mobility.port)", token: token))
            try await eventually("mobility nominates by its own copy") {
                let answer = try await nominations.nominate(signed.id, at: meanwhile, name: "李雷")
                try answer.requireUnderstood()
                return answer.status == 201
            }
            partners = try await Self.start("partners", database)
            #expect(try await office.with(port: partners.port).get("/partners/v1/institutions/\(before)").status == 200)

            for part in [partners, events, mobility] {
                part.program.signal(SIGTERM)
                #expect(await part.program.outcome().status == 0, "SIGTERM ends a service cleanly")
            }
        }
    }

    @Test("five processes that start at once on an empty database all come up")
    func everybodyStartsAtOnce() async throws {
        try await TestDatabase.with { database in
            let parts = try await withThrowingTaskGroup(of: Part.self) { group in
                for name in ["partners", "mobility", "experts", "events", "partners"] {
                    group.addTask { try await Self.start(name, database) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(parts.count == 5)
            for part in parts {
                part.program.signal(SIGTERM)
                #expect(await part.program.outcome().status == 0)
            }
        }
    }

    static func start(_ name: String, _ database: TestDatabase) async throws -> Part {
        // Port 0: the system gives one that is free, and the service says which.
        let program = try Program(
            name: name, environment: ["YIZHAN_DATABASE_URL": database.url, "YIZHAN_HTTP_PORT": "0"]
        ).start()
        try await eventually("\(name) is ready", within: .seconds(60)) {
            if !program.isRunning { throw Stopped(errors: program.complaints) }
            return Self.port(in: program.complaints) != nil
        }
        return Part(program: program, port: try #require(Self.port(in: program.complaints)))
    }

    private static func port(in log: String) -> Int? {
        let line = log.split(separator: "\n").first { $0.hasSuffix("Ready") }
        return line?.split(separator: " ").first { $0.hasPrefix("port=") }.flatMap { Int($0.dropFirst(5)) }
    }

    private static func grant(_ token: String, _ database: TestDatabase) async throws {
        let pool = try database.pool()
        _ = try await pool.execute(
            """
            WITH t AS (INSERT INTO identity.tokens (name, prefix, digest, created_by, expires_at) \
            VALUES ('acceptance', '00000000', \(Secret.digest(of: token)), 'tests', now() + interval '1 hour') \
            RETURNING id) INSERT INTO identity.grants (token, role, unit) SELECT id, 'admin', 'university' FROM t
            """)
        await pool.shutdown()
    }

    private static func heard(_ database: TestDatabase) async throws -> Int {
        try await Self.number("SELECT count(*) FROM mobility.heard_institutions", database)
    }

    private static func copiesAreEqual(_ database: TestDatabase) async throws -> Bool {
        try await Self.number(
            """
            SELECT (SELECT count(*) FROM partners.institutions p FULL JOIN mobility.heard_institutions h USING (id) \
            WHERE p.version IS DISTINCT FROM h.version OR p.state IS DISTINCT FROM h.state) \
            + (SELECT count(*) FROM partners.agreements p FULL JOIN mobility.heard_agreements h USING (id) \
            WHERE p.version IS DISTINCT FROM h.version OR p.state IS DISTINCT FROM h.state)
            """, database) == 0
    }

    private static func number(_ sql: SQL, _ database: TestDatabase) async throws -> Int {
        let pool = try database.pool()
        let rows = try await pool.query(sql)
        await pool.shutdown()
        return try rows.first?.decode(0, as: Int.self) ?? -1
    }
}

extension OfficeClient {
    fileprivate func with(port: Int) -> OfficeClient {
        OfficeClient(url: "http://127.0.0.1:\(port)", token: self.token)
    }
}

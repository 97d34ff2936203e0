import Database
import EventBus
import FoundationEssentials
import LibPQ
import TestSupport
import Testing

/// How the server goes about what is asked most often, whatever it believes about its tables.
///
/// A hundred thousand events as a rule; `YIZHAN_LONG` makes them ten million.
@Suite("The plans of the log", .serialized)
struct PlanTests {
    private static let backlog = ProcessInfo.processInfo.environment["YIZHAN_LONG"] == nil ? 100_000 : 10_000_000

    /// What was asked, how the server went about it, and how many rows it looked at.
    private struct Walk: Hashable {
        var steps: Set<String> = []
        var rows = 0
    }

    @Test("Are the same for a small log and a large one, with statistics, without, and with wrong ones")
    func steady() async throws {
        let cluster = try ThrowawayCluster(settings: [
            "shared_preload_libraries": "auto_explain", "autovacuum": "off", "log_line_prefix": "§",
        ])
        let log = "\(cluster.folder)/log"
        try await Crew.with(cluster) { crew in
            try await crew.bus.subscribe("副本", SubscriptionOptions(slots: 4))
            try await Self.grow(crew, by: 600)
            let epoch = try await self.take(crew)
            var walks: [(stage: String, [String: Walk])] = []
            func look(_ stage: String) async throws {
                walks.append((stage, try await self.walks(crew, log, epoch)))
            }
            try await look("few events, no statistics")
            try await self.run(crew, "ANALYZE bus.events, bus.ticks, bus.slots, bus.failures")
            try await look("few events")
            try await Self.grow(crew, by: Self.backlog)
            try await look("many events, statistics of few")
            try await self.run(crew, "ANALYZE bus.events, bus.ticks, bus.slots, bus.failures")
            try await look("many events")
            try await self.run(
                crew, "UPDATE pg_class SET reltuples = 1, relpages = 1 WHERE relnamespace = 'bus'::regnamespace")
            try await self.run(crew, "DELETE FROM pg_statistic WHERE starelid::regclass::text LIKE 'bus.%'")
            try await look("many events that the server takes for none")
            let first = walks[0].1
            #expect(first.count == 6, "\(first.keys)")
            for (stage, walk) in walks {
                for (question, found) in walk {
                    let before = first[question]?.steps ?? []
                    #expect(found.steps == before, "\(question), \(stage): \(found.steps.symmetricDifference(before))")
                    #expect(!found.steps.isEmpty, "\(question), \(stage)")
                    for step in found.steps where step.contains("Seq Scan") {
                        Issue.record("\(question), \(stage): \(step)")
                    }
                    // A filter looks over ten thousand events at the most, everything else over about what it returns.
                    let limit = question.contains("filter") || question.contains("slot") ? 26_000 : 6_000
                    #expect(found.rows <= limit, "\(question), \(stage): \(found.rows) rows")
                }
            }
        }
    }

    /// Adds events, by many small transactions and some large ones.
    private static func grow(_ crew: Crew, by count: Int) async throws {
        let event =
            "INSERT INTO bus.events (source, type, subject, partitionkey) SELECT '/partners', 'partners.visit.held', '访问/' || n, 'k' || n % 97 FROM generate_series(1, $1) AS n"
        try await crew.pool.withConnection { connection in
            // Ten million take longer than a service would wait for a statement.
            try await connection.script("SET statement_timeout = 0")
            try await connection.script(
                """
                DO $do$ BEGIN
                    FOR round IN 1 .. \(count / 20) LOOP
                        \(event.replacing("$1", with: "10"));
                        COMMIT;
                        IF round % 50 = 0 THEN PERFORM bus.tick(); COMMIT; END IF;
                    END LOOP;
                END $do$;
                """)
            for _ in 0..<2 { try await connection.script(event.replacing("$1", with: "\(count / 4)")) }
            try await connection.script("SELECT bus.tick()")
            try await connection.script("RESET statement_timeout")
        }
    }

    /// Takes the first slot, as a worker would.
    private func take(_ crew: Crew) async throws -> Int {
        _ = try await crew.number("SELECT count(*) FROM bus.beat('副本', gen_random_uuid(), 'w', '1 day')")
        return try await crew.number("SELECT epoch FROM bus.slots WHERE slot = 1")
    }

    private func run(_ crew: Crew, _ statement: SQL) async throws {
        _ = try await crew.pool.execute(statement)
    }

    /// Asks everything on a new connection, which has planned nothing yet, and reads in the server's log how it was done.
    private func walks(_ crew: Crew, _ log: String, _ epoch: Int) async throws -> [String: Walk] {
        let pool = try crew.database.pool(PoolOptions(maximum: 1))
        var walks: [String: Walk] = [:]
        let middle = try await crew.number("SELECT bus.head() / 2")
        let questions: [(String, String)] = [
            ("read", "SELECT * FROM bus.read(\(middle), 100)"),
            ("read with a filter", "SELECT * FROM bus.read(\(middle), 100, '{partners.*}')"),
            ("fetch for a slot", "SELECT * FROM bus.fetch('副本', 1, \(epoch), 100)"),
            ("pulse", "SELECT * FROM bus.pulse()"),
            ("find a moment", "SELECT bus.position_at(now() - interval '1 minute')"),
            ("tick", "SELECT bus.tick()"),
        ]
        for (name, question) in questions {
            // Something to find for the tick, and to wait for the pulse.
            _ = try await crew.pool.execute("SELECT count(*) FROM (SELECT bus.head()) AS h")
            try await crew.pool.withConnection { connection in
                try await connection.script(
                    "INSERT INTO bus.events (source, type, partitionkey) VALUES ('/partners', 'partners.visit.held', 'k')"
                )
            }
            let start = try Self.contents(log).count
            try await pool.withConnection { connection in
                try await connection.script(
                    """
                    SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
                    SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off;
                    """)
                try await connection.script(question)
                try await connection.script("SET auto_explain.log_min_duration = -1")
            }
            let text = String(decoding: try Self.contents(log).dropFirst(start), as: UTF8.self)
            walks[name] = Self.walk(text)
        }
        await pool.shutdown()
        return walks
    }

    private static func contents(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path))
    }

    /// The steps that were taken and touch a table of the bus, and the rows these looked at.
    private static func walk(_ text: String) -> Walk {
        var walk = Walk()
        var loops = 0
        for line in text.split(separator: "\n") {
            if let scan = line.firstRange(of: " Scan"), let bracket = line.firstRange(of: "(cost=") {
                loops = Self.number(line, "loops=") ?? 0
                let name = line[..<bracket.lowerBound].drop { !$0.isLetter }
                guard loops > 0, scan.lowerBound < bracket.lowerBound, name.contains(" on ") else { continue }
                guard ["events", "ticks", "slots"].contains(where: { name.contains($0) }) else { continue }
                walk.rows += (Self.number(line, "actual rows=") ?? 0) * loops
                // Looked at for what came before the log's first partition, and so at its beginning only.
                if !name.contains("events_default") { walk.steps.insert(Self.general(name)) }
            } else if line.contains("Rows Removed by") {
                walk.rows += (Self.number(line, ": ") ?? 0) * loops
            }
        }
        return walk
    }

    /// Without the numbers that tell one partition, or one mention of it, from another.
    private static func general(_ name: Substring) -> String {
        name.split(separator: " ").map { word in
            String(word.drop { !$0.isLetter }.prefix { !$0.isNumber })
        }.joined(separator: " ")
    }

    private static func number(_ line: Substring, _ label: String) -> Int? {
        guard let range = line.firstRange(of: label) else { return nil }
        return Int(line[range.upperBound...].prefix { $0.isNumber })
    }
}

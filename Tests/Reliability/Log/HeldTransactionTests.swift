import Database
import EventBus
import FoundationEssentials
import LibPQ
import TestSupport
import Testing

/// Transactions that stay open, each of a kind that stalls a bus which reads up to the oldest one.
@Suite("A transaction that is held open", .serialized, .timeLimit(.minutes(2)))
struct HeldTransactionTests {
    private static func draft(_ number: Int, key: String) -> EventDraft {
        EventDraft(source: "/partners", type: "partners.visit.held", subject: "访问/\(number)", partitionKey: key)
    }

    @Test(
        "delays nobody else's events: one that has published, one in another database, one that was prepared and left"
    )
    func stragglers() async throws {
        let cluster = try ThrowawayCluster(settings: ["max_prepared_transactions": "10"])
        try await Crew.with(cluster) { crew in
            let (open, prepared) = (Self.draft(1, key: "开"), Self.draft(1, key: "备"))
            try await crew.pool.execute("CREATE DATABASE elsewhere")
            let elsewhere = Pool(
                try ConnectionConfiguration(
                    url: "postgresql://postgres@127.0.0.1:\(cluster.port)/elsewhere", applicationName: "elsewhere"),
                logger: TestDatabase.logger)
            try await crew.pool.withConnection { connection in
                try await connection.script("BEGIN")
                try await connection.execute(EventBus.insert(prepared))
                try await connection.script("PREPARE TRANSACTION 'forgotten'")
            }
            try await crew.pool.withConnection { holder in
                try await holder.script("BEGIN")
                try await holder.execute(EventBus.insert(open))
                try await elsewhere.withConnection { other in
                    try await other.script("BEGIN; CREATE TABLE t (n int)")
                    try crew.consume("副本")
                    try await crew.publish(200)
                    try await crew.drain("副本")
                    #expect(try await crew.effects(of: "副本") == 200)
                    try await other.script("ROLLBACK")
                }
                // Whoever watches is told how old the oldest is; its process is for pg_stat_activity to name.
                let pulse = try await crew.bus.pulse()
                #expect(pulse.waiting == 0 && pulse.oldestTransaction > .zero)
                try await holder.script("COMMIT")
            }
            try await crew.pool.withConnection { try await $0.script("COMMIT PREPARED 'forgotten'") }
            for draft in [open, prepared] { crew.note(draft, 1, .committed) }
            try await crew.drain("副本")
            let history = try await crew.history(of: "副本")
            #expect(history.faults() == [])
            #expect(history.length == 202)
            await elsewhere.shutdown()
        }
    }

    @Test("and only reads keeps the server from clearing away nothing of the log, for nothing of it ever dies")
    func reader() async throws {
        let cluster = try ThrowawayCluster(settings: ["autovacuum_naptime": "1s"])
        try await Crew.with(cluster) { crew in
            try crew.consume("副本", ["batch": "5"])
            try await crew.publish(100)
            try await crew.drain("副本")
            try await crew.pool.withConnection { reader in
                try await reader.script(
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT count(*) FROM bus.events")
                let before = try await self.pagesOfOneFetch(crew)
                for _ in 0..<40 {
                    try await crew.publish(25)
                    try await crew.drain("副本")
                }
                // What changes, the place of a slot, leaves versions behind; a fetch must not wade through all of them.
                let after = try await self.pagesOfOneFetch(crew)
                #expect(after <= before * 3 + 30, "a fetch looked at \(before) pages, then at \(after)")
                try await reader.script("COMMIT")
            }
            #expect(
                try await crew.number(
                    "SELECT sum(pg_stat_get_dead_tuples(oid))::bigint FROM pg_class WHERE relkind = 'r' AND relname ~ '^(events_|ticks)'"
                ) == 0)
            let history = try await crew.history(of: "副本")
            #expect(history.faults() == [])
        }
    }

    /// How many pages the server looks at to find that a slot has nothing to do.
    private func pagesOfOneFetch(_ crew: Crew) async throws -> Int {
        let epoch = try await crew.number("SELECT epoch FROM bus.slots WHERE subscription = '副本'")
        let plan = try await crew.pool.query(
            "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) SELECT * FROM bus.fetch('副本', 1, \(raw: "\(epoch)"), 5)")
        let line = plan.compactMap { $0.string(0) }.first { $0.contains("Buffers: shared hit=") } ?? ""
        let digits = line.split(separator: "hit=").last?.prefix { $0.isNumber } ?? ""
        return Int(digits) ?? -1
    }
}

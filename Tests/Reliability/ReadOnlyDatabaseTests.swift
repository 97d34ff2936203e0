import Database
import LibPQ
import TestSupport
import Testing

/// A database that takes nothing for a while, as during an administrator's work.
@Suite("A database that has become read-only", .serialized, .timeLimit(.minutes(2)))
struct ReadOnlyDatabaseTests {
    @Test("refuses publishers, is nobody's fault, and afterwards everything goes on by itself")
    func readOnly() async throws {
        let cluster = try ThrowawayCluster()
        try await Crew.with(cluster) { crew in
            let producer = try crew.produce()
            let consumer = try crew.consume("副本", ["attempts": "2"])
            for round in 1...2 {
                let before = try await crew.effects(of: "副本")
                try await eventually("round \(round) is under way", within: .seconds(60)) {
                    try await crew.effects(of: "副本") > before + 30
                }
                try await self.set(crew, readOnly: true)
                let error = await #expect(throws: DatabaseError.self) { try await crew.publish(1) }
                #expect(error?.sqlState == .readOnlyTransaction)
                // Both have run against it.
                let refused = producer.text.split(separator: "\n").count
                try await eventually("the producer tries in vain", within: .seconds(60)) {
                    producer.text.split(separator: "\n").count > refused + 5
                }
                try await self.set(crew, readOnly: false)
            }
            producer.signal(9)
            _ = await producer.outcome()
            try await crew.drain("副本")
            #expect(consumer.isRunning)
            // Two attempts are few, and no event was charged with one.
            #expect(try await crew.number("SELECT count(*) FROM bus.failures") == 0)
            #expect(try await crew.history(of: "副本").faults() == [])
        }
    }

    private func set(_ crew: Crew, readOnly: Bool) async throws {
        try await crew.pool.withConnection { connection in
            try await connection.script("ALTER SYSTEM SET default_transaction_read_only = \(readOnly ? "on" : "off")")
            try await connection.script("SELECT pg_reload_conf()")
        }
        try await eventually("the server has heard it") {
            try await crew.number(
                "SELECT 1 WHERE current_setting('default_transaction_read_only') = \(readOnly ? "on" : "off")")
                == 1
        }
    }
}

import Database
import EventBus
import Foundation
import ServiceLifecycle
import Synchronization

extension BusBenchmark {
    /// Reads the log back into a handler that does nothing, and page by page; against pgbench fetching the same pages.
    static func readBack(_ setting: Setting, events: Int = 600_000) async throws {
        let address = try await self.freshDatabase(setting, "bench_bus")
        try await self.withBus(address) { bus, pool in
            let head = try await self.fill(pool, bus, events: events)
            let page = 5000
            let ceiling = try self.pgbench(
                setting, address,
                script: "\\set after random(0, \(head / page - 1)) * \(page)\nSELECT * FROM bus.read(:after, \(page));",
                clients: 1)
            let clock = ContinuousClock()
            var position = 0
            let reading = try await clock.measure {
                while position < head {
                    position = try await bus.read(after: position, limit: page).next
                }
            }
            self.report(
                "read back, by pages of \(page)", Double(head) / (reading / .seconds(1)), unit: "events/s",
                ceiling: ceiling * Double(page), of: "pgbench, same pages")
            let handling = try await clock.measure { try await self.consume(bus, head: head, batch: page) }
            self.report(
                "read back, subscription", Double(head) / (handling / .seconds(1)), unit: "events/s",
                ceiling: ceiling * Double(page), of: "pgbench, same pages")
            let single = try self.pgbench(
                setting, address,
                script: "\\set after random(0, \(head - 1))\nSELECT * FROM bus.read(:after, 1);", clients: 1)
            let reads = 5000
            let small = try await clock.measure {
                try await pool.withConnection { connection in
                    for _ in 0..<reads {
                        _ = try await EventBus.read(on: connection, after: .random(in: 0..<head), limit: 1)
                    }
                }
            }
            self.report(
                "read one event", Double(reads) / (small / .seconds(1)), unit: "reads/s", ceiling: single, of: "pgbench"
            )
        }
    }

    /// Fills the log with many ticks of some hundred events, from transactions of a hundred; returns the head.
    static func fill(_ pool: Pool, _ bus: EventBus, events: Int) async throws -> Int {
        let insert: SQL = """
            INSERT INTO bus.events (\(raw: EventBus.insertColumns))
            SELECT \(raw: self.values) FROM generate_series(1, 100)
            """
        for _ in 0..<events / 300 {
            for _ in 0..<3 {
                _ = try await pool.execute(insert)
            }
            _ = try await pool.execute("SELECT bus.tick()")
        }
        return try await bus.head()
    }

    private static func consume(_ bus: EventBus, head: Int, batch: Int) async throws {
        let (done, finish) = AsyncStream<Void>.makeStream()
        let subscription = bus.subscription(
            "bench", options: SubscriptionOptions(batchSize: batch)
        ) { batch, _ in
            if batch.next >= head { finish.yield() }
        }
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await subscription.run() }
            for await _ in done { break }
            group.cancelAll()
        }
    }
}

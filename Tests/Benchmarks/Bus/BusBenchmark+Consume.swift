import Database
import EventBus
import Foundation
import ServiceLifecycle
import Synchronization

extension BusBenchmark {
    /// A backlog, each event once into a table, in the transaction that stores the position; against pgbench reading the
    /// same pages into the same table.
    static func effects(_ setting: Setting, events: Int = 300_000) async throws {
        let address = try await self.freshDatabase(setting, "bench_bus")
        try await self.withBus(address) { bus, pool in
            let head = try await self.fill(pool, bus, events: events)
            let page = 2000
            try await pool.execute("CREATE TABLE effects (position bigint NOT NULL, id uuid NOT NULL)")
            let ceiling = try self.pgbench(
                setting, address,
                script: """
                    \\set after random(0, \(head / page - 1)) * \(page)
                    INSERT INTO effects SELECT r.position, r.id FROM bus.read(:after, \(page)) AS r WHERE r.id IS NOT NULL;
                    """, clients: 1)
            try await pool.execute("TRUNCATE effects")
            let spent = try await self.drain(bus, pool, ["effects"], to: head, batch: page) { batch, connection in
                let positions = batch.events.map(\.position)
                let ids = batch.events.map(\.id)
                try await connection.execute("INSERT INTO effects SELECT * FROM unnest(\(positions), \(ids))")
            }
            let kept = try await pool.query("SELECT count(*), count(DISTINCT position) FROM effects").first
            guard try kept?.decode(0, as: Int.self) == head, try kept?.decode(1, as: Int.self) == head else {
                print("exactly once into a table: not exactly once")
                return
            }
            self.report(
                "exactly once into a table, batches of \(page)", Double(head) / spent, unit: "events/s",
                ceiling: ceiling * Double(page), of: "pgbench, INSERT from the same pages")
        }
    }

    /// One backlog into 1, 4 and 16 subscriptions whose handlers do nothing; against pgbench reading the same pages with
    /// as many clients.
    static func fanOut(_ setting: Setting, events: Int = 300_000) async throws {
        let address = try await self.freshDatabase(setting, "bench_bus")
        try await self.withBus(address, connections: 20) { bus, pool in
            let head = try await self.fill(pool, bus, events: events)
            let page = 5000
            for width in [1, 4, 16] {
                let ceiling = try self.pgbench(
                    setting, address,
                    script:
                        "\\set after random(0, \(head / page - 1)) * \(page)\nSELECT * FROM bus.read(:after, \(page));",
                    clients: width)
                let names = (0..<width).map { "of\(width)-\($0)" }
                let spent = try await self.drain(bus, pool, names, to: head, batch: page) { _, _ in }
                self.report(
                    "\(width) subscription\(width == 1 ? "" : "s") over one backlog", Double(head * width) / spent,
                    unit: "deliveries/s", ceiling: ceiling * Double(page), of: "pgbench, same pages, as many clients")
            }
        }
    }

    /// Runs subscriptions until each has come to a position; returns the seconds that took.
    private static func drain(
        _ bus: EventBus, _ pool: Pool, _ names: [String], to head: Int, batch: Int,
        _ handler: @escaping Subscription.Handler,
    ) async throws -> Double {
        let (done, finish) = AsyncStream<Void>.makeStream()
        let subscriptions = names.map { name in
            bus.subscription(name, options: SubscriptionOptions(batchSize: batch)) { batch, connection in
                try await handler(batch, connection)
                if batch.next >= head { finish.yield() }
            }
        }
        let clock = ContinuousClock()
        let start = clock.now
        return await withThrowingTaskGroup(of: Void.self) { group in
            for subscription in subscriptions { group.addTask { try await subscription.run() } }
            var left = names.count
            for await _ in done {
                left -= 1
                if left == 0 { break }
            }
            let spent = (clock.now - start) / .seconds(1)
            // The last commits are still under way; a cancelled consumer would give its batch back.
            let administrator = SubscriptionOperator(pool)
            while (try? await administrator.subscriptions().contains { names.contains($0.name) && $0.position < head })
                ?? true
            {
                try? await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
            return spent
        }
    }
}

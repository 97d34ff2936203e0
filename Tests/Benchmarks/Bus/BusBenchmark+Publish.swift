import Database
import EventBus
import Foundation
import LibPQ

extension BusBenchmark {
    /// One event per transaction from sixteen producers, while ticks are made, against pgbench inserting the row.
    static func publishSingle(_ setting: Setting) async throws {
        let address = try await self.freshDatabase(setting, "bench_bus")
        // Turn by turn, the best of each: a disk is not equally fast all the time.
        var best = (ours: 0.0, elsewhere: 0.0, theirs: 0.0)
        for _ in 1...3 {
            let theirs = try self.pgbench(
                setting, address,
                script: self.insertOfVariables,
                clients: 16, variables: self.variables)
            best.theirs = max(best.theirs, theirs)
            best.ours = max(best.ours, try await self.publish(setting, address, producers: 16, batch: 1))
            best.elsewhere = max(
                best.elsewhere, try await self.publish(setting, address, producers: 16, batch: 1, on: nil))
        }
        self.report(
            "publish, one event a transaction", best.ours, unit: "events/s", ceiling: best.theirs, of: "pgbench")
        self.report(
            "the same by tasks that do not run on the event loop", best.elsewhere, unit: "events/s",
            ceiling: best.theirs, of: "pgbench")
    }

    /// Batches of 500 from two producers, against pgbench inserting the same rows with one statement.
    static func publishBatch(_ setting: Setting) async throws {
        let address = try await self.freshDatabase(setting, "bench_bus")
        let rows = Array(repeating: "(\(self.values))", count: 500).joined(separator: ",")
        let ceiling = try self.pgbench(
            setting, address, script: "INSERT INTO bus.events (\(EventBus.insertColumns)) VALUES \(rows);", clients: 2,
            mode: "simple")
        let figure = try await self.publish(setting, address, producers: 2, batch: 500)
        self.report(
            "publish, 500 events a transaction", figure, unit: "events/s", ceiling: ceiling * 500,
            of: "pgbench, one INSERT of 500 rows")
    }

    private static func publish(
        _ setting: Setting, _ address: String, producers: Int, batch: Int,
        on executor: (any TaskExecutor)? = EventLoop.executor,
    ) async throws -> Double {
        try await self.withBus(address, connections: producers) { bus, pool in
            // To give positions to what pgbench has left is no part of this.
            try await pool.execute("SELECT bus.tick()")
            let start = ContinuousClock.now
            let events = try await self.produce(
                bus, pool, producers: producers, batch: batch, until: start + .seconds(setting.seconds), on: executor)
            return Double(events) / ((.now - start) / .seconds(1))
        }
    }

    /// Publishes from several producers until a time; returns how many events.
    static func produce(
        _ bus: EventBus, _ pool: Pool, producers: Int, batch: Int, until end: ContinuousClock.Instant,
        on executor: (any TaskExecutor)? = EventLoop.executor,
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<producers {
                group.addTask(executorPreference: executor) {
                    var sent = 0
                    while .now < end {
                        let statement =
                            batch == 1
                            ? EventBus.insert(self.draft(sent)) : EventBus.insert((0..<batch).map(self.draft))
                        _ = try await pool.execute(statement)
                        bus.ring()
                        sent += batch
                    }
                    return sent
                }
            }
            return try await group.reduce(0, +)
        }
    }
}

import Database
import EventBus
import Foundation
import ServiceLifecycle
import Synchronization

extension BusBenchmark {
    /// What stands in the way of producers and consumers that work together.
    private enum Adversity: String, CaseIterable {
        case none = "together"
        case heldTransaction = "together, with a transaction held open"
        case deadDoorbell = "together, with nobody hearing notifications"
    }

    /// Sixteen producers, one event a transaction, and consumers in other processes, at full speed; against pgbench
    /// inserting the same row with nobody consuming.
    ///
    /// Latencies are those of the oldest event of each batch, from the beginning of its transaction to its handler.
    ///
    /// `arguments` start this program again so that it calls ``worker(_:isDeaf:slots:)``.
    static func load(
        _ setting: Setting, workerArguments arguments: (_ address: String, _ isDeaf: Bool, _ slots: Int) -> [String]
    ) async throws {
        let address = try await self.freshDatabase(setting, "bench_bus")
        let ceiling = try self.pgbench(
            setting, address,
            script: self.insertOfVariables, clients: 16, variables: self.variables)
        for (adversity, processes) in [(Adversity.none, 1), (.none, 4), (.heldTransaction, 1), (.deadDoorbell, 1)] {
            let (rate, latency) = try await self.together(
                setting, adversity, processes: processes, batch: 1, producers: 16, arguments)
            self.report(
                "\(adversity.rawValue), \(processes) consuming process\(processes == 1 ? "" : "es")", rate,
                unit: "events/s", ceiling: ceiling, of: "pgbench, nobody consuming")
            print("  latency \(latency)")
        }
        let (rate, latency) = try await self.together(
            setting, .none, processes: 1, batch: 500, producers: 2, arguments)
        self.report("together, 500 events a transaction", rate, unit: "events/s", ceiling: nil, of: "")
        print("  latency \(latency)")
    }

    private static func together(
        _ setting: Setting, _ adversity: Adversity, processes: Int, batch: Int, producers: Int,
        _ arguments: (_ address: String, _ isDeaf: Bool, _ slots: Int) -> [String],
    ) async throws -> (rate: Double, latency: String) {
        let address = try await self.freshDatabase(setting, "bench_bus")
        let workers = try (0..<processes).map { _ in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            // A slot for each process: more would only read the log more often.
            process.arguments = arguments(address, adversity == .deadDoorbell, processes)
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            return (process: process, input: input, output: output)
        }
        let rate = try await self.withBus(address, connections: producers + 2) { bus, pool in
            let administrator = SubscriptionOperator(pool)
            while try await administrator.subscriptions().first?.slots.allSatisfy({ $0.holder != nil }) != true {
                try await Task.sleep(for: .milliseconds(50))
            }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                if adversity == .heldTransaction {
                    group.addTask { try await self.holdTransaction(address) }
                }
                let start = ContinuousClock.now
                let sent = try await self.produce(
                    bus, pool, producers: producers, batch: batch, until: start + .seconds(setting.seconds))
                bus.ring()
                while try await administrator.subscriptions().first?.position != sent {
                    try await Task.sleep(for: .milliseconds(5))
                }
                group.cancelAll()
                return Double(sent) / ((.now - start) / .seconds(1))
            }
        }
        var reports: [String] = []
        for worker in workers {
            try worker.input.fileHandleForWriting.close()
            reports.append(
                String(decoding: worker.output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    .trimmingCharacters(in: .whitespacesAndNewlines))
            worker.process.waitUntilExit()
        }
        return (rate, reports.filter { !$0.isEmpty }.joined(separator: " | "))
    }

    /// Writes something and does not commit, until cancelled.
    private static func holdTransaction(_ address: String) async throws {
        let pool = Pool(try ConnectionConfiguration(url: address, applicationName: "holder"), logger: self.logger)
        try await pool.withConnection { connection in
            try await connection.script("BEGIN")
            try await connection.execute(EventBus.insert(self.draft(0)))
            try? await Task.sleep(for: .seconds(3600))
            await connection.rollBack()
        }
        await pool.shutdown()
    }

    /// A consuming process: handles batches of a subscription until its standard input ends, then prints
    /// how long the oldest event of each batch had waited.
    ///
    /// - Parameters:
    ///   - isDeaf: whether it hears no notifications, as behind a pooler.
    ///   - slots: into how many parts the work is divided.
    static func worker(_ address: String, isDeaf: Bool, slots: Int) async throws {
        let configuration = try ConnectionConfiguration(
            url: address, applicationName: "benchmark", statementTimeout: .seconds(300))
        let pool = Pool(configuration, options: PoolOptions(maximum: 6), logger: self.logger)
        let direct = try ConnectionConfiguration(url: address, applicationName: "benchmark", isPooled: isDeaf)
        let bus = EventBus(pool, direct: direct, logger: self.logger)
        let waits = Mutex<[Double]>([])
        let options = SubscriptionOptions(batchSize: 1000, slots: slots, concurrency: slots)
        let subscription = bus.subscription("bench", options: options) { batch, _ in
            guard let oldest = batch.events.first else { return }
            let wait = -oldest.time.timeIntervalSinceNow * 1000
            waits.withLock { $0.append(wait) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bus.run() }
            group.addTask { try await subscription.run() }
            // A thread of its own: it stands still until the other side closes.
            group.addTask {
                await withCheckedContinuation { done in
                    Thread.detachNewThread {
                        _ = FileHandle.standardInput.readDataToEndOfFile()
                        done.resume()
                    }
                }
                throw CancellationError()
            }
            do {
                while try await group.next() != nil {}
            } catch is CancellationError {
                group.cancelAll()
            }
        }
        let sorted = waits.withLock { $0 }.sorted()
        guard !sorted.isEmpty else { return }
        func quantile(_ share: Double) -> String {
            String(format: "%.1f", sorted[Int(Double(sorted.count - 1) * share)])
        }
        print("p50 \(quantile(0.5)) ms, p99 \(quantile(0.99)) ms, max \(quantile(1)) ms, \(sorted.count) batches")
    }
}

import Database
import EventBus
import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

extension BusBenchmark {
    /// From the return of a commit in this process to the handler in another, at two hundred events a second, arriving
    /// at random.
    ///
    /// `arguments` start this program again so that it calls ``latencyConsumer(_:events:)``.
    static func latency(
        _ setting: Setting, events: Int = 2000,
        consumerArguments arguments: (_ address: String, _ events: Int) -> [String]
    ) async throws {
        let address = try await self.freshDatabase(setting, "bench_bus")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = arguments(address, events)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let committed = try await self.withBus(address) { bus, pool in
            // The consumer is ready when its subscription stands at the head.
            while try await pool.query("SELECT FROM bus.subscriptions").isEmpty {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await Task.sleep(for: .milliseconds(500))
            var committed: [Int] = []
            var due = ContinuousClock.now
            for number in 0..<events {
                due += .microseconds(Int(-log(Double.random(in: 0.0001..<1)) * 5000))
                try await Task.sleep(until: due, clock: .continuous)
                var draft = self.draft(number)
                draft.correlationID = String(number)
                _ = try await pool.execute(EventBus.insert(draft))
                committed.append(self.monotonicMicroseconds())
                bus.ring()
            }
            // Whoever publishes lives on; a process that ended here would take the last ring along.
            try await Task.sleep(for: .milliseconds(500))
            return committed
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let latencies = text.split(separator: "\n").compactMap { line -> Int? in
            let fields = line.split(separator: " ").compactMap { Int($0) }
            return fields.count == 2 ? fields[1] - committed[fields[0]] : nil
        }.sorted()
        guard latencies.count == events else {
            print("latency: \(latencies.count) of \(events) events arrived")
            return
        }
        func quantile(_ share: Double) -> Double { Double(latencies[Int(Double(events - 1) * share)]) / 1000 }
        print(
            "latency, commit to handler in another process, 200/s: p50 \(quantile(0.5)) ms, p90 \(quantile(0.9)) ms,",
            "p99 \(quantile(0.99)) ms, max \(quantile(1)) ms")
    }

    /// The other process: consumes, then prints the number of each event and when it was handled.
    static func latencyConsumer(_ address: String, events: Int) async throws {
        let times = Mutex<[(String, Int)]>([])
        let (done, finish) = AsyncStream<Void>.makeStream()
        try await self.withBus(address) { bus, _ in
            let subscription = bus.subscription("latency", options: SubscriptionOptions(start: .now)) { batch, _ in
                let now = self.monotonicMicroseconds()
                let count = times.withLock { times in
                    times += batch.events.map { ($0.correlationID ?? "", now) }
                    return times.count
                }
                if count >= events { finish.yield() }
            }
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await subscription.run() }
                for await _ in done { break }
                group.cancelAll()
            }
        }
        for (number, time) in times.withLock({ $0 }) {
            print(number, time)
        }
    }

    private static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }
}

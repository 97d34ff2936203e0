import Database
import EventBus
import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

extension BusBenchmark {
    /// How news reaches the other process.
    enum Messenger: String {
        /// Through the bus: log, tick, notification, subscription.
        case bus
        /// As bare as it gets: a NOTIFY in the transaction of the insert, and a connection that listens. It carries no
        /// event and forgets what nobody hears, and it makes publishers queue for one lock.
        case notify
    }

    /// From the return of a commit in this process to the handler in another, at two hundred events a second, arriving
    /// at random.
    ///
    /// `arguments` start this program again so that it calls ``latencyConsumer(_:_:events:)``.
    static func latency(
        _ setting: Setting, events: Int = 2000,
        consumerArguments arguments: (_ messenger: Messenger, _ address: String, _ events: Int) -> [String]
    ) async throws {
        for messenger in [Messenger.notify, .bus] {
            let address = try await self.freshDatabase(setting, "bench_bus")
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            process.arguments = arguments(messenger, address, events)
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let committed = try await self.publishAtRandom(messenger, events, address)
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
            let what =
                messenger == .bus
                ? "latency, commit to handler in another process" : "ceiling: NOTIFY in the transaction, bare"
            print(
                "\(what), 200/s: p50 \(quantile(0.5)) ms, p90 \(quantile(0.9)) ms, p99 \(quantile(0.99)) ms,",
                "max \(quantile(1)) ms")
        }
    }

    private static func publishAtRandom(_ messenger: Messenger, _ events: Int, _ address: String) async throws -> [Int]
    {
        try await self.withBus(address) { bus, pool in
            // The consumer is ready when its subscription stands at the head, or it listens.
            let isReady: SQL =
                switch messenger {
                case .bus: "SELECT FROM bus.subscriptions"
                case .notify:
                    "SELECT FROM pg_stat_activity WHERE query LIKE '%pg_listening_channels%' AND state = 'idle'"
                }
            while try await pool.query(isReady).isEmpty {
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
                let insert = EventBus.insert(draft)
                switch messenger {
                case .bus:
                    _ = try await pool.execute(insert)
                    committed.append(self.monotonicMicroseconds())
                    bus.ring()
                case .notify:
                    let notifying: SQL = "WITH e AS (\(insert)) SELECT pg_notify('bench', \(String(number)))"
                    _ = try await pool.execute(notifying)
                    committed.append(self.monotonicMicroseconds())
                }
            }
            // Whoever publishes lives on; a process that ended here would take the last ring along.
            try await Task.sleep(for: .milliseconds(500))
            return committed
        }
    }

    /// The other process: consumes, then prints the number of each event and when it was handled.
    static func latencyConsumer(_ messenger: Messenger, _ address: String, events: Int) async throws {
        let arrivals = Arrivals(events)
        switch messenger {
        case .bus:
            try await self.withBus(address) { bus, _ in
                let subscription = bus.subscription("latency", options: SubscriptionOptions(start: .now)) { batch, _ in
                    arrivals.add(batch.events.map { $0.correlationID ?? "" }, at: self.monotonicMicroseconds())
                }
                await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await subscription.run() }
                    await arrivals.all()
                    group.cancelAll()
                }
            }
        case .notify:
            let configuration = try ConnectionConfiguration(url: address, applicationName: "benchmark")
            let listener = Listener(configuration, channels: ["bench"], logger: self.logger)
            let heard = listener.subscribe()
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await listener.run() }
                group.addTask {
                    for await case .notification(_, let payload) in heard {
                        arrivals.add([payload], at: self.monotonicMicroseconds())
                    }
                }
                await arrivals.all()
                group.cancelAll()
            }
        }
        arrivals.report()
    }

    /// Which event came when.
    private final class Arrivals: Sendable {
        private let times = Mutex<[(String, Int)]>([])
        private let (done, finish) = AsyncStream<Void>.makeStream()
        private let expected: Int

        init(_ expected: Int) {
            self.expected = expected
        }

        func add(_ names: [String], at time: Int) {
            let count = self.times.withLock { times in
                times += names.map { ($0, time) }
                return times.count
            }
            if count >= self.expected { self.finish.yield() }
        }

        func all() async {
            for await _ in self.done { break }
        }

        func report() {
            for (number, time) in self.times.withLock({ $0 }) { print(number, time) }
        }
    }

    private static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }
}

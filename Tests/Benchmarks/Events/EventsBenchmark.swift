import Database
import EventBus
import Foundation
import Hummingbird
import Synchronization

/// The service `events` under load: readers of the stream, and receivers of webhooks.
struct EventsBenchmark {
    private let setting: BusBenchmark.Setting

    init(_ setting: BusBenchmark.Setting) {
        self.setting = setting
    }

    // MARK: Streams

    /// A thousand readers of the stream, a hundred events a second.
    func streams(readers: Int = 1000, perSecond: Int = 100) async throws {
        let service = try await ServiceUnderTest("events", self.setting)
        defer { service.stop() }
        let pool = try service.pool()
        let idle = service.residentMegabytes
        let crowd = try StreamCrowd(readers, port: service.port, token: ServiceUnderTest.token)
        // Who has the greeting has its place in the log.
        guard crowd.read(until: "retry: 1000") == readers else { return print("streams: not all were let in") }
        let (start, ticks) = (ContinuousClock.now, service.ticks)
        let count = perSecond * self.setting.seconds
        let publishing = Task.detached {
            for number in 0..<count {
                try await Task.sleep(until: start + .seconds(Double(number) / Double(perSecond)), clock: .continuous)
                _ = try await pool.execute(EventBus.insert(BusBenchmark.draft(number)))
                _ = try await pool.execute("SELECT bus.tick()")
            }
        }
        let head = try await pool.query("SELECT bus.head()").first?.decode(0, as: Int.self) ?? 0
        let reached = crowd.read(until: "id: \(head + count)@")
        let spent = (ContinuousClock.now - start) / .seconds(1)
        try await publishing.value
        let cores = Double(service.ticks - ticks) / 100 / spent
        await pool.shutdown()
        print(
            """
            streams, \(readers) readers, \(perSecond) events/s: \(reached) have all, \
            \(Int(Double(reached * count) / spent)) deliveries/s, \(String(format: "%.2f", spent - Double(count) / Double(perSecond))) s \
            behind at the end, \(String(format: "%.2f", cores)) cores, \(Int(service.residentMegabytes)) MB \
            (\(Int(idle)) MB before)
            """)
    }

    // MARK: Webhooks

    /// Events to one receiver on this machine, by four webhooks: one alone is held to a thousand a second.
    func webhooks(events: Int = 1000, webhooks: Int = 4) async throws {
        let service = try await ServiceUnderTest(
            "events", self.setting,
            environment: [
                "YIZHAN_WEBHOOK_NETWORKS": "127.0.0.0/8",
                "YIZHAN_SECRET_KEY": Data((0..<32).map { UInt8($0) }).base64EncodedString(),
            ])
        defer { service.stop() }
        let received = Atomic(0)
        let (done, finish) = AsyncStream<Void>.makeStream()
        let router = Router()
        router.post("/hook") { request, _ in
            for try await _ in request.body {}
            if received.wrappingAdd(1, ordering: .relaxed).newValue == events * webhooks { finish.yield() }
            return HTTPResponse.Status.noContent
        }
        router.post("/bare") { request, _ in
            for try await _ in request.body {}
            return HTTPResponse.Status.noContent
        }
        let (ready, announce) = AsyncStream.makeStream(of: Int.self)
        let receiver = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) },
            logger: BusBenchmark.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await receiver.run() }
            defer { group.cancelAll() }
            guard let port = await ready.first(where: { _ in true }) else { return }
            try await self.measure(service, port, events, webhooks, done)
        }
    }

    private func measure(
        _ service: ServiceUnderTest, _ port: Int, _ events: Int, _ webhooks: Int, _ done: AsyncStream<Void>,
    ) async throws {
        let receiver = "http://127.0.0.1:\(port)"
        let ceiling = try Wrk.rate(
            "\(receiver)/bare", seconds: self.setting.seconds,
            script: "wrk.method = \"POST\"\nwrk.body = \"{}\"\n")
        for _ in 0..<webhooks {
            let made = try Wrk.output([
                "curl", "-fsS", "-m", "10", "-H", "Authorization: Bearer \(ServiceUnderTest.token)", "-H",
                "Content-Type: application/json", "-d",
                #"{"name":"bench","unit":"university","url":"\#(receiver)/hook","rate":60000,"concurrency":50}"#,
                "http://127.0.0.1:\(service.port)/events/v1/webhooks",
            ])
            guard made.contains("\"id\"") else { return print("webhooks: none was made: \(made)") }
        }
        let pool = try service.pool()
        _ = try await pool.execute(EventBus.insert((0..<events).map(BusBenchmark.draft)))
        let (start, ticks) = (ContinuousClock.now, service.ticks)
        _ = try await pool.execute("SELECT bus.tick()")
        for await _ in done { break }
        let spent = (ContinuousClock.now - start) / .seconds(1)
        await pool.shutdown()
        BusBenchmark.report(
            "\(webhooks) webhooks to one receiver, signed and logged", Double(events * webhooks) / spent,
            unit: "deliveries/s",
            ceiling: ceiling, of: "the same receiver, wrk, unsigned")
        print("  \(String(format: "%.2f", Double(service.ticks - ticks) / 100 / spent)) cores")
    }
}

import Database
import EventBus
import FoundationEssentials
import Glibc
import LibPQ
import Logging
import ServiceLifecycle
import UnixSignals

/// Consumes a subscription and notes what it does in the table `effects`, until SIGTERM.
///
/// With `signal=NUMBER at=POSITION moment=before|middle|after` it sends itself that signal where the event of that position
/// is handled: before its batch has any effect, in the middle of them, or after all of them and before they are committed.
///
/// With `hold=POSITION` the batch with that position, after its effects, waits until the process is asked to end, and with
/// `until=killed` goes on waiting then.
struct Consumer: Sendable {
    private let configuration: ConnectionConfiguration
    private let subscription: String
    private let name: String
    private let options: SubscriptionOptions
    private let hold: Int
    private let isPatient: Bool
    private let fault: Fault?
    private let logger: Logger

    /// What the consumer does to itself, and where.
    private struct Fault: Sendable {
        let signal: Int32
        let position: Int
        let moment: String
    }

    init(_ settings: Settings, _ logger: Logger) throws {
        self.name = settings["name"] ?? "consumer"
        self.configuration = try ConnectionConfiguration(url: settings.text("url"), applicationName: self.name)
        self.subscription = try settings.text("subscription")
        self.hold = settings.number("hold", 0)
        self.isPatient = settings["until"] != "killed"
        self.logger = logger
        let attempts = settings.number("attempts", 100)
        self.options = SubscriptionOptions(
            batchSize: settings.number("batch", 20), slots: settings.number("slots", 1),
            concurrency: settings.number("concurrency", 1),
            retry: RetryPolicy(initial: .milliseconds(5), maximum: .milliseconds(50)),
            // In order whatever happens: what a killed consumer had in hand comes again before what follows it.
            failure: settings["failure"] == "pass"
                ? .passOver(after: attempts) : .blockKey(after: attempts),
            lease: .milliseconds(settings.number("lease", 1000)))
        let signal = settings.number("signal", 0)
        self.fault =
            signal == 0
            ? nil
            : Fault(
                signal: Int32(signal), position: settings.number("at", 1), moment: settings["moment"] ?? "before")
    }

    func run() async throws {
        let pool = Pool(self.configuration, options: PoolOptions(maximum: 4), logger: self.logger)
        let bus = EventBus(pool, direct: self.configuration, logger: self.logger)
        let consumer = bus.subscription(self.subscription, options: self.options, handler: self.handle)
        let services: [any Service] = [pool, bus, consumer]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm],
                logger: self.logger))
        try await group.run()
    }

    @Sendable private func handle(_ batch: EventBatch, _ connection: Connection) async throws {
        Output.say(["batch \(batch.events[0].position)"])
        let isStruck = batch.events.contains { $0.position == self.fault?.position }
        if isStruck { self.strike("before") }
        for (number, event) in batch.events.enumerated() {
            if isStruck, number == batch.events.count / 2 { self.strike("middle") }
            try await connection.execute(
                """
                INSERT INTO effects (subscription, worker, position, id)
                VALUES (\(self.subscription), \(self.name), \(event.position), \(event.id))
                """)
        }
        if isStruck { self.strike("after") }
        guard batch.events.contains(where: { $0.position == self.hold }) else { return }
        try await gracefulShutdown()
        Output.say(["asked to end"])
        if !self.isPatient { try await Task.sleep(for: .seconds(3600)) }
    }

    private func strike(_ moment: String) {
        guard let fault, fault.moment == moment else { return }
        // To this very thread, which then does not get another step further.
        raise(fault.signal)
    }
}

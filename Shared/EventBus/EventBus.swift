public import Database
import LibPQ
public import Logging
public import Metrics
public import ServiceLifecycle
import Synchronization

import class FoundationEssentials.ProcessInfo

/// The event bus as one process sees it: the log, the doorbell, and the one connection that listens.
///
/// Events are rows that were inserted in the transaction of the change they tell of (``insert(_:)-swift.type.method``).
/// A tick gives the rows that have become visible their positions; whoever has committed rings for one. A notification
/// only says that it is worth reading: without any, everything still arrives within the poll interval.
public final class EventBus: Service, Sendable {
    /// The channel that ticks are announced on; the payload is `<tick> <head>`.
    public static let channel = "yizhan"
    /// The channel on which consumers are woken when something other than the log has changed; the payload is the
    /// subscription's name.
    static let workChannel = "yizhan_work"

    /// How the bus is tuned.
    public struct Options: Sendable {
        /// How often the bus looks by itself whether there is something new.
        public var pollInterval: Duration
        /// The mean time between the ticks this process makes under load.
        public var minimumGap: Duration
        /// The most callers that may wait for news at a time.
        public var maximumWaiters: Int

        /// The options; the defaults suit a service.
        public init(
            pollInterval: Duration = .seconds(1),
            minimumGap: Duration = .milliseconds(2),
            maximumWaiters: Int = 10_000,
        ) {
            self.pollInterval = pollInterval
            self.minimumGap = minimumGap
            self.maximumWaiters = maximumWaiters
        }
    }

    let pool: Pool
    let news: News
    let bells = Bells()
    let pages = SharedPages()
    /// How this process is called where operators see who holds what.
    let label: String
    let logger: Logger
    let metrics: any MetricsFactory
    private let options: Options
    private let doorbell: Doorbell
    private let listener: Listener
    private let others: [String: @Sendable (ListenerEvent) -> Void]
    private let rings = Atomic(0)

    /// A bus over a pool of connections.
    ///
    /// - Parameters:
    ///   - pool: where reads and subscriptions borrow their connections.
    ///   - direct: how to reach the server without a transaction pooler in between, for listening and ticking.
    ///   - others: further channels for the one connection that listens, and what to call when one of them rings, and
    ///     when the connection begins to listen or is lost. It must not wait for anything.
    ///   - metrics: where consumers leave their figures.
    public init(
        _ pool: Pool, direct: ConnectionConfiguration, options: Options = Options(),
        others: [String: @Sendable (ListenerEvent) -> Void] = [:],
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger,
    ) {
        let news = News(limit: options.maximumWaiters)
        self.pool = pool
        self.news = news
        self.logger = logger
        self.metrics = metrics
        self.options = options
        self.others = others
        self.label =
            "\(direct.applicationName)@\(ProcessInfo.processInfo.hostName):"
            + "\(ProcessInfo.processInfo.processIdentifier)"
        let listening = ListenerOptions(maximumBackoff: .seconds(2))
        self.listener = Listener(
            direct, channels: [EventBus.channel, EventBus.workChannel] + others.keys.sorted(), options: listening,
            logger: logger)
        let listener = self.listener
        self.doorbell = Doorbell(
            direct.setting("synchronous_commit", to: "off"), minimumGap: options.minimumGap, logger: logger,
            heard: { news.head },
            onTick: { head, heard in
                // Whoever hears of no other ticks knows from its own alone, and a server that was restored may be behind.
                if listener.isListening { news.confirm(head, heard: heard) } else { news.settle(at: head) }
            })
    }

    /// Says that something was committed.
    ///
    /// From anywhere, after the commit; it neither waits nor fails.
    public func ring() {
        self.rings.wrappingAdd(1, ordering: .relaxed)
        self.doorbell.ring()
    }

    /// The last head of the log this process has heard of, without asking the server.
    public var knownHead: Int {
        self.news.head
    }

    /// Whether the bus hears of ticks at once; without, it learns of them by polling.
    public var isListening: Bool {
        self.listener.isListening
    }

    /// Finds out whether ticks could be heard of at once; throws the reason why not.
    public func rehearseListening() async throws {
        try await self.listener.rehearse()
    }

    /// How many callers wait for news.
    public var waiters: Int {
        self.news.waiting
    }

    /// What the bus has done in this process so far.
    public var statistics: Statistics {
        Statistics(
            rings: self.rings.load(ordering: .relaxed), ticks: self.doorbell.statistics,
            listening: self.listener.statistics, head: self.news.head, waiters: self.news.waiting)
    }

    /// Listens, ticks and polls until cancelled or shut down.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Between a commit and its handlers lie these two, which wait for the server and do nothing else.
                let loop = EventLoop.executor
                group.addTask(executorPreference: loop) { try await self.listener.run(hearing: self.hear) }
                group.addTask(executorPreference: loop) { try await self.doorbell.run() }
                group.addTask { await self.poll() }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    /// Passes on what was heard, in the task that has heard it: on the way of an event to its handler every change of
    /// task costs as much as a statement.
    @Sendable private func hear(_ event: ListenerEvent) {
        switch event {
        case .notification(let channel, let payload):
            if channel == EventBus.workChannel {
                self.bells.ring(payload)
            } else if let heard = self.others[channel] {
                heard(event)
            } else if let head = payload.split(separator: " ").last.flatMap({ Int($0) }) {
                self.news.advance(to: head)
            }
        case .resync:
            self.others.values.forEach { $0(event) }
            self.news.startOver()
            self.bells.ringAll()
            self.doorbell.ring()
        case .lost:
            self.others.values.forEach { $0(event) }
            // Who ends does not poll either.
            if !Task.isCancelled { self.logger.notice("The bus polls until it can listen again") }
        }
    }

    private func poll() async {
        while !Task.isCancelled {
            self.doorbell.poll()
            try? await Task.sleep(for: self.options.pollInterval)
        }
    }
}

public import Database
import LibPQ
public import Logging
public import ServiceLifecycle
import Synchronization

/// Makes ticks, a few milliseconds apart at the busiest, for everyone in this process who has committed something.
///
/// The first ring is answered at once; rings that come while one is being answered are answered together, afterwards.
/// A ring is never forgotten: the tick that answers it always begins after it.
public final class Doorbell: Service, Sendable {
    private let pool: Pool
    private let logger: Logger
    private let minimumGap: Duration
    private let burst: Int
    private let tending: Duration
    private let heard: @Sendable () -> Int
    private let onTick: @Sendable (_ head: Int, _ heard: Int) -> Void
    private let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let isPolling = Atomic(false)
    private let made = Mutex(TickStatistics())

    /// A doorbell with its own connection.
    ///
    /// - Parameters:
    ///   - connection: how to connect; a session of its own, because a tick waits for the ticks of other processes.
    ///     It need not wait for the disk: whoever lets a position out of the database does.
    ///   - minimumGap: the mean time between ticks under a steady flow of rings.
    ///   - burst: how many ticks may follow each other at once after a quiet time.
    ///   - tending: how often, while events come, the log is given room ahead; a partition takes far longer to fill.
    ///   - heard: the head of the log that was last heard of.
    ///   - onTick: called after every tick with the head of the log, and with what had been heard of it before: the tick
    ///     cannot have seen less than what was true then.
    public init(
        _ connection: ConnectionConfiguration,
        minimumGap: Duration = .milliseconds(2),
        burst: Int = 8,
        tending: Duration = .seconds(1),
        logger: Logger,
        heard: @escaping @Sendable () -> Int = { 0 },
        onTick: @escaping @Sendable (_ head: Int, _ heard: Int) -> Void = { _, _ in },
    ) {
        self.pool = Pool(connection, options: PoolOptions(minimum: 0, maximum: 1), logger: logger)
        self.logger = logger
        self.minimumGap = minimumGap
        self.burst = max(burst, 1)
        self.tending = tending
        self.heard = heard
        self.onTick = onTick
        (self.rings, self.bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for a tick.
    ///
    /// Call it after the commit, from anywhere; it neither waits nor fails.
    public func ring() {
        self.bell.yield()
    }

    /// Asks for a tick, and for what nobody rings for: events that have become due.
    func poll() {
        self.isPolling.store(true, ordering: .relaxed)
        self.ring()
    }

    /// The ticks of this process so far.
    public var statistics: TickStatistics { self.made.withLock { $0 } }

    /// Answers rings until cancelled.
    ///
    /// To be run once.
    public func run() async throws {
        var pacer = Pacer(gap: self.minimumGap, burst: self.burst)
        var failures = 0
        var head = 0
        var tended = ContinuousClock.now
        var expired: ContinuousClock.Instant?
        var server: Int32 = 0
        for await _ in self.rings {
            do {
                let last = head
                let isPoll = self.isPolling.exchange(false, ordering: .relaxed)
                let isDue: Bool
                (head, isDue) = try await self.tick(on: &server, askingForDue: isPoll)
                failures = 0
                if head > last, .now - tended >= self.tending {
                    tended = .now
                    try await self.tend()
                }
                if isPoll, expired.map({ .now - $0 >= .seconds(3600) }) ?? true {
                    expired = .now
                    try await self.expire()
                }
                if isDue {
                    try await self.pool.execute("SELECT bus.publish_due()")
                    // Perhaps not all of it.
                    self.poll()
                }
                // When every tick finds plenty, nobody waits for a particular one: rarer ticks leave publishers more.
                try await pacer.pause(weight: head - last > Doorbell.plenty ? 5 : 1)
            } catch {
                if Task.isCancelled { break }
                failures += 1
                self.made.withLock { $0.failed += 1 }
                self.logger.warning("No tick", metadata: ["error": "\(error)", "failures": "\(failures)"])
                try? await Task.sleep(for: RetryPolicy(maximum: .seconds(2)).delay(afterFailures: failures))
                self.ring()
            }
        }
        await self.pool.shutdown()
    }

    private static let plenty = 16

    /// Makes partitions ahead of the head, outside the tick, for which others may be waiting.
    private func tend() async throws {
        try await self.pool.execute("SELECT bus.ensure_partitions()", deadline: .seconds(10))
    }

    /// Lets go what is older than is kept, and says who holds the log back.
    private func expire() async throws {
        for row in try await self.pool.query("SELECT * FROM bus.expire()", deadline: .seconds(60)) {
            let (what, name) = (try row.decode(0, as: String.self), try row.decode(1, as: String.self))
            switch what {
            case "dropped": self.logger.info("The log has let go a partition", metadata: ["partition": "\(name)"])
            case "ended":
                self.logger.warning(
                    "A replay was ended: it held the log back for too long", metadata: ["subscription": "\(name)"])
            case "suspended":
                self.logger.error(
                    "A subscription was suspended: it held the log back for too long",
                    metadata: ["subscription": "\(name)"])
            default: self.logger.warning("A subscription holds the log back", metadata: ["subscription": "\(name)"])
            }
        }
    }

    /// Makes a tick, and says how far the log goes and whether a scheduled event is due: one trip for both.
    private func tick(on server: inout Int32, askingForDue: Bool) async throws -> (head: Int, isDue: Bool) {
        let known = server
        let heard = self.heard()
        let start = ContinuousClock.now
        let (found, isDue, backend) = try await self.pool.withConnection(deadline: .seconds(10)) { connection in
            // Another connection may be another server, with a log that comes from elsewhere.
            if connection.backendPID != known {
                let adopted = try await connection.query("SELECT bus.adopt()", deadline: .seconds(3600)).first
                if let events = try adopted?.decode(0, as: Int?.self) {
                    self.logger.notice("The log of another cluster was adopted", metadata: ["events": "\(events)"])
                }
            }
            let row = try await self.tick(on: connection, askingForDue: askingForDue)
            return (
                try row?.decode(0, as: Int.self) ?? 0, try row?.decode(1, as: Bool.self) ?? false, connection.backendPID
            )
        }
        server = backend
        let spent = start.duration(to: .now)
        self.made.withLock { statistics in
            statistics.made += 1
            statistics.spent += spent
        }
        self.onTick(found, heard)
        return (found, isDue)
    }

    /// Makes a tick that is told of, or when nothing can be told, because a listener that does not listen has let the
    /// server's queue of notifications fill up, one of which others learn when they poll.
    private func tick(on connection: Connection, askingForDue: Bool) async throws -> Row? {
        let due = askingForDue ? "bus.is_due()" : "false"
        do {
            return try await connection.query("SELECT bus.tick(), \(due)", Parameters()).first
        } catch {
            guard let state = error.sqlState?.rawValue, Doorbell.unspoken.contains(state) else { throw error }
            self.logger.warning("A tick is not told of", metadata: ["error": "\(error)"])
            let row = try await connection.query("SELECT bus.tick(tells => false), \(due)", Parameters()).first
            // To ask how full the queue is lets go of what everybody has heard; while nobody can notify, nothing else does.
            _ = try? await connection.query("SELECT pg_notification_queue_usage()", Parameters())
            return row
        }
    }

    /// How the server refuses a notification: its queue is full, or the disk that this is on.
    private static let unspoken: Set<String> = ["54000", "53100"]
}

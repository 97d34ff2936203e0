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
    private let onTick: @Sendable (Int) -> Void
    private let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let made = Mutex(TickStatistics())

    /// A doorbell with its own connection.
    ///
    /// - Parameters:
    ///   - connection: how to connect; a session of its own, because a tick waits for the ticks of other processes.
    ///     It need not wait for the disk: whoever lets a position out of the database does.
    ///   - minimumGap: the mean time between ticks under a steady flow of rings.
    ///   - burst: how many ticks may follow each other at once after a quiet time.
    ///   - tending: how often, while events come, the log is given room ahead; a partition takes far longer to fill.
    ///   - onTick: called with the head of the log after every tick.
    public init(
        _ connection: ConnectionConfiguration,
        minimumGap: Duration = .milliseconds(2),
        burst: Int = 8,
        tending: Duration = .seconds(1),
        logger: Logger,
        onTick: @escaping @Sendable (Int) -> Void = { _ in },
    ) {
        self.pool = Pool(connection, options: PoolOptions(minimum: 0, maximum: 1), logger: logger)
        self.logger = logger
        self.minimumGap = minimumGap
        self.burst = max(burst, 1)
        self.tending = tending
        self.onTick = onTick
        (self.rings, self.bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for a tick.
    ///
    /// Call it after the commit, from anywhere; it neither waits nor fails.
    public func ring() {
        self.bell.yield()
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
        for await _ in self.rings {
            do {
                let last = head
                head = try await self.tick()
                failures = 0
                if head > last, .now - tended >= self.tending {
                    tended = .now
                    try await self.tend()
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

    private func tick() async throws -> Int {
        let start = ContinuousClock.now
        let found = try await self.pool.withConnection(deadline: .seconds(10)) { connection in
            try await connection.query("SELECT bus.tick()", Parameters()).first?.decode(0, as: Int.self)
        }
        let head = found ?? 0
        let spent = start.duration(to: .now)
        self.made.withLock { statistics in
            statistics.made += 1
            statistics.spent += spent
        }
        self.onTick(head)
        return head
    }
}

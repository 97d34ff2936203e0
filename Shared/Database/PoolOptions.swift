/// How many connections a ``Pool`` keeps and for how long.
public struct PoolOptions: Sendable {
    /// Connections held open even when nobody needs them, while ``Pool/run()`` runs.
    public var minimum: Int
    /// Connections at most.
    public var maximum: Int
    /// Tasks that may wait for a connection; further ones are refused at once.
    public var maximumWaiters: Int
    /// How long a task waits for a connection unless it says otherwise.
    public var acquireTimeout: Duration
    /// A connection older than this is replaced when it comes back, less up to a twentieth, so that connections
    /// opened together do not end together.
    public var maximumLifetime: Duration
    /// A connection unused for this long is closed, down to the minimum.
    public var idleTimeout: Duration
    /// How often the pool looks after its connections.
    public var maintenanceInterval: Duration
    /// The pause after the first failure to connect; it grows by a half with each further one.
    public var initialBackoff: Duration
    /// The longest pause between attempts to connect.
    public var maximumBackoff: Duration
    /// After failing for this long, tasks are told at once between the attempts instead of waiting.
    public var breakAfter: Duration

    /// Sensible limits for a service on a machine shared with others.
    public init(
        minimum: Int = 0, maximum: Int = 8, maximumWaiters: Int = 4096, acquireTimeout: Duration = .seconds(10),
        maximumLifetime: Duration = .seconds(3600), idleTimeout: Duration = .seconds(300),
        maintenanceInterval: Duration = .seconds(10), initialBackoff: Duration = .milliseconds(100),
        maximumBackoff: Duration = .seconds(10), breakAfter: Duration = .seconds(10)
    ) {
        self.minimum = minimum
        self.maximum = max(1, maximum)
        self.maximumWaiters = maximumWaiters
        self.acquireTimeout = acquireTimeout
        self.maximumLifetime = maximumLifetime
        self.idleTimeout = idleTimeout
        self.maintenanceInterval = maintenanceInterval
        self.initialBackoff = initialBackoff
        self.maximumBackoff = maximumBackoff
        self.breakAfter = breakAfter
    }

    func backoff(afterFailures failures: Int) -> Duration {
        var pause = self.initialBackoff
        for _ in 1..<max(1, min(failures, 30)) where pause < self.maximumBackoff { pause = pause * 3 / 2 }
        return min(pause, self.maximumBackoff) * Double.random(in: 0.5...1)
    }
}

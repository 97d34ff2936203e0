public import Database

/// The ticks that one process has made.
public struct TickStatistics: Sendable {
    /// How many, those that found nothing new included.
    public var made = 0
    /// How many were tried in vain.
    public var failed = 0
    /// How long those that were made have taken, all together.
    public var spent = Duration.zero
}

extension EventBus {
    /// What the bus has done in one process, without asking the server.
    public struct Statistics: Sendable {
        /// How often somebody has rung after a commit; looking for oneself does not count.
        public var rings: Int
        /// The ticks.
        public var ticks: TickStatistics
        /// How listening has gone.
        public var listening: Listener.Statistics
        /// The last head that was heard of.
        public var head: Int
        /// How many callers wait for news.
        public var waiters: Int
    }
}

/// How a subscription consumes.
public struct SubscriptionOptions: Sendable {
    /// Where a subscription that does not exist yet starts.
    ///
    /// One that exists keeps its place.
    public struct Start: Sendable, Hashable {
        let position: Int?

        /// Everything the log still has.
        public static let beginning = Start(position: 0)
        /// Only what is published from now on.
        public static let now = Start(position: nil)

        /// What comes after a position.
        public static func after(_ position: Int) -> Start {
            Start(position: position)
        }
    }

    /// What happens to a batch whose handler keeps throwing.
    public struct FailurePolicy: Sendable, Hashable {
        private let name: String

        /// The batch is tried for ever, and nothing behind it is handled before it.
        public static let block = FailurePolicy(name: "block")
    }

    /// The most events a handler is given at once.
    public var batchSize: Int
    /// Where a new subscription starts.
    public var start: Start
    /// The wait between attempts.
    public var retry: RetryPolicy
    /// What happens to a batch that keeps failing.
    public var failure: FailurePolicy
    /// How often a consumer looks whether the one that holds the subscription has gone.
    public var standby: Duration
    /// How far behind, in events that do not match, the stored position may fall before it is written.
    public var unmatchedLag: Int
    /// Whether a batch counts as handled only when it is on disk.
    ///
    /// Not needed for exactly-once: what a crash of the server takes back, it takes back together with the position, and
    /// the batch comes again. Turn it on for a handler after whose commit something happens that cannot be repeated.
    public var waitsForDisk: Bool

    /// The options; the defaults suit a projection.
    public init(
        batchSize: Int = 500,
        start: Start = .beginning,
        retry: RetryPolicy = RetryPolicy(),
        failure: FailurePolicy = .block,
        standby: Duration = .seconds(1),
        unmatchedLag: Int = 10_000,
        waitsForDisk: Bool = false,
    ) {
        self.batchSize = batchSize
        self.start = start
        self.retry = retry
        self.failure = failure
        self.standby = standby
        self.unmatchedLag = unmatchedLag
        self.waitsForDisk = waitsForDisk
    }
}

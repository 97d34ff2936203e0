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

    /// What becomes of an event that cannot be handled; all others go on in the meantime.
    public struct FailurePolicy: Sendable, Hashable {
        /// After how many attempts it is a dead letter.
        public let attempts: Int
        /// Whether later events of its key wait until it was handled or discarded.
        public let blocksKey: Bool

        /// Later events of the same key are handled meanwhile.
        public static func passOver(after attempts: Int = 8) -> FailurePolicy {
            FailurePolicy(attempts: attempts, blocksKey: false)
        }

        /// Later events of the same key wait: for projections, where the order of one record's changes is all.
        public static func blockKey(after attempts: Int = 20) -> FailurePolicy {
            FailurePolicy(attempts: attempts, blocksKey: true)
        }
    }

    /// The most events a handler is given at once.
    public var batchSize: Int
    /// About how many bytes of data a handler is given at once at the most; the event that reaches it is the last.
    ///
    /// Nil does not look, which costs less for each event: enough where only types are heard that are always small.
    public var batchBytes: Int?
    /// Where a new subscription starts.
    public var start: Start
    /// Into how many slots the work is divided, from 1 to 256: as many workers can be busy at once.
    ///
    /// Events of one key are always in the same slot.
    public var slots: Int
    /// On how many of the slots it holds one consumer works at the same time, each with a connection of its own.
    public var concurrency: Int
    /// The waits after an outage, and the shortest and the longest between attempts at an event.
    ///
    /// Those the server reckons: twice as long each time, and up to a tenth more or less.
    public var retry: RetryPolicy
    /// What becomes of an event that cannot be handled.
    public var failure: FailurePolicy
    /// How long a handler may take for what it was given, before it is cancelled.
    ///
    /// Looked at as often as the consumer says that it lives, so it may be up to a third of the lease more.
    public var handlerDeadline: Duration
    /// How long a consumer that says nothing is taken for alive; it says so three times as often.
    public var lease: Duration
    /// How far behind, in events that do not match, the stored position may fall before it is written.
    public var unmatchedLag: Int
    /// Whether a batch counts as handled only when it is on disk.
    ///
    /// Not needed for exactly-once: what a crash of the server takes back, it takes back together with the position, and
    /// the batch comes again. Turn it on for a handler after whose commit something happens that cannot be repeated.
    public var waitsForDisk: Bool

    /// The options; the defaults suit most handlers.
    public init(
        batchSize: Int = 500,
        batchBytes: Int? = nil,
        start: Start = .beginning,
        slots: Int = 1,
        concurrency: Int = 1,
        retry: RetryPolicy = RetryPolicy(),
        failure: FailurePolicy = .passOver(),
        handlerDeadline: Duration = .seconds(60),
        lease: Duration = .seconds(6),
        unmatchedLag: Int = 10_000,
        waitsForDisk: Bool = false,
    ) {
        self.batchSize = batchSize
        self.batchBytes = batchBytes
        self.start = start
        self.slots = slots
        self.concurrency = concurrency
        self.retry = retry
        self.failure = failure
        self.handlerDeadline = handlerDeadline
        self.lease = lease
        self.unmatchedLag = unmatchedLag
        self.waitsForDisk = waitsForDisk
    }
}

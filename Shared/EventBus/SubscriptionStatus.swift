public import FoundationEssentials

/// How a subscription stands.
public struct SubscriptionStatus: Sendable, Hashable {
    /// One part of its work.
    public struct Slot: Sendable, Hashable, Codable {
        /// Its number.
        public var slot: Int
        /// Which of how many parts of the keys it has, counted from 0.
        public var part: Int
        /// How many parts there are.
        public var parts: Int
        /// Up to where it is done.
        public var position: Int
        /// Where it ends, if it does: a replay, or a division of the work that was replaced.
        public var upto: Int?
        /// Whether it goes over a stretch of the log once more.
        public var isReplay: Bool
        /// How many holders in a row did not come back from where it stands.
        public var strikes: Int
        /// The event that is being handled alone, if one is.
        public var trying: Int?
        /// Who holds it: application, machine and process, or the receiver's name.
        public var holder: String?
        /// How long the lease lasts, by the server's clock, RFC 3339.
        public var until: String?
    }

    /// The subscription's name.
    public var name: String
    /// The database role it belongs to.
    public var owner: String
    /// What it wants.
    public var filter: EventFilter
    /// After how many attempts an event is a dead letter.
    public var attempts: Int
    /// Whether the events of a key wait behind one that failed.
    public var blocksKey: Bool
    /// Whether an operator has paused it.
    public var isPaused: Bool
    /// Since when it is suspended because it held the log back for too long.
    public var suspendedSince: Date?
    /// When it was made.
    public var createdAt: Date
    /// Up to where all of it is done with the log.
    public var position: Int
    /// The end of the log.
    public var head: Int
    /// Since when the oldest event waits that it has not looked at.
    public var waitingSince: Date?
    /// When it last got on.
    public var movedAt: Date?
    /// How many events of the log it gets through in a second, wanted or not: a mean of the last minute or so, of the part
    /// that is furthest behind.
    public var eventsPerSecond: Double
    /// How many failed events wait for another attempt.
    public var retrying: Int
    /// How many events wait behind a failed one of their key.
    public var waiting: Int
    /// How many dead letters it has.
    public var dead: Int
    /// How many events were acknowledged by receipt since its work was last divided.
    public var acknowledged: Int
    /// How many events were refused by receipt since then.
    public var refused: Int
    /// The parts of its work.
    public var slots: [Slot]

    /// How many events are still to be looked at once more, of all stretches that are replayed.
    public var replaying: Int {
        self.slots.filter(\.isReplay).reduce(0) { $0 + max(($1.upto ?? 0) - $1.position, 0) / $1.parts }
    }

    /// How many events it has not looked at.
    public var lag: Int { self.head - self.position }
}

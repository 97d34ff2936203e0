/// A stretch of the log.
public struct LogPage: Sendable, Hashable {
    /// The events that match, in position order.
    public var events: [Event]
    /// Where to read on: everything up to here was looked at.
    public var next: Int
    /// The end of the log when it was read.
    public var head: Int
    /// The life of the log in which the positions hold; see ``EventBus/read(after:limit:filter:incarnation:)``.
    public var incarnation: String
}

/// How a ``Listener`` looks after its connection.
public struct ListenerOptions: Sendable {
    /// How often the session is asked whether it still listens.
    ///
    /// Together with the time-out this bounds how long a half-open connection goes unnoticed.
    public var heartbeatInterval: Duration
    /// How long it may take to answer.
    public var heartbeatTimeout: Duration
    /// The pause before the first attempt to reconnect; doubled each time, with jitter.
    public var initialBackoff: Duration
    /// The longest pause.
    public var maximumBackoff: Duration
    /// Events kept for a subscriber that does not keep up; when full they are replaced by one ``ListenerEvent/resync``.
    public var capacity: Int
    /// Whether a server in recovery is refused: `NOTIFY` never reaches a standby.
    public var requiresPrimary: Bool

    /// A half-open connection is noticed within nine seconds.
    public init(
        heartbeatInterval: Duration = .seconds(5), heartbeatTimeout: Duration = .seconds(4),
        initialBackoff: Duration = .milliseconds(100), maximumBackoff: Duration = .seconds(10), capacity: Int = 1024,
        requiresPrimary: Bool = true
    ) {
        self.heartbeatInterval = heartbeatInterval
        self.heartbeatTimeout = heartbeatTimeout
        self.initialBackoff = initialBackoff
        self.maximumBackoff = maximumBackoff
        self.capacity = max(2, capacity)
        self.requiresPrimary = requiresPrimary
    }
}

/// What a ``Listener`` reports.
public enum ListenerEvent: Sendable, Hashable {
    /// Listening has begun, or begun again, or the subscriber was too slow: anything may have been missed, so read
    /// the tables.
    ///
    /// Always the first event of a subscription.
    case resync
    /// Somebody rang.
    ///
    /// A hint, never the data.
    case notification(channel: String, payload: String)
    /// The connection is gone; a ``resync`` follows when there is a new one.
    case lost
}

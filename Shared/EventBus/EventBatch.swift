/// What a subscription's handler is given.
public struct EventBatch: Sendable {
    /// The subscription's name.
    public var subscription: String
    /// The events, in position order; never empty.
    public var events: [Event]
    /// The position that is stored when the handler returns.
    public var next: Int
    /// The end of the log when the batch was read.
    public var head: Int
    /// How many times this consumer has tried since it last got on, counting from 1.
    public var attempt: Int
}

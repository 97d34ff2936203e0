public import FoundationEssentials

/// An event that a subscription could not handle in as many attempts as it has.
public struct DeadLetter: Sendable, Hashable {
    /// The subscription.
    public var subscription: String
    /// The event, as it was published; without data if that was erased since.
    public var event: Event
    /// How many attempts were made.
    public var attempts: Int
    /// When the first of them failed.
    public var firstFailedAt: Date?
    /// When the last of them failed.
    public var lastFailedAt: Date?
    /// What the last failed with.
    public var lastError: String
}

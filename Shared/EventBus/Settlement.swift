/// What has become of events that were received, and where their subscription is now.
public struct Settlement: Sendable, Hashable {
    /// How many were acknowledged.
    public var acknowledged: Int
    /// How many were refused, and come again later.
    public var refused: Int
    /// Everything up to here the subscription has looked at.
    public var position: Int
}

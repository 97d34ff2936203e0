import Model

/// What has become of events that were received, and where their subscription is now.
public struct Settlement: Sendable, Hashable {
    /// How many were acknowledged.
    public let acknowledged: Int
    /// How many were refused, and come again later.
    public let refused: Int
    /// Everything up to here the subscription has looked at.
    public let position: Int

    init(_ json: JSON) throws(ClientError) {
        guard let acknowledged = json["acknowledged"]?.integerValue, let refused = json["refused"]?.integerValue,
            let position = json["position"]?.integerValue
        else { throw ClientError(.malformed, "The answer does not say what became of the events: \(json)") }
        self.acknowledged = Int(acknowledged)
        self.refused = Int(refused)
        self.position = Int(position)
    }
}

public import FoundationEssentials

/// Something that was done to the log or to a subscription, for the record.
public struct BusOperation: Sendable, Hashable {
    /// Its number; later ones have greater ones.
    public var id: Int
    /// When it was done.
    public var at: Date
    /// Who did it: an account, or the database role that did it by itself.
    public var actor: String
    /// To which subscription; nil when it was done to the log.
    public var subscription: String?
    /// What was done: `subscribe`, `filter`, `policy`, `divide`, `pause`, `resume`, `seek`, `replay`, `end-replays`, `redrive`,
    /// `discard`, `unsubscribe`, `erase` and the like.
    public var operation: String
    /// Further facts, as a JSON object.
    public var detail: String?
}

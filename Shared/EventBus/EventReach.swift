/// Which events somebody may see at the most, whatever is asked for.
///
/// A filter says what is wanted, this what is granted: an event must fit both.
public struct EventReach: Sendable, Hashable {
    /// Event types, where `*` stands for any characters, as in ``EventFilter/types``.
    ///
    /// Nil lets every type through.
    public var types: [String]?
    /// Owning units, exactly.
    ///
    /// Nil lets every unit through, and events that have none.
    public var units: [String]?

    /// Everything.
    public static let all = EventReach()

    /// A reach of the parts given.
    public init(types: [String]? = nil, units: [String]? = nil) {
        self.types = types
        self.units = units
    }
}

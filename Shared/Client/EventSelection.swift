/// Which events are wanted.
///
/// Parts that are given must all hold; within a part any one is enough.
public struct EventSelection: Sendable, Hashable {
    /// Types, where `*` stands for any characters: `partners.agreement.*`; empty for all.
    public var types: [String]
    /// Sources, exactly; empty for all.
    public var sources: [String]
    /// Subjects, where `*` stands for any characters: `agreements/*`; empty for all.
    public var subjects: [String]
    /// Owning units, exactly; empty for all that may be read.
    public var units: [String]

    /// Everything.
    public static let all = EventSelection()

    /// A selection of the parts given.
    public init(types: [String] = [], sources: [String] = [], subjects: [String] = [], units: [String] = []) {
        self.types = types
        self.sources = sources
        self.subjects = subjects
        self.units = units
    }

    /// As parameters of an address.
    var parameters: [(name: String, value: String)] {
        [("type", self.types), ("source", self.sources), ("subject", self.subjects), ("unit", self.units)].flatMap {
            name, values in
            values.map { (name: name, value: $0) }
        }
    }
}

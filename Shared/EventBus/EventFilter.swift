/// Which events a reader wants.
///
/// Parts that are given must all hold; within a part any one is enough.
public struct EventFilter: Sendable, Hashable {
    /// Event types, where `*` stands for any characters, dots included: `partners.agreement.*`.
    ///
    /// Nil wants every type.
    public var types: [String]?
    /// Sources, exactly.
    ///
    /// Nil wants every source.
    public var sources: [String]?
    /// Owning units, exactly.
    ///
    /// Nil wants every unit, and events that have none.
    public var units: [String]?
    /// Subjects, where `*` stands for any characters: `agreements/*`.
    ///
    /// Nil wants every subject, and events that have none.
    public var subjects: [String]?
    /// What must hold of the event's `data`, all of it.
    ///
    /// Nil, like an empty list, asks nothing.
    public var conditions: [EventCondition]?

    /// Everything.
    public static let all = EventFilter()

    /// A filter of the parts given.
    public init(
        types: [String]? = nil, sources: [String]? = nil, units: [String]? = nil, subjects: [String]? = nil,
        conditions: [EventCondition]? = nil,
    ) {
        self.types = types
        self.sources = sources
        self.units = units
        self.subjects = subjects
        self.conditions = conditions
    }

    /// Whether this filter lets an event through; the same answer as the server's.
    public func matches(_ event: Event) -> Bool {
        if let types, !types.contains(where: { EventFilter.matches(Array($0.utf8)[...], Array(event.type.utf8)[...]) })
        {
            return false
        }
        if let sources, !sources.contains(event.source) {
            return false
        }
        if let units, !(event.unit.map(units.contains) ?? false) {
            return false
        }
        if let subjects {
            guard let subject = event.subject.map({ Array($0.utf8)[...] }),
                subjects.contains(where: { EventFilter.matches(Array($0.utf8)[...], subject) })
            else { return false }
        }
        return EventCondition.all(self.conditions ?? [], holdOf: event.data)
    }

    private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == UInt8(ascii: "*") {
            let rest = pattern.dropFirst()
            return (text.startIndex...text.endIndex).contains { EventFilter.matches(rest, text[$0...]) }
        }
        guard text.first == first else { return false }
        return EventFilter.matches(pattern.dropFirst(), text.dropFirst())
    }
}

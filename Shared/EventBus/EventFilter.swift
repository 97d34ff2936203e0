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
        if let types, !types.contains(where: { EventFilter.matches($0, event.type) }) {
            return false
        }
        if let sources, !sources.contains(event.source) {
            return false
        }
        if let units, !(event.unit.map(units.contains) ?? false) {
            return false
        }
        if let subjects {
            guard let subject = event.subject, subjects.contains(where: { EventFilter.matches($0, subject) }) else {
                return false
            }
        }
        return EventCondition.all(self.conditions ?? [], holdOf: event.data)
    }

    /// Whether a text fits a pattern in which `*` stands for any characters.
    ///
    /// Only the last star is ever given more: whatever fits the stars before it as short as possible leaves it the most.
    /// So a pattern of a hundred stars takes as long as pattern times text, not as their number of ways to share the text.
    private static func matches(_ pattern: String, _ text: String) -> Bool {
        let pattern = Array(pattern.utf8)
        let text = Array(text.utf8)
        var (place, at) = (0, 0)
        var star: (place: Int, at: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == text[at] {
                place += 1
                at += 1
            } else if let last = star {
                star = (last.place, last.at + 1)
                place = last.place + 1
                at = last.at + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

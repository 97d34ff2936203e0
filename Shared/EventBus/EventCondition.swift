/// A condition on one member of an event's `data`.
///
/// Numbers compare as numbers, texts by code points, so that ISO dates compare as dates; values of different kinds are never
/// equal, nor greater or smaller. What is not there, or null, satisfies only `absent` and `notEqual`.
public struct EventCondition: Sendable, Hashable {
    /// How the member is compared.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        /// Equal to one of the elements of an array.
        case oneOf = "in"
        case present
        case absent
    }

    /// The member's name, and those of the objects around it, separated by dots.
    public var path: String
    /// How it is compared.
    public var comparison: Comparison
    /// What it is compared with, as JSON text; nil for `present` and `absent`.
    public var value: String?

    /// A condition; `value` is JSON text, `"\"active\""` or `3`.
    public init(_ path: String, _ comparison: Comparison, _ value: String? = nil) {
        self.path = path
        self.comparison = comparison
        self.value = value
    }
}

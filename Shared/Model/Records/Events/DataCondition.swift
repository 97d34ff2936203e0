/// A condition on one member of an event's data, as a subscription says it: `state = "active"`.
///
/// Numbers compare as numbers, texts by code points, so that ISO dates compare as dates. What is not there, or null,
/// satisfies only `absent` and `!=`.
public struct DataCondition: Sendable, Hashable, CustomStringConvertible {
    /// How the member is compared.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        /// It is the value.
        case equal = "="
        /// It is anything else, or nothing.
        case notEqual = "!="
        /// It is smaller.
        case less = "<"
        /// It is smaller or the value.
        case atMost = "<="
        /// It is greater.
        case greater = ">"
        /// It is greater or the value.
        case atLeast = ">="
        /// It is one of the elements of a list.
        case oneOf = "in"
        /// It is there.
        case present
        /// It is not there.
        case absent

        /// Whether it compares with anything.
        public var takesValue: Bool { self != .present && self != .absent }
    }

    /// The member's name, and those of the objects around it, separated by dots: `record.state`.
    public var path: String
    /// How it is compared.
    public var comparison: Comparison
    /// What it is compared with: a text, a number or a truth value, a list of these for `in`, nil for `present` and `absent`.
    public var value: JSON?

    /// A condition.
    public init(_ path: String, _ comparison: Comparison, _ value: JSON? = nil) {
        self.path = path
        self.comparison = comparison
        self.value = value
    }

    /// As interfaces have it: `{"path": "state", "is": "=", "value": "active"}`.
    public var json: JSON {
        var object = JSONObject()
        object[Self.pathField.name] = .string(self.path)
        object[Self.comparisonField.name] = .string(self.comparison.rawValue)
        object[Self.valueName] = self.value
        return .object(object)
    }

    /// As people write it: `state = "active"`.
    public var description: String {
        "\(self.path) \(self.comparison.rawValue)" + (self.value.map { " \($0)" } ?? "")
    }
}

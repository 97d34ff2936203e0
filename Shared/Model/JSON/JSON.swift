/// A JSON value (RFC 8259) that loses nothing: integers stay integers, other numbers stay the digits that were written.
///
/// Equality is by value. Objects compare without regard to the order of their members; `integer(1)` and `number("1.0")`
/// are different values, because the second was written with a fraction.
public enum JSON: Sendable, Hashable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number, as the literal that was written; never passed through floating point.
    case number(String)
    /// A string.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object; its members keep the order in which they were written.
    case object(JSONObject)
}

extension JSON {
    /// Whether this is the literal `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The truth value, or nil when this is not one.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The 64-bit integer, or nil when this is anything else (also a number with a fraction or an exponent).
    public var integerValue: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The literal of a number of either kind, or nil when this is not a number.
    public var numberLiteral: String? {
        switch self {
        case .integer(let value): String(value)
        case .number(let literal): literal
        default: nil
        }
    }

    /// The number of either kind, as near as binary fractions come to it, or nil when this is not a number.
    public var doubleValue: Double? { self.numberLiteral.flatMap { Double($0) } }

    /// The string, or nil when this is not one.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements, or nil when this is not an array.
    public var arrayValue: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object, or nil when this is not one.
    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member named `key`, or nil when this is not an object or has no such member.
    public subscript(key: String) -> JSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The element at `index`, or nil when this is not an array or is shorter.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

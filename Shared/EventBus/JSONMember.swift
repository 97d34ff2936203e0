import FoundationEssentials

/// A JSON value, as far as conditions look at one.
enum JSONMember: Codable, Hashable {
    case null
    case bool(Bool)
    case number(Decimal)
    case text(String)
    case array([JSONMember])
    case object([String: JSONMember])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONMember].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONMember].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }

    var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    var hasNUL: Bool {
        switch self {
        case .text(let text): text.utf8.contains(0)
        case .array(let elements): elements.contains(where: \.hasNUL)
        case .object(let members): members.contains { $0.key.utf8.contains(0) || $0.value.hasNUL }
        default: false
        }
    }

    func member(_ name: String) -> JSONMember? {
        switch self {
        case .object(let members): members[name]
        case .array(let elements): Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        default: nil
        }
    }

    /// Below, at or above 0 as the value is smaller than, equal to or greater than another of its kind.
    func order(_ other: JSONMember) -> Int? {
        switch (self, other) {
        case (.number(let a), .number(let b)): a < b ? -1 : a == b ? 0 : 1
        case (.text(let a), .text(let b)):
            a == b ? 0 : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
        default: nil
        }
    }
}

import FoundationEssentials

extension EventCondition {
    /// Whether an event's data satisfies the condition; the same answer as the server's.
    func matches(_ data: [UInt8]?) -> Bool {
        let whole = data.flatMap { try? JSONDecoder().decode(Member.self, from: Data($0)) }
        // Valid JSON that PostgreSQL cannot take apart, such as the escape of NUL, satisfies nothing.
        if data != nil, whole?.hasNUL ?? true { return false }
        var found = whole
        for name in self.path.split(separator: ".", omittingEmptySubsequences: false) {
            found = found?.member(String(name))
        }
        if found == .null { found = nil }
        let wanted = self.value.flatMap { try? JSONDecoder().decode(Member.self, from: Data($0.utf8)) }
        switch self.comparison {
        case .present: return found != nil
        case .absent: return found == nil
        case .equal: return found != nil && found == wanted
        case .notEqual: return found != wanted
        case .oneOf:
            guard case .array(let choices)? = wanted, let found, found.isScalar else { return false }
            return choices.contains(found)
        case .less: return found.flatMap { wanted.flatMap($0.order) }.map { $0 < 0 } ?? false
        case .atMost: return found.flatMap { wanted.flatMap($0.order) }.map { $0 <= 0 } ?? false
        case .greater: return found.flatMap { wanted.flatMap($0.order) }.map { $0 > 0 } ?? false
        case .atLeast: return found.flatMap { wanted.flatMap($0.order) }.map { $0 >= 0 } ?? false
        }
    }

    /// A JSON value, as far as conditions look at one.
    private enum Member: Decodable, Hashable {
        case null
        case bool(Bool)
        case number(Decimal)
        case text(String)
        case array([Member])
        case object([String: Member])

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
            } else if let value = try? container.decode([Member].self) {
                self = .array(value)
            } else {
                self = .object(try container.decode([String: Member].self))
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

        func member(_ name: String) -> Member? {
            switch self {
            case .object(let members): members[name]
            case .array(let elements): Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            default: nil
            }
        }

        /// Below, at or above 0 as the value is smaller than, equal to or greater than another of its kind.
        func order(_ other: Member) -> Int? {
            switch (self, other) {
            case (.number(let a), .number(let b)): a < b ? -1 : a == b ? 0 : 1
            case (.text(let a), .text(let b)):
                a == b ? 0 : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
            default: nil
            }
        }
    }
}

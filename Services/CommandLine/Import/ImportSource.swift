import Model

/// Where the value of one field comes from.
indirect enum ImportSource: Sendable {
    case value(JSON)
    case from([String], changes: [Change], prefix: String, fallback: JSON?)
    case each([String], ImportSource)
    case record(ImportMapping)

    /// What may be done to a value on the way.
    enum Change: String, CaseIterable, Sendable {
        case lowercase, uppercase, trim, integer, number, boolean, split
    }

    init(json: JSON, field: String) throws(CommandError) {
        if let source = json.stringValue {
            self = .from(Self.path(source), changes: [], prefix: "", fallback: nil)
        } else if let value = json["value"] {
            self = .value(value)
        } else if let list = json["each"]?.stringValue {
            guard let element = json["as"] else {
                throw CommandError(.usage, "The mapping of \(field) has \"each\" without \"as\".")
            }
            self = .each(Self.path(list), try Self.element(element, field: field))
        } else if let source = json["from"]?.stringValue {
            var changes: [Change] = []
            for name in json["change"]?.arrayValue ?? json["change"].map({ [$0] }) ?? [] {
                guard let change = name.stringValue.flatMap(Change.init(rawValue:)) else {
                    let known = Change.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CommandError(.usage, "The mapping of \(field) asks for an unknown change. Known: \(known).")
                }
                changes.append(change)
            }
            self = .from(
                Self.path(source), changes: changes, prefix: json["prefix"]?.stringValue ?? "",
                fallback: json["default"]
            )
        } else {
            throw CommandError(.usage, "The mapping of \(field) needs \"from\", \"value\" or \"each\".")
        }
    }

    func value(in row: JSON, field: String) throws(MappingRefusal) -> JSON? {
        switch self {
        case .value(let value): return value
        case .record(let mapping): return try mapping.record(of: row)
        case .from(let path, let changes, let prefix, let fallback):
            guard var value = row.value(at: path), value != .string("") else { return fallback }
            for change in changes { value = try change.apply(to: value, field: field) }
            if !prefix.isEmpty, let text = value.stringValue { return .string(prefix + text) }
            return value
        case .each(let path, let element):
            var values: [JSON] = []
            for item in row.value(at: path)?.arrayValue ?? [] {
                if let value = try element.value(in: item, field: field) { values.append(value) }
            }
            if values.isEmpty { return nil }
            return .array(values)
        }
    }

    private static func path(_ text: String) -> [String] {
        text == "." ? [] : ImportMapping.path(text)
    }

    /// An element is a source of its own, or a record with fields.
    private static func element(_ json: JSON, field: String) throws(CommandError) -> ImportSource {
        let isSource = json.stringValue != nil || ["from", "each"].contains { json[$0]?.stringValue != nil }
        return isSource ? try ImportSource(json: json, field: field) : .record(try ImportMapping(json: json))
    }
}

extension ImportSource.Change {
    func apply(to value: JSON, field: String) throws(MappingRefusal) -> JSON {
        guard let text = value.stringValue else { return value }
        switch self {
        case .lowercase: return .string(text.lowercased())
        case .uppercase: return .string(text.uppercased())
        case .trim: return .string(Self.trimmed(text))
        case .split: return .array(text.split(separator: ";").map { .string(Self.trimmed(String($0))) })
        case .integer:
            if let number = Int64(text) { return .integer(number) }
        case .number:
            if let number = try? JSON(parsing: text), number.numberLiteral != nil { return number }
        case .boolean:
            if ["true", "yes", "1", "是"].contains(text.lowercased()) { return .bool(true) }
            if ["false", "no", "0", "否"].contains(text.lowercased()) { return .bool(false) }
        }
        throw MappingRefusal(field: field, rule: self.rawValue, message: "not a value of the kind \(self.rawValue)")
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

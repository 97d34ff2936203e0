/// Holds an input against the declarations of its fields and brings it into normal form.
///
/// The validator looks at the whole input before it answers, so that a person mends everything in one go.
struct Validator {
    /// More than a person reads; the bound keeps the answer to a hostile request small.
    private static let mostIssues = 200

    private(set) var issues: [Issue] = []

    mutating func report(_ pointer: String, _ rule: Issue.Rule, _ message: @autoclosure () -> Label) {
        guard self.issues.count < Self.mostIssues else { return }
        self.issues.append(Issue(pointer, rule, message()))
    }

    /// Checks the members of an object against fields and returns those that are well-formed, in normal form.
    mutating func object(_ input: JSONObject, fields: [FieldSpec], at pointer: String) -> JSONObject {
        var result = JSONObject()
        for field in fields where !field.isDerived {
            let path = "\(pointer)/\(field.name)"
            guard let value = input[field.name], value != .null else {
                if field.isRequired {
                    self.report(path, .required, .required(field.label))
                }
                continue
            }
            let reported = self.issues.count
            guard let normal = self.value(value, field: field, at: path) else { continue }
            // An empty list, or a period without ends, says no more than none at all.
            if normal.isEmptyCollection {
                if field.isRequired, self.issues.count == reported {
                    self.report(path, .required, .required(field.label))
                }
            } else {
                result[field.name] = normal
            }
        }
        return result
    }

    /// Reports the members that no field declares.
    mutating func unknownMembers(of input: JSONObject, known: (String) -> Bool, at pointer: String) {
        for member in input where !known(member.key) {
            self.report("\(pointer)/\(member.key.escapedForPointer)", .unknownField, .unknownField)
        }
    }

    /// Checks one value; nil when it was reported.
    mutating func value(_ value: JSON, field: FieldSpec, at pointer: String) -> JSON? {
        switch field.kind {
        case .text(let max, let format):
            return self.text(value, max: max, format: format, at: pointer).map(JSON.string)
        case .code(let list):
            return self.code(value, list: list, at: pointer)
        case .codes(let list):
            return self.codes(value, list: list, at: pointer)
        case .localized(let max):
            return self.localized(value, max: max, at: pointer)
        case .integer(let range):
            return self.integer(value, range: range, at: pointer)
        case .decimal(let scale, let range):
            return self.decimal(value, scale: scale, range: range, at: pointer)
        case .boolean:
            guard case .bool = value else { return self.wrongType(pointer, .boolean) }
            return value
        case .date:
            return self.date(value, at: pointer)?.fieldJSON
        case .period:
            return self.period(value, at: pointer)
        case .money:
            return self.money(value, at: pointer)
        case .reference:
            guard case .string(let text) = value else { return self.wrongType(pointer, .reference) }
            guard let id = RecordID(text) else {
                self.report(pointer, .format, .reference)
                return nil
            }
            return id.fieldJSON
        case .items(let fields):
            return self.items(value, fields: fields, at: pointer)
        }
    }

    mutating func wrongType(_ pointer: String, _ expected: Label) -> JSON? {
        self.report(pointer, .type, expected)
        return nil
    }

    private mutating func items(_ value: JSON, fields: [FieldSpec], at pointer: String) -> JSON? {
        guard case .array(let elements) = value else { return self.wrongType(pointer, .list) }
        // A list that nobody could read on a page is a mistake of a program; the bound keeps one request small.
        guard elements.count <= 500 else {
            self.report(pointer, .maxLength, .atMost(500))
            return nil
        }
        var result: [JSON] = []
        var seen: [String: Set<JSON>] = [:]
        for (index, element) in elements.enumerated() {
            let path = "\(pointer)/\(index)"
            guard case .object(let input) = element else {
                self.report(path, .type, .object)
                continue
            }
            self.unknownMembers(of: input, known: { name in fields.contains { $0.name == name } }, at: path)
            let normal = self.object(input, fields: fields, at: path)
            for field in fields where field.traits.contains(.distinct) {
                if let value = normal[field.name], !seen[field.name, default: []].insert(value).inserted {
                    self.report("\(path)/\(field.name)", .duplicate, .duplicate)
                }
            }
            result.append(.object(normal))
        }
        return .array(result)
    }
}

extension JSON {
    fileprivate var isEmptyCollection: Bool {
        switch self {
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        default: false
        }
    }
}

extension String {
    /// The text as one reference token of a JSON pointer (RFC 6901 section 3).
    var escapedForPointer: String {
        var result = ""
        for scalar in self.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

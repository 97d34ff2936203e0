import Database
import Model

/// How the rows of a record type are selected and written as JSON, worked out once.
///
/// A row goes from the server's answer into the response without becoming a Swift value in between: for every field
/// the plan knows the column and the bytes that surround it.
struct ReadPlan: Sendable {
    /// The select list; the table is known as `t`.
    let columns: String
    private let steps: [Step]
    /// How many columns the list has.
    let count: Int

    private enum Shape: Sendable {
        case quoted
        case verbatim
        case boolean
        case timestamp
        case pair(first: String, second: String, secondIsText: Bool, firstIsText: Bool)
    }

    private struct Step: Sendable {
        let key: String
        let column: Int
        let shape: Shape
    }

    /// - Parameters:
    ///   - resource: the record type.
    ///   - derived: SQL expressions of the derived fields over `t`, by field name.
    init(_ resource: Resource, derived: [String: String]) {
        var columns: [String] = []
        var steps: [Step] = []
        func add(_ key: String, _ expressions: [String], _ shape: Shape) {
            steps.append(Step(key: key, column: columns.count, shape: shape))
            columns += expressions
        }
        for field in resource.allFields {
            if field.isDerived {
                guard let expression = derived[field.name] else {
                    preconditionFailure("the derived field \(resource.name).\(field.name) has no expression")
                }
                add(field.name, [expression], Self.shape(of: field))
                continue
            }
            switch field.kind {
            case .items(let fields):
                add(field.name, [Self.itemExpression(resource, field, fields)], .verbatim)
            case .codes:
                add(field.name, ["array_to_json(t.\(field.column))"], .verbatim)
            default:
                add(field.name, field.layout.columns.map { "t.\($0.name)" }, Self.shape(of: field))
            }
        }
        self.columns = columns.joined(separator: ", ")
        self.steps = steps
        self.count = columns.count
    }

    private static func shape(of field: FieldSpec) -> Shape {
        switch field.kind {
        case .text:
            field.isTimestamp ? .timestamp : .quoted
        case .code, .date, .reference: .quoted
        case .integer, .decimal, .codes, .items: .verbatim
        case .boolean: .boolean
        case .localized: .pair(first: "zh", second: "en", secondIsText: true, firstIsText: true)
        case .period: .pair(first: "from", second: "to", secondIsText: true, firstIsText: true)
        case .money: .pair(first: "minor", second: "currency", secondIsText: true, firstIsText: false)
        }
    }

    private static func itemExpression(_ resource: Resource, _ field: FieldSpec, _ fields: [FieldSpec]) -> String {
        var members: [String] = []
        for item in fields {
            let columns = item.layout.columns.map(\.name)
            switch item.kind {
            case .localized, .period, .money:
                let names: (String, String) =
                    switch item.kind {
                    case .localized: ("zh", "en")
                    case .period: ("from", "to")
                    default: ("minor", "currency")
                    }
                members.append(
                    """
                    '\(item.name)', CASE WHEN num_nonnulls(i.\(columns[0]), i.\(columns[1])) > 0 \
                    THEN json_build_object('\(names.0)', i.\(columns[0]), '\(names.1)', i.\(columns[1])) END
                    """)
            default:
                members.append("'\(item.name)', i.\(columns[0])")
            }
        }
        return """
            (SELECT json_agg(json_strip_nulls(json_build_object(\(members.joined(separator: ", ")))) ORDER BY i.ordinal) \
            FROM \(resource.itemTable(field)) i WHERE i.parent_id = t.id)
            """
    }

    /// Appends the row as a JSON object; absent fields have no member.
    func write(_ row: Row, to writer: inout JSONWriter) {
        writer.beginObject()
        for step in self.steps {
            switch step.shape {
            case .pair(let first, let second, let secondIsText, let firstIsText):
                let hasFirst = !row.isNull(step.column)
                let hasSecond = !row.isNull(step.column + 1)
                guard hasFirst || hasSecond else { continue }
                writer.key(step.key)
                writer.beginObject()
                if hasFirst {
                    writer.key(first)
                    Self.write(row, step.column, firstIsText ? .quoted : .verbatim, &writer)
                }
                if hasSecond {
                    writer.key(second)
                    Self.write(row, step.column + 1, secondIsText ? .quoted : .verbatim, &writer)
                }
                writer.endObject()
            default:
                guard !row.isNull(step.column) else { continue }
                writer.key(step.key)
                Self.write(row, step.column, step.shape, &writer)
            }
        }
        writer.endObject()
    }

    /// The row as a record, for rules and pages.
    func record(_ row: Row) throws -> Record {
        var writer = JSONWriter(capacity: 1024)
        self.write(row, to: &writer)
        return Record(try JSON(parsing: writer.bytes).objectValue ?? JSONObject())
    }

    private static func write(_ row: Row, _ column: Int, _ shape: Shape, _ writer: inout JSONWriter) {
        row.withBytes(column) { bytes in
            switch shape {
            case .quoted, .pair: writer.string(utf8: bytes)
            case .verbatim: writer.raw(bytes)
            case .boolean: writer.bool(bytes.first == UInt8(ascii: "t"))
            case .timestamp: writer.timestamp(bytes)
            }
        }
    }
}

extension JSONWriter {
    /// Writes PostgreSQL's `2026-11-21 02:45:42.5+00` as RFC 3339.
    ///
    /// The session's time zone is UTC. The fraction gets all its six digits, so that a moment is always spelled as
    /// ``Instant`` spells it and can be compared as text.
    mutating func timestamp(_ bytes: UnsafeRawBufferPointer) {
        var text = [UInt8](bytes)
        if text.count > 13, text.suffix(3).elementsEqual("+00".utf8) {
            text[10] = UInt8(ascii: "T")
            text.removeLast(3)
            if let point = text.lastIndex(of: UInt8(ascii: ".")) {
                text += [UInt8](repeating: UInt8(ascii: "0"), count: max(0, point + 7 - text.count))
            }
            text.append(UInt8(ascii: "Z"))
        }
        text.withUnsafeBytes { self.string(utf8: $0) }
    }
}

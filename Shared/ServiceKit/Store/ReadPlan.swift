import Database
import Model

/// How the rows of a record type are selected and written as JSON, worked out once.
///
/// The row keeps the record in the form in which it is read, beside the columns by which it is found and held to the
/// rules: reading copies bytes, and the answer to a change, its history and every later answer are the same text. Only
/// what depends on more than the record is computed when it is read.
struct ReadPlan: Sendable {
    /// The select list; the table is known as `t`.
    let columns: String
    /// How many columns the list has.
    let count: Int
    private let derived: [(key: String, isText: Bool)]

    /// Where the fixed columns stand.
    enum Column {
        static let id = 0
        static let unit = 1
        static let version = 2
        static let document = 3
        static let isOpen = 4
        static let derived = 5
    }

    /// - Parameters:
    ///   - resource: the record type.
    ///   - derived: SQL expressions of the derived fields over `t`, by field name.
    init(_ resource: Resource, derived: [String: String]) {
        var columns = ["t.id", "t.unit", "t.version", "t.document", resource.audience.condition(onRow: "t")]
        var members: [(key: String, isText: Bool)] = []
        for field in resource.fields where field.isDerived {
            guard let expression = derived[field.name] else {
                preconditionFailure("the derived field \(resource.name).\(field.name) has no expression")
            }
            columns.append(Self.expression(expression, field))
            members.append((key: field.name, isText: field.isText))
        }
        self.columns = columns.joined(separator: ", ")
        self.count = columns.count
        self.derived = members
    }

    /// The expression in a form whose text is the JSON value, or the content of a JSON string.
    private static func expression(_ expression: String, _ field: FieldSpec) -> String {
        switch field.kind {
        case .text, .code, .date, .reference, .integer, .decimal: expression
        case .boolean: "(\(expression))::text"
        case .codes, .localized, .period, .money, .items:
            preconditionFailure("the derived field \(field.name) is of a kind that nobody has needed yet")
        }
    }

    /// Appends the row as a JSON object; absent fields have no member.
    func write(_ row: Row, to writer: inout JSONWriter) {
        row.withBytes(Column.document) { writer.object(extending: $0, self.writeDerived(row)) }
    }

    private func writeDerived(_ row: Row) -> (inout JSONWriter) -> Void {
        { writer in
            for (offset, member) in self.derived.enumerated() where !row.isNull(Column.derived + offset) {
                writer.key(member.key)
                row.withBytes(Column.derived + offset) { bytes in
                    if member.isText { writer.string(utf8: bytes) } else { writer.raw(bytes) }
                }
            }
        }
    }

    /// The row as a record, for rules and pages.
    func record(_ row: Row) throws -> Record {
        var writer = JSONWriter(capacity: 1024)
        self.write(row, to: &writer)
        return Record(try JSON(parsing: writer.bytes).objectValue ?? JSONObject())
    }
}

extension FieldSpec {
    fileprivate var isText: Bool {
        switch self.kind {
        case .text, .code, .date, .reference: true
        default: false
        }
    }
}

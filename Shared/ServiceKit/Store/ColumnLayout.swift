import Database
import LibPQ
import Model

/// The columns that one field occupies in its table.
///
/// This is the only place that knows how a kind of field is spelled in SQL; reading, writing, filtering and the test
/// that holds declarations against tables all ask here.
struct ColumnLayout: Sendable {
    struct Column: Sendable, Hashable {
        let name: String
        let type: OID
        /// The type's name in SQL, for casts and for record definitions.
        let sqlType: String
    }

    let columns: [Column]

    init(_ field: FieldSpec) {
        let name = field.column
        switch field.kind {
        case .text where field.isTimestamp:
            self.columns = [Column(name: name, type: .timestamptz, sqlType: "timestamptz")]
        case .text where field.name == SystemFields.id.name:
            self.columns = [Column(name: name, type: .uuid, sqlType: "uuid")]
        case .text, .code:
            self.columns = [Column(name: name, type: .text, sqlType: "text")]
        case .codes:
            self.columns = [Column(name: name, type: .textArray, sqlType: "text[]")]
        case .localized:
            self.columns = [
                Column(name: "\(name)_zh", type: .text, sqlType: "text"),
                Column(name: "\(name)_en", type: .text, sqlType: "text"),
            ]
        case .integer:
            self.columns = [Column(name: name, type: .int8, sqlType: "bigint")]
        case .decimal:
            self.columns = [Column(name: name, type: .numeric, sqlType: "numeric")]
        case .boolean:
            self.columns = [Column(name: name, type: .bool, sqlType: "boolean")]
        case .date:
            self.columns = [Column(name: name, type: .date, sqlType: "date")]
        case .period:
            self.columns = [
                Column(name: "\(name)_from", type: .date, sqlType: "date"),
                Column(name: "\(name)_to", type: .date, sqlType: "date"),
            ]
        case .money:
            self.columns = [
                Column(name: "\(name)_minor", type: .int8, sqlType: "bigint"),
                Column(name: "\(name)_currency", type: .text, sqlType: "text"),
            ]
        case .reference:
            self.columns = [Column(name: name, type: .uuid, sqlType: "uuid")]
        case .items:
            self.columns = []
        }
    }
}

extension FieldSpec {
    /// The columns of this field in its own table; a list of groups has none there.
    var layout: ColumnLayout { ColumnLayout(self) }

    /// Whether this is one of the system fields that hold a moment.
    var isTimestamp: Bool { self.name == SystemFields.createdAt.name || self.name == SystemFields.updatedAt.name }
}

extension Resource {
    /// The table with its schema, as it is written in SQL.
    var qualifiedTable: String { "\(self.service).\(self.table)" }

    /// The table that holds the entries of a list field.
    func itemTable(_ field: FieldSpec) -> String { "\(self.service).\(self.table)_\(field.column)" }
}

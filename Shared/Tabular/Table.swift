public import Model

/// A record type as a table for spreadsheets: one column for each part of a field (RFC 4180).
///
/// What an export writes, an import of the same table reads back to the same values.
public struct Table: Sendable {
    /// One column.
    public struct Column: Sendable {
        /// The name in the first line: `title.zh`.
        public let name: String
        /// The field.
        public let field: FieldSpec
        /// The part of the field: `zh`; nil for the whole of it.
        public let part: String?
    }

    /// The record type.
    public let resource: Resource
    /// The columns, in the order of an export.
    public let columns: [Column]

    /// Fields that a new record may not bring along.
    private let withheld: Set<String>

    /// Lays out a record type.
    ///
    /// - Parameter withheld: fields that a new record may not bring along: exports have them, but nobody is asked for them.
    public init(_ resource: Resource, withholding withheld: Set<String> = []) {
        self.resource = resource
        self.withheld = withheld
        self.columns = resource.allFields.flatMap { field -> [Column] in
            let parts = field.parts
            if parts.isEmpty { return [Column(name: field.name, field: field, part: nil)] }
            return parts.map { Column(name: "\(field.name).\($0)", field: field, part: $0) }
        }
    }

    /// The columns that an import takes values from.
    public var writableColumns: [Column] {
        self.columns.filter { !$0.field.isReadOnly && !self.withheld.contains($0.field.name) }
    }

    /// Excel takes a file for UTF-8 only when it begins with a byte order mark.
    public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The first line of an export.
    public var header: [UInt8] { Self.line(self.columns.map(\.name)) }

    /// A file to fill in: the columns that may be given, and no rows.
    public var template: [UInt8] { Self.byteOrderMark + Self.line(self.writableColumns.map(\.name)) }

    /// One record as a line.
    public func row(_ record: Record) -> [UInt8] {
        Self.line(
            self.columns.map { column in
                let value = record.object[column.field.name]
                return CSVCell.text(column.part.map { value?[$0] } ?? value, isList: column.field.isList)
            })
    }

    private static func line(_ cells: [String]) -> [UInt8] {
        Array((cells.map(CSVCell.quoted).joined(separator: ",") + "\r\n").utf8)
    }
}

extension FieldSpec {
    /// The parts that have columns of their own.
    fileprivate var parts: [String] {
        switch self.kind {
        case .localized: ["zh", "en"]
        case .period: ["from", "to"]
        case .money: ["minor", "currency"]
        default: []
        }
    }

    var isList: Bool {
        if case .codes = self.kind { true } else { false }
    }
}

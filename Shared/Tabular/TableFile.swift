/// The rows of a CSV, JSON or NDJSON file, and the ones that could not be read.
public struct TableFile: Sendable {
    /// The kinds of file that are understood.
    public enum Format: String, Sendable, CaseIterable {
        /// An array of objects, or objects one after the other.
        case json
        /// One object a line (NDJSON).
        case lines
        /// A header line and one record a line (RFC 4180), divided by commas, semicolons or tabs.
        case csv
    }

    /// The rows that could be read, in the file's order.
    public let rows: [TableRow]
    /// The rows that could not.
    public let issues: [LineIssue]
    /// What the file was written in.
    public let encoding: String

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - format: the kind of file, or nil to tell by the first character.
    ///   - charset: the encoding, where the sender names it.
    ///   - table: the record type, so that the cells of CSV get the types of its fields; nil leaves them texts under
    ///     the names of the header.
    ///   - limit: the most rows.
    /// - Throws: ``TableError`` when nothing in it can be read.
    public init(
        bytes: [UInt8], format: Format? = nil, charset: String? = nil, table: Table? = nil, limit: Int = .max,
    ) throws(TableError) {
        let text = try TableText(bytes, charset: charset)
        let first = text.bytes.first { !JSONRows.isBlank($0) }
        let isJSON = first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
        var rows = RowCollector(limit: limit)
        switch format ?? (isJSON ? .json : .csv) {
        case .json: try JSONRows.read(text.bytes, into: &rows)
        case .lines: try JSONRows.readLines(text.bytes, into: &rows)
        case .csv:
            if let table {
                try CSVRows.read(text.bytes, as: table, into: &rows)
            } else {
                try CSVRows.read(text.bytes, into: &rows)
            }
        }
        self.rows = rows.rows
        self.issues = rows.issues
        self.encoding = text.encoding
    }
}

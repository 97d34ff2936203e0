public import Model
public import Tabular

/// Reads the file that an import takes in.
public struct SourceFile: Sendable {
    /// The rows that could be read, in the file's order.
    public let rows: [TableRow]
    /// The rows that could not.
    public let issues: [RowIssue]
    /// What the file was written in.
    public let encoding: String

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - format: the kind of file, or nil to tell by the first character.
    ///   - table: the record type whose columns a CSV file has; nil when a mapping says what its columns mean.
    ///   - language: the language of the reasons.
    /// - Throws: ``CommandError`` when nothing in it can be read.
    public init(
        bytes: [UInt8], format: TableFile.Format? = nil, table: Table? = nil, language: DisplayLanguage = .en,
    ) throws(CommandError) {
        do {
            let file = try TableFile(bytes: bytes, format: format, table: table)
            self.rows = file.rows
            self.issues = file.issues.map { RowIssue($0, language) }
            self.encoding = file.encoding
        } catch {
            throw CommandError(.badInput, error.issues.map { $0.message(language) }.joined(separator: "\n"))
        }
    }

    /// Reads standard input to its end.
    ///
    /// - Throws: ``CommandError`` when nothing in it can be read.
    public static func standardInput(
        table: Table? = nil, language: DisplayLanguage = .en,
    ) throws(CommandError) -> SourceFile {
        try SourceFile(bytes: InputFile.standardInput(), table: table, language: language)
    }

    /// Reads the file at `path`.
    ///
    /// - Throws: ``CommandError`` when it cannot be read.
    public init(path: String, table: Table? = nil, language: DisplayLanguage = .en) throws(CommandError) {
        let bytes = try InputFile.bytes(at: path)
        let lowercased = path.lowercased()
        let isCSV = lowercased.hasSuffix(".csv") || lowercased.hasSuffix(".tsv")
        try self.init(bytes: bytes, format: isCSV ? .csv : nil, table: table, language: language)
    }
}

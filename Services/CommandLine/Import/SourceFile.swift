import FoundationEssentials
import Model

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The rows of a JSON, NDJSON or CSV file, and the ones that could not be read.
public struct SourceFile: Sendable {
    /// The kinds of file that are understood.
    public enum Format: String, Sendable, CaseIterable {
        /// An array of objects, or one object a line (NDJSON).
        case json
        /// A header line and one record a line (RFC 4180), divided by commas, semicolons or tabs.
        case csv
    }

    /// The rows that could be read, in the file's order.
    public let rows: [SourceRow]
    /// The rows that could not.
    public let issues: [RowIssue]
    /// What the file was written in.
    public let encoding: String

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - format: the kind of file, or nil to tell by the first character.
    /// - Throws: ``CommandError`` when nothing in it can be read.
    public init(bytes: [UInt8], format: Format? = nil) throws(CommandError) {
        let text = try SourceText(bytes)
        self.encoding = text.encoding
        let first = text.bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let isJSON = first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
        switch format ?? (isJSON ? .json : .csv) {
        case .json: (self.rows, self.issues) = try JSONRows.read(text.bytes)
        case .csv: (self.rows, self.issues) = try CSVRows.read(text.bytes)
        }
    }

    /// Reads standard input to its end.
    ///
    /// - Throws: ``CommandError`` when nothing in it can be read.
    public static func standardInput() throws(CommandError) -> SourceFile {
        var bytes: [UInt8] = []
        while true {
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(STDIN_FILENO, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece.prefix(count)
        }
        return try SourceFile(bytes: bytes)
    }

    /// Reads the file at `path`.
    ///
    /// - Throws: ``CommandError`` when it cannot be read.
    public init(path: String) throws(CommandError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandError(.badInput, "The file \(path) cannot be read.")
        }
        let lowercased = path.lowercased()
        let isCSV = lowercased.hasSuffix(".csv") || lowercased.hasSuffix(".tsv")
        try self.init(bytes: Array(data), format: isCSV ? .csv : nil)
    }
}

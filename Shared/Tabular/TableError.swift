public import Model

/// Why nothing of a file can be read.
public struct TableError: Error, Sendable, Equatable {
    /// The kind of failure; an open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The stable name.
        public let rawValue: String

        /// Makes a code from its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The bytes are no text, or not in the encoding that was named.
        public static let encoding = Code(rawValue: "encoding")
        /// A workbook, an archive: no text at all.
        public static let notText = Code(rawValue: "not_text")
        /// The first line names no columns, or not those of the table.
        public static let header = Code(rawValue: "header")
        /// The text has not the form of its kind of file.
        public static let form = Code(rawValue: "form")
        /// More rows than are taken at once.
        public static let tooManyRows = Code(rawValue: "too_many_rows")
    }

    /// The kind of failure.
    public let code: Code
    /// What is wrong, never empty; where it is about a column, that column is named.
    public let issues: [Issue]

    init(_ code: Code, _ issues: [Issue]) {
        self.code = code
        self.issues = issues
    }

    init(_ code: Code, _ message: Label) {
        self.init(code, [Issue("", .format, message)])
    }
}

public import Model

/// One row of a file: where it stands, and what it says.
public struct TableRow: Sendable, Equatable {
    /// Where it stands in the file as it was written.
    public let place: RowPlace
    /// An object: the record's fields, or the column names with their texts where no table was given.
    public let values: JSON

    /// Makes a row.
    public init(line: Int, element: Int? = nil, values: JSON) {
        self.place = RowPlace(line: line, element: element)
        self.values = values
    }

    /// The line on which it begins.
    public var line: Int { self.place.line }
}

/// A row that cannot be read, and why.
public struct LineIssue: Sendable, Equatable {
    /// Where the row stands; the line is the one on which reading it failed, when that is known.
    public let place: RowPlace
    /// What is wrong with it.
    public let issue: Issue

    /// Makes an issue.
    public init(_ place: RowPlace, issue: Issue) {
        self.place = place
        self.issue = issue
    }

    /// The line.
    public var line: Int { self.place.line }
}

/// Rows as they are read: those that could be, and those that could not, in the file's order.
struct RowCollector {
    private(set) var rows: [TableRow] = []
    private(set) var issues: [LineIssue] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    mutating func add(line: Int, element: Int? = nil, _ values: JSON) throws(TableError) {
        try self.requireRoom()
        self.rows.append(TableRow(line: line, element: element, values: values))
    }

    mutating func report(line: Int, element: Int? = nil, _ issue: Issue) throws(TableError) {
        try self.requireRoom()
        self.issues.append(LineIssue(RowPlace(line: line, element: element), issue: issue))
    }

    /// One row of JSON, parsed by itself: its line is known, and a broken one costs only itself.
    ///
    /// A character that cannot be stored is left to validation, which names its field.
    mutating func add(line: Int, element: Int? = nil, json bytes: ArraySlice<UInt8>) throws(TableError) {
        let value: JSON
        do {
            value = try JSON(parsing: Array(bytes), acceptsNull: true)
        } catch {
            // The parser counts from the row's first line.
            let error = JSONSyntaxError(
                error.code, line: line + error.line - 1, column: error.column, offset: error.offset)
            let message = Label(zh: error.message(.zh), en: error.message(.en))
            try self.report(line: error.line, element: element, Issue("", .format, message))
            return
        }
        guard value.objectValue != nil else {
            try self.report(line: line, element: element, Issue("", .type, .notAnObject))
            return
        }
        try self.add(line: line, element: element, value)
    }

    private func requireRoom() throws(TableError) {
        guard self.rows.count + self.issues.count < self.limit else {
            throw TableError(.tooManyRows, .tooManyRows(self.limit))
        }
    }
}

extension Label {
    static let notAnObject = Label(zh: "应为 JSON 对象", en: "Must be a JSON object")
    static func tooManyRows(_ limit: Int) -> Label {
        Label(zh: "一次最多导入 \(limit) 行，请分成几个文件", en: "At most \(limit) rows at once; divide the file")
    }
}

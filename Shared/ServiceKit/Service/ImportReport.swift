public import Model
public import Tabular

/// A row of an import: where it stood in its file, and what it says.
public struct ImportRow: Sendable {
    /// Where it stood, for the report.
    public let place: RowPlace
    /// The record in the API's JSON form.
    public let input: JSON

    /// Creates a row.
    public init(_ place: RowPlace, input: JSON) {
        self.place = place
        self.input = input
    }

    /// Creates the row of a line.
    public init(line: Int, input: JSON) {
        self.init(RowPlace(line: line), input: input)
    }
}

/// What there is to say about a row of an import.
public struct ReportedRow: Sendable {
    /// Where the row stood.
    public let place: RowPlace
    /// What there is to say.
    public let issue: Issue

    /// The line on which the row began.
    public var line: Int { self.place.line }
}

/// What became of the rows of an import.
public struct ImportReport: Sendable {
    /// The most reasons that a report holds; the rest is only counted, so that a hostile file makes no endless answer.
    static let mostReasons = 10_000

    /// Rows that made a new record.
    public var created = 0
    /// Rows that changed a record that was already kept.
    public var updated = 0
    /// Rows that said what was known already.
    public var unchanged = 0
    /// Rows that were taken though something about them is doubtful.
    public private(set) var suspicious: [ReportedRow] = []
    /// Rows that changed a record: which one, and which of its fields.
    public private(set) var changes: [ReportedRow] = []
    /// Rows that were not taken, with every reason.
    public private(set) var rejected: [ReportedRow] = []
    /// How many rows were not taken.
    public private(set) var refused = 0
    /// Reasons that were left out, because there are too many.
    public private(set) var omitted = 0

    /// Reports a row that is not taken.
    mutating func reject(_ place: RowPlace, _ issues: [Issue]) {
        self.refused += 1
        self.keep(issues.map { ReportedRow(place: place, issue: $0) }, in: \.rejected)
    }

    /// Reports what is doubtful about a row that is taken.
    mutating func doubt(_ place: RowPlace, _ issues: [Issue]) {
        self.keep(issues.map { ReportedRow(place: place, issue: $0) }, in: \.suspicious)
    }

    /// Reports what a row changes in a record.
    mutating func change(_ place: RowPlace, _ issue: Issue) {
        self.keep([ReportedRow(place: place, issue: issue)], in: \.changes)
    }

    /// Adds what became of further rows.
    mutating func add(_ other: ImportReport) {
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.refused += other.refused
        self.omitted += other.omitted
        self.keep(other.rejected, in: \.rejected)
        self.keep(other.suspicious, in: \.suspicious)
        self.keep(other.changes, in: \.changes)
    }

    /// In the order of the file.
    mutating func sort() {
        self.rejected.sort { $0.place < $1.place }
        self.suspicious.sort { $0.place < $1.place }
        self.changes.sort { $0.place < $1.place }
    }

    /// Changes have a room of their own: many of them must not keep out why rows were not taken.
    private mutating func keep(
        _ reasons: [ReportedRow], in list: WritableKeyPath<ImportReport, [ReportedRow]>,
    ) {
        let kept = list == \.changes ? self.changes.count : self.rejected.count + self.suspicious.count
        let room = Self.mostReasons - kept
        self[keyPath: list] += reasons.prefix(room)
        self.omitted += max(0, reasons.count - room)
    }
}

/// An import that the database broke off after some portions were kept.
///
/// Nothing is half-done, and nothing has to be undone: the same file can be sent again, and what was kept is known then.
public struct ImportInterruption: Error, Sendable {
    /// What became of the rows before.
    public let report: ImportReport
    /// The line of the first row that was not looked at.
    public let line: Int
    /// What happened.
    public let reason: any Error
}

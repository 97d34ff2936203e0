public import Model

/// What became of the rows of an import.
public struct ImportSummary: Sendable, Equatable {
    /// Rows that made a new record.
    public var created = 0
    /// Rows that changed a record.
    public var updated = 0
    /// Rows that said what was known.
    public var unchanged = 0
    /// Which record each of these changed, and which of its fields, as the server says it.
    public var changes: [JSON] = []
    /// Rows that were taken though something about them is doubtful.
    public var suspicious: [RowIssue] = []
    /// Rows that were not taken, with every reason.
    public var rejected: [RowIssue] = []
    /// Whether the server was only asked, and nothing was changed.
    public var isDryRun = false

    /// How many changes are told to people one by one.
    private static let mostChanges = 20

    /// An import in which nothing has happened yet.
    public init() {}

    /// Rows that are in the data now; a row with two doubts is one row.
    public var imported: Int { self.created + self.updated + self.unchanged }

    /// Adds what the server says about one chunk.
    ///
    /// - Throws: ``CommandError`` when the answer is not of the agreed form.
    public mutating func add(answer: JSON) throws(CommandError) {
        guard let created = answer["created"]?.integerValue, let updated = answer["updated"]?.integerValue,
            let unchanged = answer["unchanged"]?.integerValue
        else { throw CommandError(.failed, "The server's answer to an import is not understood.") }
        self.created += Int(created)
        self.updated += Int(updated)
        self.unchanged += Int(unchanged)
        self.changes += answer["changes"]?.arrayValue ?? []
        self.suspicious += (answer["suspicious"]?.arrayValue ?? []).compactMap(RowIssue.init(json:))
        self.rejected += (answer["rejected"]?.arrayValue ?? []).compactMap(RowIssue.init(json:))
    }

    /// The form of `--json` and `--report`.
    public var json: JSON {
        [
            "dryRun": .bool(self.isDryRun),
            "created": .integer(Int64(self.created)),
            "updated": .integer(Int64(self.updated)),
            "unchanged": .integer(Int64(self.unchanged)),
            "changes": .array(self.changes.sorted { Self.line($0) < Self.line($1) }),
            "suspicious": .array(self.suspicious.sorted { $0.line < $1.line }.map(\.json)),
            "rejected": .array(self.rejected.sorted { $0.line < $1.line }.map(\.json)),
        ]
    }

    private static func line(_ change: JSON) -> Int64 { change["line"]?.integerValue ?? 0 }

    /// The form for people: first what changes, then the doubtful rows, then the bad ones, then the figures.
    public func text(style: Style) -> String {
        var lines = self.changeLines(style)
        for (issues, mark) in [(self.suspicious, style.doubtful("?")), (self.rejected, style.bad("x"))] {
            for issue in issues.sorted(by: { $0.line < $1.line }) {
                let place = issue.field.isEmpty ? "" : " \(style.name(issue.field))"
                let rule = issue.rule.isEmpty ? "" : style.faint(" (\(issue.rule))")
                lines.append("\(mark) \(issue.place):\(place) \(issue.message)\(rule)")
            }
        }
        let bad = Set(self.rejected.map(\.line)).count
        let doubtful = Set(self.suspicious.map(\.line)).count
        var figures = "\(self.created) created, \(self.updated) updated, \(self.unchanged) unchanged"
        if doubtful > 0 { figures += ", " + style.doubtful("\(doubtful) suspicious") }
        figures += bad > 0 ? ", " + style.bad("\(bad) rejected") : ", 0 rejected"
        lines.append((self.isDryRun ? "Dry run, nothing was changed: " : "") + figures)
        return lines.joined(separator: "\n")
    }

    private func changeLines(_ style: Style) -> [String] {
        let changes = self.changes.sorted { Self.line($0) < Self.line($1) }
        var lines = changes.prefix(Self.mostChanges).map { change in
            "\(style.good("~")) line \(Self.line(change)): \(change["message"]?.stringValue ?? "")"
        }
        let more = changes.count - lines.count
        if more > 0 { lines.append(style.faint("… and \(more) more \(more == 1 ? "change" : "changes")")) }
        return lines
    }
}

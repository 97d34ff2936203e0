public import Model
import Tabular

/// A row that will not be in the data, or that somebody should look at, and why.
public struct RowIssue: Sendable, Equatable {
    /// The line of the file.
    public let line: Int
    /// The field, as the server or the file calls it; empty for the row as a whole.
    public let field: String
    /// The rule that was broken, a stable name.
    public let rule: String
    /// What is wrong, for people.
    public let message: String

    /// Makes an issue.
    public init(line: Int, field: String, rule: String, message: String) {
        self.line = line
        self.field = field
        self.rule = rule
        self.message = message
    }

    /// Puts what is wrong with a row of the file into words.
    init(_ issue: LineIssue, _ language: DisplayLanguage) {
        self.init(
            line: issue.line, field: issue.issue.field, rule: issue.issue.rule.rawValue,
            message: issue.issue.message(language))
    }

    /// Reads the server's form; nil when it has no line.
    public init?(json: JSON) {
        guard let line = json["line"]?.integerValue else { return nil }
        self.init(
            line: Int(line),
            field: json["field"]?.stringValue ?? "",
            rule: json["rule"]?.stringValue ?? "",
            message: json["message"]?.stringValue ?? ""
        )
    }

    /// The form in which reports keep it.
    public var json: JSON {
        [
            "line": .integer(Int64(self.line)), "field": .string(self.field), "rule": .string(self.rule),
            "message": .string(self.message),
        ]
    }
}

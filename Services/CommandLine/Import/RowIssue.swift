public import Model
import Tabular

/// A row that will not be in the data, or that somebody should look at, and why.
public struct RowIssue: Sendable, Equatable {
    /// The line of the file.
    public let line: Int
    /// Which element of a JSON file it is, where rows may share a line.
    public let element: Int?
    /// The field, as the server or the file calls it; empty for the row as a whole.
    public let field: String
    /// The rule that was broken, a stable name.
    public let rule: String
    /// What is wrong, for people.
    public let message: String

    /// Makes an issue.
    public init(line: Int, element: Int? = nil, field: String, rule: String, message: String) {
        self.line = line
        self.element = element
        self.field = field
        self.rule = rule
        self.message = message
    }

    /// Puts what is wrong with a row of the file into words.
    init(_ issue: LineIssue, _ language: DisplayLanguage) {
        self.init(
            line: issue.line, element: issue.place.element, field: issue.issue.field, rule: issue.issue.rule.rawValue,
            message: issue.issue.message(language))
    }

    /// Reads the server's form; nil when it has no line.
    public init?(json: JSON) {
        guard let line = json["line"]?.integerValue else { return nil }
        self.init(
            line: Int(line),
            element: json["element"]?.integerValue.map { Int($0) },
            field: json["field"]?.stringValue ?? "",
            rule: json["rule"]?.stringValue ?? "",
            message: json["message"]?.stringValue ?? ""
        )
    }

    /// The form in which reports keep it.
    public var json: JSON {
        var object = JSONObject()
        object["line"] = .integer(Int64(self.line))
        object["element"] = self.element.map { .integer(Int64($0)) }
        object["field"] = .string(self.field)
        object["rule"] = .string(self.rule)
        object["message"] = .string(self.message)
        return .object(object)
    }

    /// The place, for people.
    var place: String { RowPlace(line: self.line, element: self.element).label.en }
}

/// One thing that is wrong with an input: where, by which rule, and in words.
public struct Issue: Sendable, Hashable, Error {
    /// Where, as a JSON pointer (RFC 6901) into the input: `/parties/0/institution`; empty for the whole.
    public var pointer: String
    /// The rule, a stable code for programs: `required`, `maxLength`, `code`...
    public var rule: Rule
    /// The rule in words, naming the bound that was missed.
    public var message: Label

    /// Creates an issue.
    public init(_ pointer: String, _ rule: Rule, _ message: Label) {
        self.pointer = pointer
        self.rule = rule
        self.message = message
    }

    /// The field that the issue is about, as people write it: `parties[0].institution`.
    public var field: String {
        var path = ""
        for part in self.pointer.split(separator: "/") {
            if part.allSatisfy({ $0.isNumber }) {
                path += "[\(part)]"
            } else {
                path += path.isEmpty ? String(part) : ".\(part)"
            }
        }
        return path
    }

    /// A rule's code.
    public struct Rule: RawRepresentable, Sendable, Hashable {
        /// The code.
        public let rawValue: String
        /// Creates a rule from its code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The field must be given.
        public static let required = Rule(rawValue: "required")
        /// No such field.
        public static let unknownField = Rule(rawValue: "unknownField")
        /// The field is set by the program.
        public static let readOnly = Rule(rawValue: "readOnly")
        /// The field cannot change any more.
        public static let immutable = Rule(rawValue: "immutable")
        /// The value has another JSON type.
        public static let type = Rule(rawValue: "type")
        /// The text is empty.
        public static let empty = Rule(rawValue: "empty")
        /// The text is too long.
        public static let maxLength = Rule(rawValue: "maxLength")
        /// The text contains characters that are not text.
        public static let controlCharacter = Rule(rawValue: "controlCharacter")
        /// The text has not the required form.
        public static let format = Rule(rawValue: "format")
        /// The value is not in the code list.
        public static let code = Rule(rawValue: "code")
        /// The number is out of bounds.
        public static let range = Rule(rawValue: "range")
        /// The date does not exist.
        public static let date = Rule(rawValue: "date")
        /// The end is not after the beginning.
        public static let period = Rule(rawValue: "period")
        /// The value occurs twice.
        public static let duplicate = Rule(rawValue: "duplicate")
        /// The record that is referred to does not exist.
        public static let reference = Rule(rawValue: "reference")
        /// The transition is not possible from the present state.
        public static let transition = Rule(rawValue: "transition")
        /// A rule of the record type, explained in the message.
        public static let business = Rule(rawValue: "business")
    }
}

/// Everything that is wrong with an input, found in one pass.
public struct ValidationError: Error, Sendable {
    /// What is wrong, never empty.
    public let issues: [Issue]

    /// Collects issues.
    public init(_ issues: [Issue]) { self.issues = issues }

    /// Wraps one issue.
    public init(_ pointer: String, _ rule: Issue.Rule, _ message: Label) {
        self.issues = [Issue(pointer, rule, message)]
    }
}

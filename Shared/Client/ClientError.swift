public import Model

/// Why a request did not do what it should.
public struct ClientError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure: an open set.
    public struct Code: Hashable, Sendable {
        private let name: String

        private init(_ name: String) { self.name = name }

        /// There was no answer; trying again may help.
        public static let unreachable = Code("unreachable")
        /// The services cannot do it at the moment (429, 502, 503, 504); trying again helps.
        public static let unavailable = Code("unavailable")
        /// The services refuse; trying the same again does not help.
        public static let refused = Code("refused")
        /// What came is not what was agreed.
        public static let malformed = Code("malformed")
    }

    /// The kind of failure.
    public let code: Code
    /// The HTTP status, where there was an answer.
    public let status: Int?
    /// The problem document (RFC 9457) that the services answered, with `errors` that name each attribute at fault.
    public let problem: JSON?
    /// What happened, in a sentence.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.status = nil
        self.problem = nil
        self.description = description
    }

    /// An answer of failure.
    init(status: Int, body: [UInt8]) {
        let problem = try? JSON(parsing: body)
        self.code = [429, 502, 503, 504].contains(status) ? .unavailable : .refused
        self.status = status
        self.problem = problem
        var text = "\(problem?["title"]?.stringValue ?? "The server refused") (HTTP \(status))"
        if let detail = problem?["detail"]?.stringValue { text += ": \(detail)" }
        for issue in problem?["errors"]?.arrayValue ?? [] {
            text += " \(issue["pointer"]?.stringValue ?? "") \(issue["message"]?.stringValue ?? "")"
        }
        self.description = text
    }

    /// Whether the same request may go well later.
    public var isPassing: Bool { self.code == .unreachable || self.code == .unavailable }
}

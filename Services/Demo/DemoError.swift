public import Model

/// Why the example office could not be set up.
public struct DemoError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public struct Code: Hashable, Sendable {
        private let name: String

        /// A service that it needs is not there.
        public static let serviceMissing = Code(name: "serviceMissing")
        /// A record was refused: the plan of the office does not fit the rules.
        public static let refused = Code(name: "refused")
        /// A service has not heard in time what another one published; perhaps nobody runs its projections.
        public static let notHeard = Code(name: "notHeard")
        /// The plan of the office contradicts itself.
        public static let plan = Code(name: "plan")

        var text: String { self.name }
    }

    /// What went wrong.
    public let code: Code
    /// The record or service that it is about.
    public let record: String
    /// What is wrong with the record.
    public let issues: [Issue]

    init(_ code: Code, record: String, issues: [Issue] = []) {
        self.code = code
        self.record = record
        self.issues = issues
    }

    /// Code, record and rules; the example office is no secret.
    public var description: String {
        let reasons = self.issues.map { " \($0.pointer): \($0.message.en)" }.joined(separator: ";")
        return "DemoError \(self.code.text) \(self.record)\(reasons)"
    }
}

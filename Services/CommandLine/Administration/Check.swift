public import Model

/// One thing that `yizhan doctor` has looked at.
public struct Check: Sendable, Equatable {
    /// How it stands.
    public enum Result: String, Sendable {
        /// As it should be.
        case good
        /// Works, but somebody should look at it.
        case doubtful
        /// Does not work.
        case bad
    }

    /// What was looked at.
    public let name: String
    /// How it stands.
    public let result: Result
    /// What was found, and what to do.
    public let finding: String

    /// Makes a check.
    public init(_ name: String, _ result: Result, _ finding: String) {
        self.name = name
        self.result = result
        self.finding = finding
    }

    /// The form of `--json`.
    public var json: JSON {
        ["name": .string(self.name), "result": .string(self.result.rawValue), "finding": .string(self.finding)]
    }

    /// The form for people.
    public func text(style: Style) -> String {
        let mark =
            switch self.result {
            case .good: style.good("ok  ")
            case .doubtful: style.doubtful("look")
            case .bad: style.bad("bad ")
            }
        return "\(mark)  \(style.strong(self.name)): \(self.finding)"
    }
}

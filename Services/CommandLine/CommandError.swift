/// Why a command could not do its work, in words for the person at the terminal.
public struct CommandError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; an open set.
    public struct Code: Hashable, Sendable {
        /// The exit status of the process.
        public let exitStatus: Int32

        /// The server refused, or the work failed.
        public static let failed = Code(exitStatus: 1)
        /// The request itself makes no sense (BSD `EX_USAGE`).
        public static let usage = Code(exitStatus: 64)
        /// A file given as input cannot be read or understood (BSD `EX_DATAERR`).
        public static let badInput = Code(exitStatus: 65)
        /// The service cannot be reached (BSD `EX_UNAVAILABLE`).
        public static let unavailable = Code(exitStatus: 69)
        /// The server wants a token, or a stronger one (BSD `EX_NOPERM`).
        public static let notPermitted = Code(exitStatus: 77)
    }

    /// The kind of failure.
    public let code: Code

    /// What happened and what to do about it.
    public let description: String

    /// Makes an error.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

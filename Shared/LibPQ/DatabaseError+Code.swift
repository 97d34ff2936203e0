extension DatabaseError {
    /// The kind of a failure: an open set, so switch over it with a default.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// A short name, stable enough for a metric label.
        public let description: String

        /// The server refused the statement; see `sqlState`.
        public static let server = Code(description: "server")
        /// No connection could be made.
        public static let connectionFailed = Code(description: "connectionFailed")
        /// The connection broke; whether the last statement took effect is unknown.
        public static let connectionLost = Code(description: "connectionLost")
        /// The operation's own deadline passed.
        public static let timeout = Code(description: "timeout")
        /// No connection became free in time, or too many were waiting already.
        public static let poolExhausted = Code(description: "poolExhausted")
        /// The pool has been shut down.
        public static let poolShutdown = Code(description: "poolShutdown")
        /// The calling task was cancelled.
        public static let cancelled = Code(description: "cancelled")
        /// A value could not be read as the type asked for.
        public static let decoding = Code(description: "decoding")
        /// A value cannot be sent, such as text containing NUL.
        public static let encoding = Code(description: "encoding")
        /// The call makes no sense in the connection's state.
        public static let usage = Code(description: "usage")
        /// The migrations here and in the database contradict each other.
        public static let migration = Code(description: "migration")
    }
}

extension DatabaseError: CustomStringConvertible, CustomDebugStringConvertible {
    /// The code and the SQLSTATE, nothing else.
    public var description: String {
        guard let sqlState = self.sqlState else { return "DatabaseError(\(self.code))" }
        return "DatabaseError(\(self.code), \(sqlState))"
    }

    /// Everything known, including text that may quote data.
    public var debugDescription: String {
        var parts = [self.code.description]
        let fields: [(String, String?)] = [
            ("sqlState", self.sqlState?.rawValue), ("message", self.message), ("detail", self.detail),
            ("hint", self.hint), ("schema", self.schema), ("table", self.table), ("column", self.column),
            ("constraint", self.constraint),
        ]
        for (name, value) in fields {
            if let value { parts.append("\(name): \(value)") }
        }
        return "DatabaseError(\(parts.joined(separator: ", ")))"
    }
}

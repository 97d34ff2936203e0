/// How a transaction runs.
public struct TransactionOptions: Sendable {
    /// What a transaction sees of others (manual, "Transaction Isolation").
    public enum Isolation: String, Sendable {
        /// Each statement sees what was committed before it began.
        case readCommitted = "READ COMMITTED"
        /// All statements see what was committed before the first.
        case repeatableRead = "REPEATABLE READ"
        /// As if transactions ran one after the other; they may have to be run again.
        case serializable = "SERIALIZABLE"
    }

    /// The isolation level; nil leaves it to the server.
    public var isolation: Isolation?
    /// Whether writing is refused.
    public var readOnly: Bool
    /// How often ``Pool/withTransaction(_:_:)`` tries in all, when serialization fails or a deadlock is broken.
    public var attempts: Int

    /// Read committed, writable, five attempts unless said otherwise.
    public init(isolation: Isolation? = nil, readOnly: Bool = false, attempts: Int = 5) {
        self.isolation = isolation
        self.readOnly = readOnly
        self.attempts = attempts
    }

    var begin: String {
        var text = "BEGIN"
        if let isolation = self.isolation { text += " ISOLATION LEVEL \(isolation.rawValue)" }
        if self.readOnly { text += " READ ONLY" }
        return text
    }
}

/// A five-character SQLSTATE, as in appendix A of the PostgreSQL manual.
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The five characters.
    public let rawValue: String

    /// Wraps five characters.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The five characters.
    public var description: String { self.rawValue }

    /// The class: the first two characters.
    public var category: Substring { self.rawValue.prefix(2) }
}

extension SQLState {
    /// Class 08, the connection itself.
    public static let connectionFailure = SQLState(rawValue: "08006")
    /// A feature that is not there; also a cached plan whose result type changed.
    public static let featureNotSupported = SQLState(rawValue: "0A000")
    /// A value does not fit its type.
    public static let numericValueOutOfRange = SQLState(rawValue: "22003")
    /// Bytes that are not text in the server's encoding.
    public static let characterNotInRepertoire = SQLState(rawValue: "22021")
    /// Text that a type cannot read.
    public static let invalidTextRepresentation = SQLState(rawValue: "22P02")
    /// A restriction (`ON DELETE RESTRICT`) was violated.
    public static let restrictViolation = SQLState(rawValue: "23001")
    /// NULL in a NOT NULL column.
    public static let notNullViolation = SQLState(rawValue: "23502")
    /// No such referenced row, or one still referenced.
    public static let foreignKeyViolation = SQLState(rawValue: "23503")
    /// A duplicate under a unique constraint.
    public static let uniqueViolation = SQLState(rawValue: "23505")
    /// A CHECK constraint said no.
    public static let checkViolation = SQLState(rawValue: "23514")
    /// An EXCLUDE constraint said no.
    public static let exclusionViolation = SQLState(rawValue: "23P01")
    /// A write in a read-only transaction.
    public static let readOnlyTransaction = SQLState(rawValue: "25006")
    /// A statement in a transaction that has failed already.
    public static let inFailedTransaction = SQLState(rawValue: "25P02")
    /// A prepared statement the server does not know.
    public static let invalidStatementName = SQLState(rawValue: "26000")
    /// The login was refused.
    public static let invalidAuthorization = SQLState(rawValue: "28000")
    /// The password was wrong.
    public static let invalidPassword = SQLState(rawValue: "28P01")
    /// The database does not exist.
    public static let invalidCatalogName = SQLState(rawValue: "3D000")
    /// Concurrent transactions cannot be serialised; try again.
    public static let serializationFailure = SQLState(rawValue: "40001")
    /// The server chose this transaction to end a deadlock; try again.
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    /// The role may not do this.
    public static let insufficientPrivilege = SQLState(rawValue: "42501")
    /// The statement cannot be parsed.
    public static let syntaxError = SQLState(rawValue: "42601")
    /// No such column.
    public static let undefinedColumn = SQLState(rawValue: "42703")
    /// No such table.
    public static let undefinedTable = SQLState(rawValue: "42P01")
    /// No such function.
    public static let undefinedFunction = SQLState(rawValue: "42883")
    /// No such schema.
    public static let invalidSchemaName = SQLState(rawValue: "3F000")
    /// The object exists already.
    public static let duplicateObject = SQLState(rawValue: "42710")
    /// The table exists already.
    public static let duplicateTable = SQLState(rawValue: "42P07")
    /// No space is left where the server keeps its data.
    public static let diskFull = SQLState(rawValue: "53100")
    /// The server has no connection left to give.
    public static let tooManyConnections = SQLState(rawValue: "53300")
    /// A lock asked for with NOWAIT or `lock_timeout` was not to be had.
    public static let lockNotAvailable = SQLState(rawValue: "55P03")
    /// The statement was cancelled, by request or by `statement_timeout`.
    public static let queryCanceled = SQLState(rawValue: "57014")
    /// The server, or this backend, was told to stop.
    public static let adminShutdown = SQLState(rawValue: "57P01")
    /// The server is restarting after a crash.
    public static let crashShutdown = SQLState(rawValue: "57P02")
    /// The server is starting up or shutting down.
    public static let cannotConnectNow = SQLState(rawValue: "57P03")
    /// `RAISE EXCEPTION` without a code of its own.
    public static let raiseException = SQLState(rawValue: "P0001")
}

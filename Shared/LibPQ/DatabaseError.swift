/// Whatever can go wrong between this process and PostgreSQL.
///
/// `description` carries the code and the SQLSTATE only, so that an error can be logged anywhere; what the server
/// said, which may quote data, is in ``message``, ``detail``, ``hint`` and `debugDescription`.
public struct DatabaseError: Error, Sendable {
    /// What kind of failure this is.
    public let code: Code

    private let report: ServerReport?
    private let note: String?

    /// A failure found on this side.
    public init(_ code: Code, _ message: String? = nil) {
        self.code = code
        self.note = message
        self.report = nil
    }

    init(_ code: Code, report: ServerReport) {
        self.code = code
        self.note = nil
        self.report = report
    }

    /// The same report under another code.
    func recoded(_ code: Code) -> DatabaseError {
        guard let report = self.report else { return DatabaseError(code, self.note) }
        return DatabaseError(code, report: report)
    }

    /// The server's SQLSTATE, if the server spoke.
    public var sqlState: SQLState? { self.report?.sqlState }
    /// The constraint that was violated.
    public var constraint: String? { self.report?.constraint }
    /// The table the server blames.
    public var table: String? { self.report?.table }
    /// The column the server blames.
    public var column: String? { self.report?.column }
    /// The schema the server blames.
    public var schema: String? { self.report?.schema }
    /// The primary message.
    ///
    /// May quote data.
    public var message: String? { self.report?.message ?? self.note }
    /// The server's detail.
    ///
    /// May quote data.
    public var detail: String? { self.report?.detail }
    /// The server's hint.
    public var hint: String? { self.report?.hint }
    /// The server function that raised the error; the same in every locale.
    public var sourceFunction: String? { self.report?.sourceFunction }

    /// Whether the same transaction may succeed when run again from its beginning.
    public var isRetryable: Bool {
        self.sqlState == .serializationFailure || self.sqlState == .deadlockDetected
    }
}

/// What an ErrorResponse said, boxed so that the error itself stays three words.
final class ServerReport: Sendable {
    let sqlState: SQLState?
    let isFatal: Bool
    let message: String?
    let detail: String?
    let hint: String?
    let schema: String?
    let table: String?
    let column: String?
    let constraint: String?
    let sourceFunction: String?

    init(field: (Int32) -> String?, codes: FieldCodes) {
        self.sqlState = field(codes.sqlState).map(SQLState.init(rawValue:))
        let severity = field(codes.severity)
        self.isFatal = severity == "FATAL" || severity == "PANIC"
        self.message = field(codes.message)
        self.detail = field(codes.detail)
        self.hint = field(codes.hint)
        self.schema = field(codes.schema)
        self.table = field(codes.table)
        self.column = field(codes.column)
        self.constraint = field(codes.constraint)
        self.sourceFunction = field(codes.sourceFunction)
    }
}

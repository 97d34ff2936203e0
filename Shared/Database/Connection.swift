public import LibPQ

/// A connection lent to a closure by a ``Pool``.
///
/// Not Sendable, so two tasks cannot use it at once; after the closure has returned every call throws `usage`.
public final class Connection {
    private var session: Session?

    init(_ session: Session) {
        self.session = session
    }

    /// Ends the loan.
    func revoke() {
        self.session = nil
    }

    func lent() throws(DatabaseError) -> Session {
        guard let session = self.session else {
            throw DatabaseError(.usage, "the connection was given back to its pool")
        }
        return session
    }

    /// The server process behind this connection, 0 after it was given back.
    public var backendPID: Int32 { self.session?.wire.backendPID ?? 0 }

    /// When this connection was made: whatever was read over it, its server has not crashed since then.
    public var openedAt: ContinuousClock.Instant { self.session?.openedAt ?? .now }

    /// Whether a transaction is open.
    public var isInTransaction: Bool {
        switch self.session?.wire.transactionStatus {
        case .inTransaction, .inError: true
        default: false
        }
    }

    /// Runs a statement and returns its rows.
    ///
    /// A statement used repeatedly is prepared once and then only executed. When the task is cancelled or the deadline
    /// passes, the statement is cancelled on the server too, and the connection stays usable.
    ///
    /// - Parameter deadline: how long to wait for the answer; by default the configuration's query time-out.
    public func query(_ sql: SQL, deadline: Duration? = nil) async throws(DatabaseError) -> Rows {
        let session = try self.lent()
        return Rows(try await session.query(sql.text, sql.parameters, deadline: session.deadline(deadline)))
    }

    /// Runs a statement given as text with placeholders: the same without interpolation.
    public func query(_ text: String, _ parameters: Parameters) async throws(DatabaseError) -> Rows {
        let session = try self.lent()
        return Rows(try await session.query(text, parameters, deadline: session.deadline(nil)))
    }

    /// Runs a statement and returns how many rows it affected.
    @discardableResult
    public func execute(_ sql: SQL, deadline: Duration? = nil) async throws(DatabaseError) -> Int {
        try await self.query(sql, deadline: deadline).affected
    }

    /// Runs a statement given as text with placeholders and returns how many rows it affected.
    @discardableResult
    public func execute(_ text: String, _ parameters: Parameters) async throws(DatabaseError) -> Int {
        try await self.query(text, parameters).affected
    }

    /// Runs statements in one round trip.
    ///
    /// Outside a transaction they are one: if one fails, none takes effect, and its error is thrown.
    @discardableResult
    public func batch(_ statements: [SQL], deadline: Duration? = nil) async throws(DatabaseError) -> [Rows] {
        let session = try self.lent()
        return try await session.batch(statements, deadline: session.deadline(deadline)).map(Rows.init)
    }

    /// Runs any number of statements separated by semicolons, without parameters; rows are discarded.
    ///
    /// The client sets no deadline by itself; the server's `statement_timeout` applies to each statement.
    public func script(_ text: String, deadline: Duration? = nil) async throws(DatabaseError) {
        let session = try self.lent()
        try await session.wire.script(text, deadline: deadline.map(Deadline.after) ?? .never)
        // A script may contain DISCARD ALL, or change what statements mean.
        if text.utf8.count > 0 { session.statements.invalidate(after: text) }
    }
}

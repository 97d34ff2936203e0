import CLibPQ
import Logging

/// One connection to PostgreSQL, driven without blocking.
///
/// Not Sendable: it belongs to one task at a time, so statements cannot interleave. A connection whose operation
/// failed on the wire, or was abandoned with its answer outstanding, is broken for good: see ``isBroken``.
public final class PGConnection {
    let raw: OpaquePointer
    private let notices: NoticeReceiver
    let cancelHandle: CancelHandle

    /// How long a cancelled or overdue statement may take to admit it, before the connection is given up.
    public var cancelPatience = Duration.seconds(3)
    /// Set once the connection can no longer be used.
    public private(set) var isBroken = false
    /// How many synchronisation points of a pipeline the server still owes.
    var pendingSyncs = 0
    /// For how many answers in a row it was no use to let other tasks go first.
    var vainTurns = 0

    init(adopting raw: OpaquePointer, notices: NoticeReceiver, cancelHandle: CancelHandle) {
        self.raw = raw
        self.notices = notices
        self.cancelHandle = cancelHandle
    }

    deinit {
        // Before PQfinish closes the descriptor: the poller must never meet a reused number.
        Poller.shared.forget(PQsocket(self.raw))
        withExtendedLifetime(self.notices) { PQfinish(self.raw) }
    }

    /// The process that serves this connection, as in `pg_stat_activity.pid`.
    public var backendPID: Int32 { PQbackendPID(self.raw) }

    /// The server's version as a number, such as 150018.
    public var serverVersion: Int { Int(PQserverVersion(self.raw)) }

    /// Where the server stands, by the last answer read.
    public var transactionStatus: TransactionStatus {
        self.isBroken ? .unknown : TransactionStatus(PQtransactionStatus(self.raw))
    }

    /// Whether an idle connection has something to read: usually the server's farewell.
    ///
    /// Does not block.
    public var hasUnexpectedInput: Bool {
        self.isBroken || clibpq_has_input(PQsocket(self.raw)) != 0
    }

    /// Marks the connection as unusable, for a caller that lost track of its state.
    public func markBroken() {
        self.isBroken = true
    }

    /// What libpq last complained about.
    var complaint: String {
        PQerrorMessage(self.raw).map { String(cString: $0) } ?? ""
    }

    /// To be called before a statement is sent.
    @inline(__always)
    func prepareToSend(shielded: Bool) throws(DatabaseError) {
        guard !self.isBroken else {
            throw DatabaseError(.connectionLost, "the connection broke earlier")
        }
        if !shielded, Task.isCancelled { throw DatabaseError(.cancelled) }
    }

    /// Breaks the connection and says why, with the server's farewell if it left one.
    func lost() -> DatabaseError {
        self.isBroken = true
        // A dead connection answers at once, so this does not block; the bound is against a library that would not end.
        for _ in 0..<8 where PQstatus(self.raw) == CONNECTION_BAD {
            guard let raw = PQgetResult(self.raw) else { break }
            let report = PGResult(raw).report
            if report.sqlState != nil { return DatabaseError(.connectionLost, report: report) }
        }
        return DatabaseError(.connectionLost, self.complaint)
    }
}

import CLibPQ

/// Where the server stands between two statements (`PQtransactionStatus`).
public enum TransactionStatus: Sendable {
    /// Outside a transaction.
    case idle
    /// A statement is under way.
    case active
    /// Inside a transaction.
    case inTransaction
    /// Inside a transaction that has failed.
    case inError
    /// The connection is gone.
    case unknown

    init(_ status: PGTransactionStatusType) {
        switch status {
        case PQTRANS_IDLE: self = .idle
        case PQTRANS_ACTIVE: self = .active
        case PQTRANS_INTRANS: self = .inTransaction
        case PQTRANS_INERROR: self = .inError
        default: self = .unknown
        }
    }
}

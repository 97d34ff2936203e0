import CLibPQ

/// The `PG_DIAG_…` codes, which are character macros in C and so reach Swift through the shim.
struct FieldCodes: Sendable {
    let severity = CLIBPQ_DIAG_SEVERITY
    let sqlState = CLIBPQ_DIAG_SQLSTATE
    let message = CLIBPQ_DIAG_MESSAGE
    let detail = CLIBPQ_DIAG_DETAIL
    let hint = CLIBPQ_DIAG_HINT
    let schema = CLIBPQ_DIAG_SCHEMA
    let table = CLIBPQ_DIAG_TABLE
    let column = CLIBPQ_DIAG_COLUMN
    let constraint = CLIBPQ_DIAG_CONSTRAINT
    let sourceFunction = CLIBPQ_DIAG_SOURCE_FUNCTION

    static let all = FieldCodes()
}

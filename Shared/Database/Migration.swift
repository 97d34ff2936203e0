/// One step in the life of a schema.
///
/// Never edited once it has been applied anywhere.
public struct Migration: Sendable, Hashable {
    /// A name that sorts by age, such as `0001_institutions`.
    public let id: String
    /// Statements separated by semicolons, run in one transaction.
    public let sql: String

    /// Names a step.
    public init(id: String, sql: String) {
        self.id = id
        self.sql = sql
    }
}

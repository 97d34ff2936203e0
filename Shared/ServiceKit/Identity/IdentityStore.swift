public import Database

/// Units, people, tokens, links and sessions in the `identity` schema.
public struct IdentityStore: Sendable {
    let pool: Pool
    /// Called after every change that was made here, so that this process forgets at once what it remembered.
    private let onChange: @Sendable () -> Void

    /// Creates a store over a pool whose role may use the schema.
    ///
    /// - Parameter onChange: called after every change that this store has made.
    public init(pool: Pool, onChange: @escaping @Sendable () -> Void = {}) {
        self.pool = pool
        self.onChange = onChange
    }

    /// Changes units, people or tokens: everything that `body` does, with its entries in the audit trail, or nothing.
    ///
    /// - Parameters:
    ///   - actor: who does it; only what that one may do is done.
    ///   - body: what is done.
    public func change<Value: Sendable>(
        as actor: Actor, _ body: (IdentityChange) async throws -> Value,
    ) async throws -> Value {
        let value = try await self.pool.withTransaction { connection in
            // One at a time: whether somebody is the last administrator, or a unit is below another, must not change
            // between the look and the deed. It also gives the audit trail the order of the commits.
            try await connection.execute("SELECT pg_advisory_xact_lock(1501193576, 5)")
            return try await body(IdentityChange(connection: connection, actor: actor))
        }
        self.onChange()
        return value
    }
}

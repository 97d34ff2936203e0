import LibPQ
import Logging

extension Connection {
    /// Runs `body` in a transaction, or behind a savepoint if one is open already.
    ///
    /// Commits when `body` returns, rolls back when it throws, and rethrows its error. Nothing is tried again here; see
    /// ``Pool/withTransaction(_:_:)``. If the connection is lost during COMMIT the outcome is unknown, and the error's
    /// code is `connectionLost`.
    @discardableResult
    public func transaction<Value>(
        _ options: TransactionOptions = TransactionOptions(), _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let session = try self.lent()
        let isOutermost = session.depth == 0 && session.wire.transactionStatus == .idle
        let savepoint = "sp_\(session.depth)"
        try await session.command(isOutermost ? options.begin : "SAVEPOINT \(savepoint)", shielded: false)
        session.depth += 1
        defer { session.depth -= 1 }
        let value: Value
        do {
            value = try await body(self)
        } catch {
            await session.rollBack(isOutermost ? "ROLLBACK" : "ROLLBACK TO \(savepoint); RELEASE \(savepoint)")
            throw error
        }
        // COMMIT in a failed transaction rolls back without an error, so a body that swallowed one must be told.
        if session.wire.transactionStatus == .inError {
            await session.rollBack(isOutermost ? "ROLLBACK" : "ROLLBACK TO \(savepoint); RELEASE \(savepoint)")
            throw DatabaseError(.usage, "a statement failed and the closure went on; the transaction is rolled back")
        }
        do {
            try await session.command(isOutermost ? "COMMIT" : "RELEASE \(savepoint)", shielded: true)
        } catch {
            if !isOutermost { await session.rollBack("ROLLBACK TO \(savepoint)") }
            throw error
        }
        return value
    }
}

extension Connection {
    /// Ends a transaction that was begun by a statement, even if the task was cancelled.
    ///
    /// For callers that let BEGIN and COMMIT travel with other statements; it does not throw, because a connection that
    /// cannot do even this is dropped.
    public func rollBack() async {
        guard self.isInTransaction, let session = try? self.lent() else { return }
        await session.rollBack("ROLLBACK")
    }
}

extension Session {
    /// Rolls back even if the task was cancelled; a connection that cannot do even that is broken.
    func rollBack(_ command: String) async {
        guard !self.wire.isBroken else { return }
        do {
            try await self.command(command, shielded: true)
        } catch {
            self.wire.markBroken()
            self.logger.warning("Rolling back failed; the connection is dropped", metadata: ["error": "\(error)"])
        }
    }
}

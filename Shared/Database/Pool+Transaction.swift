import LibPQ
import Logging

extension Pool {
    /// Runs `body` in a transaction and, if the server says that trying again may help, runs it again.
    ///
    /// Serialization failures (40001) and broken deadlocks (40P01) are retried, also when COMMIT reports them, up to
    /// `options.attempts` runs in all; so `body` must have no effects but those on the connection.
    @discardableResult
    public func withTransaction<Value: Sendable>(
        _ options: TransactionOptions = TransactionOptions(), _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await self.withConnection { try await $0.transaction(options, body) }
            } catch let error as DatabaseError where error.isRetryable && attempt < options.attempts {
                self.logger.debug(
                    "Running a transaction again", metadata: ["error": "\(error)", "attempt": "\(attempt)"])
                // The connection is free meanwhile; the rivals get apart by chance.
                try await Task.sleep(for: .milliseconds(attempt * attempt) * Double.random(in: 0.5...2))
                attempt += 1
            }
        }
    }
}

package import Database
package import Logging
import ServiceLifecycle

/// Lets go what a service keeps only for a while, at its start and every hour.
///
/// Answers to requests with an Idempotency-Key are kept for a week: nobody sends a request again after that, and a key
/// that were remembered for ever would make the table grow with every record. Files that were checked and never
/// imported go with them, and sessions and sign-in links that are over, from the tables that all services share. Any
/// number of processes may do this.
package struct Housekeeping: Service {
    /// How long answers are kept.
    package static let kept = Duration.seconds(7 * 86_400)
    private static let interval = Duration.seconds(3600)
    /// One statement deletes no more than this, so that nobody waits long for it.
    private static let portion = 1000

    private let schema: String
    private let pool: Pool
    private let logger: Logger

    /// The housekeeping of one service.
    package init(of service: String, pool: Pool, logger: Logger) {
        self.schema = service
        self.pool = pool
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await self.turn()
                } catch {
                    if Task.isCancelled { break }
                    self.logger.warning(
                        "What is out of date was not let go",
                        metadata: ["service": "\(self.schema)", "error": "\(error)"])
                }
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Deletes what is out of date; returns how many rows that were.
    @discardableResult
    package func turn() async throws -> Int {
        let identities: SQL = "SELECT identity.expire(\(Self.portion))"
        let answers: SQL = """
            WITH gone AS (
                DELETE FROM \(identifier: self.schema).idempotency WHERE (principal, key) IN (
                    SELECT i.principal, i.key FROM \(identifier: self.schema).idempotency AS i
                    WHERE i.created_at < now() - \(Int(Self.kept.components.seconds)) * interval '1 second'
                    ORDER BY i.created_at LIMIT \(Self.portion) FOR UPDATE SKIP LOCKED)
                RETURNING 1)
            SELECT count(*) FROM gone
            """
        var deleted = 0
        for statement in [answers, CheckedFiles.expired(in: self.schema), identities] {
            var count = Self.portion
            while count >= Self.portion {
                count = try await self.pool.query(statement)[0].decode(0, as: Int.self)
                deleted += count
            }
        }
        return deleted
    }
}

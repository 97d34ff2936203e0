import EmbeddedPostgres
import Logging
import ServiceLifecycle

/// Keeps the private PostgreSQL for the services listed after it: starts it again when it is lost, and stops it with the
/// process.
///
/// Meanwhile the services tell everybody that the database is gone, as they do when it is somebody else's.
struct DatabaseGuard: Service {
    let postgres: EmbeddedPostgres
    let logger: Logger

    /// A server that is lost more often than this in ``period`` will be lost again.
    private static let most = 5
    private static let period = Duration.seconds(600)

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.keep() }
            group.addTask {
                // Also on cancellation, when this throws: the other task ends with the server only.
                try? await gracefulShutdown()
                try await self.postgres.stop()
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func keep() async throws {
        var losses: [ContinuousClock.Instant] = []
        while true {
            await self.postgres.waitUntilStopped()
            if Task.isShuttingDownGracefully || Task.isCancelled { return }
            let folder = self.postgres.folder
            if DiskSpace.isExhausted(at: folder) {
                throw CommandError(.failed, EmbeddedPostgresError.diskFull(folder).message)
            }
            losses = losses.filter { .now - $0 < Self.period } + [.now]
            guard losses.count <= Self.most else {
                throw CommandError(
                    .failed, "PostgreSQL ended unexpectedly, again and again. Its log is in \(folder)/log.")
            }
            self.logger.error(
                "PostgreSQL ended unexpectedly and is started again", metadata: ["log": "\(folder)/log"])
            try await self.postgres.restart()
        }
    }
}

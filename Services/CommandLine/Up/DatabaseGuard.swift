import EmbeddedPostgres
import ServiceLifecycle

/// Keeps the private PostgreSQL for the services listed after it, and ends the process when the server is lost.
struct DatabaseGuard: Service {
    let postgres: EmbeddedPostgres

    func run() async throws {
        let wasAsked = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await self.postgres.waitUntilStopped()
                return false
            }
            group.addTask {
                // Also on cancellation, when this throws: the first task ends with the server only.
                try? await gracefulShutdown()
                try await self.postgres.stop()
                return true
            }
            let first = try await group.next() ?? false
            group.cancelAll()
            return first
        }
        if !wasAsked, !Task.isShuttingDownGracefully, !Task.isCancelled {
            if DiskSpace.isExhausted(at: self.postgres.folder) {
                throw CommandError(.failed, EmbeddedPostgresError.diskFull(self.postgres.folder).message)
            }
            throw CommandError(
                .failed, "PostgreSQL ended unexpectedly. Its log is in \(self.postgres.folder)/log.")
        }
    }
}

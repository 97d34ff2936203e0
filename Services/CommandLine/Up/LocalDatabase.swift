import EmbeddedPostgres
public import Logging

/// The database of this installation, for commands that work on it directly.
public enum LocalDatabase {
    /// Lends its connection string: `YIZHAN_DATABASE_URL`, the private server that runs, or one that is started for the
    /// length of the call.
    ///
    /// - Parameters:
    ///   - folder: the installation.
    ///   - environment: the process's environment.
    ///   - logger: told of a start.
    ///   - body: works with the connection string.
    /// - Throws: when there is no database, and what `body` throws.
    public static func with<Result>(
        folder: DataFolder, environment: [String: String], logger: Logger, _ body: (String) async throws -> Result
    ) async throws -> Result {
        if let url = environment["YIZHAN_DATABASE_URL"], !url.isEmpty { return try await body(url) }
        if let url = EmbeddedPostgres.runningURL(folder: folder.postgres) { return try await body(url) }
        guard EmbeddedPostgres.exists(in: folder.postgres) else {
            throw CommandError(
                .failed,
                "There is no database in \(folder.path) yet. Start with yizhan up, name the folder with --data, "
                    + "or set YIZHAN_DATABASE_URL."
            )
        }
        let postgres = try await EmbeddedPostgres.start(
            folder: folder.postgres, environment: environment, logger: logger)
        do {
            let result = try await body(postgres.url())
            try await postgres.stop()
            return result
        } catch {
            try await postgres.stop()
            throw error
        }
    }
}

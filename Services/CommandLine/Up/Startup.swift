import EmbeddedPostgres
import FoundationEssentials
public import Logging
import ServiceLifecycle
import UnixSignals

/// Runs all services in this process until it is told to stop.
public struct Startup: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port to listen on.
    public var port = 8080
    /// Whether to fill an empty database with made-up records.
    public var isDemo = false
    /// Where everything is kept.
    public let folder: DataFolder
    /// The process's environment.
    public let environment: [String: String]
    /// The process's logger.
    public let logger: Logger

    /// Makes a start-up with the usual address.
    public init(folder: DataFolder, environment: [String: String], logger: Logger) {
        self.folder = folder
        self.environment = environment
        self.logger = logger
    }

    /// Starts the database where none is given, composes the services, announces them and runs them.
    ///
    /// Returns after SIGTERM or SIGINT, when the services and then the database have ended.
    ///
    /// - Parameters:
    ///   - compose: makes the services for a database.
    ///   - announce: told once, when requests are answered.
    /// - Throws: what kept the services from running.
    public func run(
        compose: (OfficeConfiguration) async throws -> Office,
        announce: @escaping @Sendable (ReadyState) -> Void
    ) async throws {
        let instance = try Instance(self.folder)
        defer { withExtendedLifetime(instance) { Instance.clear(self.folder) } }
        guard let url = self.environment["YIZHAN_DATABASE_URL"], !url.isEmpty else {
            let postgres = try await EmbeddedPostgres.start(
                folder: self.folder.postgres, environment: self.environment, logger: self.logger)
            do {
                try await self.run(compose, announce, database: postgres.url(), [DatabaseGuard(postgres: postgres)])
            } catch {
                try await postgres.stop()
                throw error
            }
            return try await postgres.stop()
        }
        try await self.run(compose, announce, database: url, [])
    }

    private func run(
        _ compose: (OfficeConfiguration) async throws -> Office,
        _ announce: @escaping @Sendable (ReadyState) -> Void,
        database url: String,
        _ foundation: [any Service]
    ) async throws {
        let configuration = OfficeConfiguration(
            host: self.host, port: self.port, databaseURL: url, isDemo: self.isDemo, dataFolder: self.folder,
            logger: self.logger
        )
        let office = try await compose(configuration)
        let announcement = Announcement(office: office, configuration: configuration, announce: announce)
        var group = ServiceGroupConfiguration(
            services: (foundation + office.services + [announcement]).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: self.logger
        )
        group.maximumGracefulShutdownDuration = office.patience
        try await ServiceGroup(configuration: group).run()
    }
}

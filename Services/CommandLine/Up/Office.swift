public import Logging
public import ServiceLifecycle

/// What the services need to be told to run together in one process.
public struct OfficeConfiguration: Sendable {
    /// The address to listen on.
    public let host: String
    /// The port to listen on.
    public let port: Int
    /// The libpq connection string of the database; a secret.
    public let databaseURL: String
    /// Whether to fill an empty database with made-up records.
    public let isDemo: Bool
    /// Where files of this installation are kept.
    public let dataFolder: DataFolder
    /// The process's logger.
    public let logger: Logger

    /// Makes a configuration.
    public init(
        host: String, port: Int, databaseURL: String, isDemo: Bool, dataFolder: DataFolder, logger: Logger
    ) {
        self.host = host
        self.port = port
        self.databaseURL = databaseURL
        self.isDemo = isDemo
        self.dataFolder = dataFolder
        self.logger = logger
    }

    /// The address at which a browser on this machine finds the services.
    public var url: String {
        let name = ["0.0.0.0", "::", ""].contains(self.host) ? "127.0.0.1" : self.host
        return "http://\(name.contains(":") ? "[\(name)]" : name):\(self.port)"
    }
}

/// All services composed, not running yet.
public struct Office: Sendable {
    /// What runs, in the order of dependence: the last is shut down first.
    public let services: [any Service]
    /// How long their end may take before they are stopped in the middle.
    public let patience: Duration
    /// Returns when requests are answered.
    public let untilReady: @Sendable () async throws -> Void
    /// Makes a one-time link with which an administrator signs in.
    public let signInLink: @Sendable () async throws -> String?
    /// Makes a token for the commands on this machine.
    public let commandLineToken: @Sendable () async throws -> String?

    /// Makes an office of services.
    public init(
        services: [any Service],
        patience: Duration = .seconds(60),
        untilReady: @escaping @Sendable () async throws -> Void,
        signInLink: @escaping @Sendable () async throws -> String?,
        commandLineToken: @escaping @Sendable () async throws -> String?
    ) {
        self.services = services
        self.patience = patience
        self.untilReady = untilReady
        self.signInLink = signInLink
        self.commandLineToken = commandLineToken
    }
}

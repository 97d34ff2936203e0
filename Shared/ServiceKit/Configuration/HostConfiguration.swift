public import Configuration
import FoundationEssentials
import LibPQ
package import Model

/// How a process of Yizhan is set up.
public struct HostConfiguration: Sendable {
    /// The database, as a libpq connection string; may go through a pooler in transaction mode.
    public var databaseURL: String
    /// The database without a pooler in between, for listening.
    public var directURL: String
    /// A login that may create schemas and roles; the first one when not given.
    public var migrationURL: String
    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0 takes a free one.
    public var port: Int
    /// How browsers reach us; decides whether cookies are marked secure.
    public var publicURL: String?
    /// The most database connections of each service in this process.
    public var connections: Int
    /// Whether ``databaseURL`` goes through a pooler in transaction mode, which allows no prepared statements.
    public var isPooled: Bool
    /// What a sender may take of this process.
    public var limits = RequestLimits()
    /// How long requests are still answered after the process was asked to end; see ``Drain``.
    public var drain = Duration.zero
    /// How long a start waits for a database that does not answer.
    package var startPatience = Duration.seconds(10)
    /// Seals what is kept secret in the database; nil when there is no key.
    public var sealer: Sealer?
    /// Networks besides the public internet in which services may call others.
    public var outboundNetworks: [NetworkRange] = []
    /// Further certificate authorities, PEM, by which those others are known.
    public var outboundAuthorities: String?
    /// What a scraper of figures shows at `/metrics`; nil when only administrators may look.
    public var metricsToken: String?
    /// Tells the time; tests set it.
    package var clock: @Sendable () -> Instant = { Instant.now }
    /// How long it is remembered who a token or session is, while the process hears of changes.
    var actorLifetime: Duration = .seconds(5)

    /// A configuration with everything at its default but the database.
    public init(databaseURL: String, directURL: String? = nil, host: String = "127.0.0.1", port: Int = 8080) {
        self.databaseURL = databaseURL
        self.directURL = directURL ?? databaseURL
        self.migrationURL = self.directURL
        self.host = host
        self.port = port
        self.connections = 16
        self.isPooled = false
    }

    /// Whether an address is that of the pooler, whoever logs in there.
    func isPooler(_ url: String) -> Bool {
        guard self.isPooled, let pooler = try? ConnectionSettings(parsing: self.databaseURL),
            let other = try? ConnectionSettings(parsing: url)
        else { return false }
        return ["host", "hostaddr", "port", "service"].allSatisfy { pooler[$0] == other[$0] }
    }

    /// Reads the configuration.
    ///
    /// ## Configuration keys
    /// - `database.url` (string, required, secret): libpq connection string. `YIZHAN_DATABASE_URL`, or a file named by
    ///   `YIZHAN_DATABASE_URL_FILE`.
    /// - `database.direct.url` (string, optional, secret, default: `database.url`): without a pooler, for LISTEN.
    /// - `database.migration.url` (string, optional, secret, default: `database.direct.url`): may create schemas.
    /// - `database.connections` (int, optional, default: 16): the most connections of each service.
    /// - `database.pooled` (bool, optional, default: false): whether `database.url` is a pooler in transaction mode.
    /// - `http.host` (string, optional, default: 127.0.0.1), `http.port` (int, optional, default: 8080).
    /// - `http.connections` (int, optional, default: 4096): the most connections of clients at a time.
    /// - `http.drain` (int, optional, default: 0): for how many seconds requests are still answered after SIGTERM, while
    ///   `/readyz` refuses.
    /// - `public.url` (string, optional): how browsers reach us.
    /// - `secret.key` (string, optional, secret): 32 bytes in base64, by which secrets in the database are encrypted;
    ///   after a change the former keys follow, separated by commas.
    /// - `webhook.networks` (string, optional): networks besides the public internet to which webhooks may be sent,
    ///   such as `10.20.0.0/16`, separated by commas.
    /// - `metrics.token` (string, optional, secret): what a scraper shows at `/metrics`, 16 characters at least.
    /// - `webhook.ca` (string, optional): further certificate authorities for webhooks, PEM.
    public init(_ reader: ConfigReader) throws {
        let config = reader.scoped(to: "yizhan")
        let url = try config.requiredString(forKey: "database.url", isSecret: true)
        self.init(
            databaseURL: url,
            directURL: config.string(forKey: "database.direct.url", isSecret: true),
            host: config.string(forKey: "http.host", default: "127.0.0.1"),
            port: config.int(forKey: "http.port", default: 8080),
        )
        if let migration = config.string(forKey: "database.migration.url", isSecret: true) {
            self.migrationURL = migration
        }
        self.publicURL = config.string(forKey: "public.url")
        self.connections = config.int(forKey: "database.connections", default: 16)
        self.limits.connections = config.int(forKey: "http.connections", default: self.limits.connections)
        let drain = config.int(forKey: "http.drain", default: 0)
        guard (0...300).contains(drain) else { throw HostError.drain(drain) }
        self.drain = .seconds(drain)
        self.isPooled = config.bool(forKey: "database.pooled", default: false)
        if let keys = config.string(forKey: "secret.key", isSecret: true), !keys.isEmpty {
            guard let sealer = Sealer(keys: keys) else { throw HostError.secretKey }
            self.sealer = sealer
        }
        for text in (config.string(forKey: "webhook.networks") ?? "").split(separator: ",").map({ String($0).trimmed })
        {
            guard let network = NetworkRange(text) else { throw HostError.network(text) }
            self.outboundNetworks.append(network)
        }
        self.outboundAuthorities = config.string(forKey: "webhook.ca")
        if let token = config.string(forKey: "metrics.token", isSecret: true), !token.isEmpty {
            // Nobody keeps strangers from guessing, and what is short is guessed.
            guard token.utf8.count >= 16 else { throw HostError.metricsToken }
            self.metricsToken = token
        }
    }

    /// The configuration of this process: the environment, and files that it names for secrets.
    ///
    /// - Parameters:
    ///   - databaseURL: the database when the environment names none, such as an embedded one.
    ///   - secretKey: the key for secrets, asked for when the environment names none.
    public static func fromEnvironment(
        databaseURL: String? = nil, secretKey: @autoclosure () throws -> String? = nil,
    ) throws -> HostConfiguration {
        var environment = try Self.withFiles()
        if environment["YIZHAN_SECRET_KEY"] == nil { environment["YIZHAN_SECRET_KEY"] = try secretKey() }
        if let databaseURL, environment["YIZHAN_DATABASE_URL"] == nil {
            environment["YIZHAN_DATABASE_URL"] = databaseURL
        }
        let provider = EnvironmentVariablesProvider(environmentVariables: environment)
        return try HostConfiguration(ConfigReader(provider: provider))
    }

    /// The environment, in which `X_FILE` gives the name of a file that holds `X`: secrets mounted as files never
    /// show up in a process list.
    private static func withFiles() throws -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for (name, path) in environment where name.hasPrefix("YIZHAN_") && name.hasSuffix("_FILE") {
            let key = String(name.dropLast(5))
            guard environment[key] == nil else { continue }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw HostError.unreadableFile(variable: name, path: path)
            }
            environment[key] = String(decoding: data, as: UTF8.self).trimmed
        }
        return environment
    }
}

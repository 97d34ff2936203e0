public import Database
import FoundationEssentials
import LibPQ
public import Logging

/// A database of a test's own.
public struct TestDatabase: Sendable {
    /// Its name.
    public let name: String
    /// Its address, with a login that may do anything.
    public let url: String

    private let maintenanceURL: String

    /// The database of the running suite, if that has the trait `.database`.
    @TaskLocal public static var current: TestDatabase?

    /// Makes an empty database on the ``TestCluster``.
    public static func create(named prefix: String = "test") async throws -> TestDatabase {
        let maintenanceURL = try TestCluster.url
        let name = "\(prefix)_\(UUID().uuidString.lowercased().prefix(13).filter { $0 != "-" })"
        try await Self.administer(maintenanceURL, "CREATE DATABASE \(SQL.quoted(name)) TEMPLATE template0")
        return try TestDatabase(
            name: name, url: Self.address(maintenanceURL, database: name), maintenanceURL: maintenanceURL)
    }

    /// The maintenance database of a cluster that a test has for itself.
    public static func whole(_ cluster: ThrowawayCluster) -> TestDatabase {
        TestDatabase(name: "postgres", url: cluster.url, maintenanceURL: cluster.url)
    }

    /// The maintenance database of whichever of two clusters may be written to.
    public static func either(_ one: ThrowawayCluster, _ other: ThrowawayCluster) -> TestDatabase {
        let url = """
            host=127.0.0.1,127.0.0.1 port=\(one.port),\(other.port) user=postgres dbname=postgres \
            target_session_attrs=read-write
            """
        return TestDatabase(name: "postgres", url: url, maintenanceURL: url)
    }

    /// Lends a database of its own to `body` and drops it afterwards.
    public static func with<Value>(_ body: (TestDatabase) async throws -> Value) async throws -> Value {
        let database = try await Self.create()
        do {
            let value = try await body(database)
            try await database.drop()
            return value
        } catch {
            try? await database.drop()
            throw error
        }
    }

    /// Drops the database and ends whoever is still connected to it.
    public func drop() async throws {
        // A cancelled test must clean up too, and a cancelled task cannot query.
        let (url, name) = (self.maintenanceURL, self.name)
        try await Task { try await Self.administer(url, "DROP DATABASE IF EXISTS \(SQL.quoted(name)) WITH (FORCE)") }
            .value
    }

    /// How to connect to it.
    public var configuration: ConnectionConfiguration {
        get throws { try ConnectionConfiguration(url: self.url, applicationName: "tests") }
    }

    /// How to connect to it through a proxy.
    public func configuration(through proxy: CableProxy) throws -> ConnectionConfiguration {
        try ConnectionConfiguration(url: self.url(through: proxy), applicationName: "tests")
    }

    /// Its address through a proxy.
    public func url(through proxy: CableProxy) throws -> String {
        var settings = try ConnectionSettings(parsing: self.url)
        settings["host"] = "127.0.0.1"
        settings["hostaddr"] = "127.0.0.1"
        settings["port"] = "\(proxy.port)"
        return settings.conninfo
    }

    /// A pool over it; shut down by nobody, which dropping the database with force does not mind.
    public func pool(_ options: PoolOptions = PoolOptions()) throws -> Pool {
        try Pool(self.configuration, options: options, logger: Self.logger)
    }

    /// A logger that keeps quiet unless something is badly wrong.
    public static var logger: Logger {
        var logger = Logger(label: "tests")
        logger.logLevel = .critical
        return logger
    }

    /// The server's TCP port, if it is one on this machine.
    var port: UInt16? {
        guard let settings = try? ConnectionSettings(parsing: self.url) else { return nil }
        return UInt16(settings["port"] ?? "5432")
    }

    private static func address(_ url: String, database: String) throws -> String {
        var settings = try ConnectionSettings(parsing: url)
        settings["dbname"] = database
        return settings.conninfo
    }

    private static func administer(_ url: String, _ statement: String) async throws {
        var configuration = try ConnectionConfiguration(url: url, applicationName: "tests")
        configuration.preparedStatements = 0
        let pool = Pool(
            configuration, options: PoolOptions(maximum: 1, acquireTimeout: .seconds(60)), logger: Self.logger)
        do {
            _ = try await pool.query(SQL(statement), deadline: .seconds(60))
        } catch {
            await pool.shutdown()
            throw error
        }
        await pool.shutdown()
    }
}

public import LibPQ

/// How connections are opened, and the limits set on each of them.
public struct ConnectionConfiguration: Sendable {
    /// libpq's parameters, ready to connect with.
    private(set) var settings: ConnectionSettings
    /// How long opening a connection may take in all.
    public var connectTimeout: Duration
    /// How long the client waits for the answer to a statement that names no deadline; nil waits for ever.
    public var queryTimeout: Duration?
    /// How long a cancelled statement may take to end before its connection is given up.
    public var cancelTimeout = Duration.seconds(3)
    /// How many prepared statements each connection keeps; 0 turns preparing off.
    public var preparedStatements: Int
    /// Whether the address leads to a pooler in transaction mode, whose sessions are shared.
    public let isPooled: Bool

    /// The name under which the server lists the connections.
    public var applicationName: String { self.settings["application_name"] ?? "" }
    /// From which use on a statement is prepared.
    public var prepareFromUse = 2

    /// Reads a conninfo string or `postgresql://` address and adds what every connection must have.
    ///
    /// What the address itself says about keepalives, time-outs or TLS is respected. Throws `usage` for an address
    /// that cannot be read.
    ///
    /// - Parameters:
    ///   - url: the address; may hold a password, which never appears in `description`.
    ///   - applicationName: shown in `pg_stat_activity`.
    ///   - role: a role to act as, so that one login can work with the least privilege. Through a pooler, where nothing
    ///     can be set for a session, it is the login itself, unless the address names one.
    ///   - connectTimeout: for the whole of opening a connection.
    ///   - statementTimeout: enforced by the server; the client waits five seconds longer, then cancels.
    ///   - idleInTransactionTimeout: enforced by the server.
    ///   - searchPath: schemas, separated by commas.
    ///   - isPooled: the address leads to a pooler in transaction mode. Nothing is prepared and nothing is set at
    ///     start-up, because neither would stay with the session; the limits then belong to the role
    ///     (`ALTER ROLE … SET`). Does not go together with `searchPath`.
    public init(
        url: String,
        applicationName: String,
        role: String? = nil,
        connectTimeout: Duration = .seconds(10),
        statementTimeout: Duration? = .seconds(30),
        idleInTransactionTimeout: Duration? = .seconds(60),
        searchPath: String? = nil,
        isPooled: Bool = false
    ) throws(DatabaseError) {
        var settings = try ConnectionSettings(parsing: url)
        settings["application_name"] = applicationName
        settings["client_encoding"] = "UTF8"
        settings.setDefault("keepalives", "1")
        settings.setDefault("keepalives_idle", "10")
        settings.setDefault("keepalives_interval", "3")
        settings.setDefault("keepalives_count", "3")
        settings.setDefault("tcp_user_timeout", "15000")
        if isPooled {
            guard searchPath == nil else {
                throw DatabaseError(.usage, "a pooled address takes no search path")
            }
            if let role { settings.setDefault("user", role) }
        } else {
            if let role { settings.addOption("role", role) }
            if let statementTimeout { settings.addOption("statement_timeout", statementTimeout.milliseconds) }
            if let idleInTransactionTimeout {
                settings.addOption("idle_in_transaction_session_timeout", idleInTransactionTimeout.milliseconds)
            }
            if let searchPath { settings.addOption("search_path", searchPath) }
            // The same from the other side: a server that waits for us to take what it says holds back the horizon of the
            // whole database meanwhile, and no other of its limits counts then.
            settings.addOption("tcp_user_timeout", "15000")
            // Decoding relies on these, whatever the role or the database has set.
            settings.addOption("DateStyle", "ISO")
            settings.addOption("bytea_output", "hex")
            // Our statements are short; compiling one takes longer than running it.
            settings.addOption("jit", "off")
        }
        self.settings = settings
        self.isPooled = isPooled
        self.connectTimeout = connectTimeout
        self.queryTimeout = statementTimeout.map { $0 + .seconds(5) }
        self.preparedStatements = isPooled ? 0 : 256
    }
}

extension ConnectionConfiguration {
    /// The same with a parameter of the server set for every session, such as `synchronous_commit`.
    ///
    /// Left out through a pooler, whose sessions are shared.
    public func setting(_ parameter: String, to value: String) -> ConnectionConfiguration {
        if self.isPooled { return self }
        var copy = self
        copy.settings.addOption(parameter, value)
        return copy
    }
}

extension ConnectionConfiguration: CustomStringConvertible {
    /// Where it leads, without the password.
    public var description: String {
        let parts = ["host", "hostaddr", "port", "dbname", "user", "application_name", "sslmode"].compactMap {
            keyword in
            self.settings[keyword].map { "\(keyword)=\($0)" }
        }
        let password = self.settings["password"] == nil ? [] : ["password=<redacted>"]
        return (parts + password).joined(separator: " ")
    }
}

extension Duration {
    /// Whole milliseconds, as the server's settings want them.
    fileprivate var milliseconds: String {
        let (seconds, attoseconds) = self.components
        return String(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}

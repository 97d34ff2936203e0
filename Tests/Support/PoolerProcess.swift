import Glibc

/// PgBouncer in transaction mode in front of a cluster, until this process ends.
public struct PoolerProcess: Sendable {
    /// The port of 127.0.0.1 where it answers.
    public let port: UInt16
    private let folder: String

    /// Its address.
    ///
    /// Passwords are in a file, by user, as libpq reads them.
    ///
    /// - Parameter user: who logs in; nil leaves that to the program.
    public func url(user: String? = nil) -> String {
        let login = user.map { "\($0)@" } ?? ""
        return "postgresql://\(login)127.0.0.1:\(self.port)/postgres?passfile=\(self.folder)/passfile"
    }

    /// Whether the program is installed.
    public static let isInstalled: Bool = (try? Shell.run(Self.find)) != nil

    private static let find = "PATH=\"$PATH:/usr/sbin:/usr/local/sbin\" command -v pgbouncer"

    /// Starts it.
    ///
    /// - Parameters:
    ///   - cluster: what it leads to, whatever the database.
    ///   - users: who may log in.
    ///   - poolSize: the connections to the server of each user; few, so that clients have to share.
    ///   - ignoringOptions: whether it swallows settings at the start of a session, as some are set up to.
    public init(
        for cluster: ThrowawayCluster, users: [String], poolSize: Int = 2, ignoringOptions: Bool = false,
    ) throws {
        let program = try Shell.run(Self.find).split(separator: "\n").first.map(String.init) ?? ""
        let folder = TemporaryFolder.freshPath()
        self.folder = folder
        try Watchdog.start(
            onExit:
                "kill -INT \"$(cat '\(folder)/pid')\"; sleep 0.2; kill -9 \"$(cat '\(folder)/pid')\"; rm -rf '\(folder)'"
        )
        try TemporaryFolder.make(folder)
        let port = try Sockets.freePort()
        self.port = port
        let list = users.map { "\"\($0)\" \"geheim-\($0)\"" }.joined(separator: "\n")
        let passwords = users.map { "127.0.0.1:\(port):*:\($0):geheim-\($0)" }.joined(separator: "\n")
        try Shell.run(
            """
            cat > '\(folder)/users' <<'END'
            \(list)
            END
            cat > '\(folder)/passfile' <<'END'
            \(passwords)
            END
            cat > '\(folder)/ini' <<'END'
            [databases]
            * = host=127.0.0.1 port=\(cluster.port)
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = \(port)
            unix_socket_dir = \(folder)
            auth_type = scram-sha-256
            auth_file = \(folder)/users
            pool_mode = transaction
            \(ignoringOptions ? "ignore_startup_parameters = options" : "")
            default_pool_size = \(poolSize)
            max_client_conn = 500
            pidfile = \(folder)/pid
            logfile = \(folder)/log
            END
            chmod 644 '\(folder)/users' '\(folder)/ini'
            chmod 600 '\(folder)/passfile'
            \(ThrowawayCluster.runAs)'\(program)' -d -q '\(folder)/ini'
            """)
        for _ in 0..<500 {
            if let socket = Sockets.connect(port: port) {
                close(socket)
                return
            }
            usleep(10_000)
        }
        throw TestClusterError(description: "PgBouncer does not answer\n" + (try Shell.run("cat '\(folder)/log'")))
    }
}

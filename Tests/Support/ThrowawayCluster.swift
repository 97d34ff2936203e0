import Glibc

/// A PostgreSQL cluster in a folder of its own, stopped and removed when this process ends.
public struct ThrowawayCluster: Sendable {
    /// The port of 127.0.0.1 where it answers, also over the socket in its folder.
    public let port: UInt16
    /// Its folder, which goes when this process ends.
    public let folder: String
    private let control: String

    /// The address of its maintenance database.
    public var url: String { "postgresql://postgres@127.0.0.1:\(self.port)/postgres" }

    /// Makes and starts a cluster; takes a second or two.
    ///
    /// - Parameter settings: instead of those that make a throw-away cluster fast, or beside them.
    public init(settings: [String: String] = [:]) throws {
        try self.init(settings: settings) { folder, programs in
            "\(Self.runAs)'\(programs)/initdb' -D '\(folder)/data' -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 -N"
        }
    }

    /// Makes and starts a standby that follows a cluster by streaming.
    public static func standby(of primary: ThrowawayCluster) throws -> ThrowawayCluster {
        try ThrowawayCluster(settings: [:]) { folder, programs in
            """
            \(Self.runAs)'\(programs)/pg_basebackup' -D '\(folder)/data' -R -X stream -c fast -h 127.0.0.1 \
            -p \(primary.port) -U postgres
            """
        }
    }

    private init(
        settings: [String: String], make: (_ folder: String, _ programs: String) -> String,
    ) throws {
        let folder = TemporaryFolder.freshPath()
        let programs = try Self.programFolder()
        self.folder = folder
        self.control = "\(Self.runAs)'\(programs)/pg_ctl' -D '\(folder)/data'"
        self.port = try Self.start(
            folder: folder, making: make(folder, programs), control: self.control, settings: settings)
    }

    /// How to run what must not run as root: the server refuses it, and su would ask for a terminal.
    static let runAs = getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --init-groups -- " : ""

    /// Makes a standby the primary.
    public func promote() throws {
        try Shell.run("\(self.control) -w promote >/dev/null")
    }

    /// Starts the server after it was stopped, in the same place.
    public func start() throws {
        try self.restart()
    }

    /// Stops and starts the server as an administrator would, ending all connections.
    public func restart() throws {
        try Shell.run("\(self.control) -m fast -w restart -l '\(self.folder)/log' >/dev/null")
    }

    /// Stops the server.
    public func stop() throws {
        try Shell.run("\(self.control) -m immediate stop >/dev/null")
    }

    private static func start(
        folder: String, making: String, control: String, settings changes: [String: String],
    ) throws(TestClusterError) -> UInt16 {
        // Again and again: this process may have died between starting initdb or the server and its being there.
        try Watchdog.start(
            onExit: """
                for attempt in 1 2 3 4 5; do
                    \(control) -m immediate stop && rm -rf '\(folder)' && break
                    rm -rf '\(folder)'; sleep 0.5; [ -e '\(folder)' ] || break
                done
                """)
        try TemporaryFolder.make(folder)
        try Shell.run(making)
        // Another process may take the port between finding it and using it.
        var lastError = TestClusterError(description: "no free port")
        for _ in 0..<5 {
            let port = try Sockets.freePort()
            do throws(TestClusterError) {
                let settings = [
                    "unix_socket_directories": folder, "listen_addresses": "127.0.0.1", "port": "\(port)",
                    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "600",
                    "shared_buffers": "64MB", "max_prepared_transactions": "0", "deadlock_timeout": "100ms",
                ].merging(changes) { _, change in change }
                let options = settings.map { "-c \($0)=\($1)" }.joined(separator: " ")
                try Shell.run(
                    "\(control) -w -t 60 -o '\(options)' -l '\(folder)/log' start >/dev/null")
                return port
            } catch {
                lastError = error
            }
        }
        throw lastError
    }

    /// Where the server's programs are: they are seldom on the path.
    static func programFolder() throws(TestClusterError) -> String {
        let found = try Shell.run(
            """
            for folder in "$(pg_config --bindir 2>/dev/null)" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
                if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then printf %s "$folder"; exit 0; fi
            done
            echo 'PostgreSQL is not installed' >&2; exit 1
            """)
        return found
    }
}

import Glibc

/// A PostgreSQL cluster in a folder of its own, stopped and removed when this process ends.
public struct ThrowawayCluster: Sendable {
    /// The address of its maintenance database.
    public let url: String
    private let folder: String
    private let control: String

    /// Makes and starts a cluster; takes a second or two.
    public init() throws {
        // Short on purpose: the path of a unix socket has at most 107 bytes.
        let base = Environment["TMPDIR"].flatMap { $0.utf8.count < 40 ? $0 : nil } ?? "/tmp"
        self.folder = "\(base)/yz-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let programs = try Self.programFolder()
        // The server refuses to run as root, and su would ask for a terminal.
        let runAs = getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --init-groups -- " : ""
        self.control = "\(runAs)'\(programs)/pg_ctl' -D '\(self.folder)/data'"
        self.url = try Self.start(folder: self.folder, programs: programs, runAs: runAs, control: self.control)
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
        folder: String, programs: String, runAs: String, control: String
    ) throws(TestClusterError) -> String {
        // Again and again: this process may have died between starting initdb or the server and its being there.
        try Watchdog.start(
            onExit: """
                for attempt in 1 2 3 4 5; do
                    \(control) -m immediate stop && rm -rf '\(folder)' && break
                    rm -rf '\(folder)'; sleep 0.5; [ -e '\(folder)' ] || break
                done
                """)
        try Shell.run("mkdir -m 700 '\(folder)'" + (runAs.isEmpty ? "" : " && chown postgres: '\(folder)'"))
        let initialise =
            "\(runAs)'\(programs)/initdb' -D '\(folder)/data' -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 -N"
        try Shell.run(initialise)
        // Another process may take the port between finding it and using it.
        var lastError = TestClusterError(description: "no free port")
        for _ in 0..<5 {
            let port = try Sockets.freePort()
            do throws(TestClusterError) {
                let settings = [
                    "unix_socket_directories": folder, "listen_addresses": "127.0.0.1", "port": "\(port)",
                    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "600",
                    "shared_buffers": "64MB", "max_prepared_transactions": "0", "deadlock_timeout": "100ms",
                ]
                let options = settings.map { "-c \($0)=\($1)" }.joined(separator: " ")
                try Shell.run(
                    "\(control) -w -t 60 -o '\(options)' -l '\(folder)/log' start >/dev/null")
                return "postgresql://postgres@127.0.0.1:\(port)/postgres"
            } catch {
                lastError = error
            }
        }
        throw lastError
    }

    /// Where the server's programs are: they are seldom on the path.
    private static func programFolder() throws(TestClusterError) -> String {
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

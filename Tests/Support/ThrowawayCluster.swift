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
    /// - Parameters:
    ///   - settings: instead of those that make a throw-away cluster fast, or beside them.
    ///   - environment: variables for the server.
    public init(settings: [String: String] = [:], environment: [String: String] = [:]) throws {
        try self.init(settings: settings, environment: environment) { folder, programs in
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

    /// Makes and starts what an administrator restores from a copy and the archive of the log: a cluster as it was at a
    /// named point.
    ///
    /// - Parameters:
    ///   - copy: where ``backUp()`` has put it.
    ///   - origin: the cluster that was copied, whose archive it needs.
    ///   - point: what `pg_create_restore_point` was told.
    public static func restored(
        from copy: String, of origin: ThrowawayCluster, upTo point: String,
    ) throws -> ThrowawayCluster {
        try ThrowawayCluster(settings: [:]) { folder, _ in
            """
            \(Self.runAs)cp -a '\(copy)' '\(folder)/data'
            cat >> '\(folder)/data/postgresql.auto.conf' <<'END'
            restore_command = 'cp \(origin.archive)/%f %p'
            recovery_target_name = '\(point)'
            recovery_target_action = 'promote'
            archive_mode = off
            END
            \(Self.runAs)touch '\(folder)/data/recovery.signal'
            """
        }
    }

    /// Where the server keeps its log, see ``archiveCommand()``.
    private var archive: String { "\(self.folder)/archive" }

    /// What the server is to be told, with `archive_mode=on`, to keep every piece of its log.
    public func archiveCommand() throws -> String {
        try Shell.run("\(Self.runAs)mkdir -p '\(self.archive)'")
        return "cp %p \(self.archive)/%f"
    }

    /// Copies the running cluster and returns the path of the copy.
    public func backUp() throws -> String {
        let copy = "\(self.folder)/copy"
        let programs = try Self.programFolder()
        try Shell.run(
            """
            \(Self.runAs)'\(programs)/pg_basebackup' -D '\(copy)' -X none -c fast -h 127.0.0.1 -p \(self.port) -U postgres
            """)
        return copy
    }

    /// Puts a part of the data of a server that is stopped on another disk.
    public func move(_ part: String, to disk: SmallDisk) throws {
        try Shell.run(
            """
            \(Self.runAs)mv '\(self.folder)/data/\(part)' '\(disk.folder)/\(part)'
            \(Self.runAs)ln -s '\(disk.folder)/\(part)' '\(self.folder)/data/\(part)'
            """)
    }

    private init(
        settings: [String: String], environment: [String: String] = [:],
        make: (_ folder: String, _ programs: String) -> String,
    ) throws {
        let folder = TemporaryFolder.freshPath()
        let programs = try Self.programFolder()
        self.folder = folder
        let variables = environment.map { "'\($0.key)=\($0.value)' " }.sorted().joined()
        self.control = "\(Self.runAs)env \(variables)'\(programs)/pg_ctl' -D '\(folder)/data'"
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

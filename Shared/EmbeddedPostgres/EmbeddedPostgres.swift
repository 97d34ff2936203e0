import FoundationEssentials
public import Logging
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A private PostgreSQL server in a folder, for `yizhan up` and for tests.
///
/// It listens on a unix socket only, in a folder only its user may enter, and it ends with the program that started it,
/// however that program ends. The data stays in the folder and is used again by the next start. Started as root, the
/// server runs as user `postgres` or `nobody`, because PostgreSQL does not run as root.
public final class EmbeddedPostgres: Sendable {
    /// The folder that holds the data, the log and the socket; absolute, without symbolic links.
    public let folder: String

    private let layout: ClusterFolder
    private let socketFolder: String
    private let process: ServerProcess
    /// Given back by the kernel at the latest when this value goes.
    private let lock: Mutex<FolderLock?>
    private let logger: Logger

    private init(
        layout: ClusterFolder, socketFolder: String, process: ServerProcess, lock: FolderLock, logger: Logger
    ) {
        self.folder = layout.path
        self.layout = layout
        self.socketFolder = socketFolder
        self.process = process
        self.lock = Mutex(lock)
        self.logger = logger
    }

    /// Starts a server on a folder, making the folder, the cluster and the database `yizhan` where they are missing.
    ///
    /// - Parameters:
    ///   - folder: where the cluster lives; made private to the server's user.
    ///   - environment: where `YIZHAN_POSTGRES_BIN` and `PATH` are looked up; the process's own when nil.
    ///   - timeout: how long the server may take to be ready, recovery after a crash included.
    ///   - logger: told of starts, stops and leftovers.
    /// - Returns: a server that accepts connections.
    /// - Throws: ``EmbeddedPostgresError``, or `CancellationError` when the task is cancelled meanwhile.
    public static func start(
        folder: String,
        environment: [String: String]? = nil,
        timeout: Duration = .seconds(120),
        logger: Logger
    ) async throws -> EmbeddedPostgres {
        let layout = try FolderPreparation.folder(at: folder)
        let user = try ServerUser.find(for: layout)
        let lock = try FolderLock(path: layout.lock) { holder in
            "PostgreSQL already runs in \(layout.path), started by \(holder). "
                + "Use that one, stop it, or choose another data folder."
        }
        let preparation = FolderPreparation(folder: layout, user: user)
        try await preparation.prepare()
        let command = ServerCommand(user: user)
        let binaries = try await ServerBinaries.find(
            clusterVersion: layout.majorVersion,
            environment: environment ?? ProcessInfo.processInfo.environment,
            command: command
        )
        if layout.isInitialized {
            try await LeftoverServer(folder: layout, logger: logger).clear()
        } else {
            logger.info("Making a new database", metadata: ["folder": "\(layout.path)"])
            try await ClusterInitialization(folder: layout, binaries: binaries, command: command).run()
        }
        try preparation.writeSettings()
        let before = PostmasterFile(path: layout.postmasterFile)
        let socketFolder = try preparation.socketFolder()
        let process = try ServerProcess(
            program: binaries.postgres,
            arguments: ["-D", layout.cluster] + ServerSettings.arguments(socketFolder: socketFolder),
            user: user,
            log: layout.startLog
        )
        let server = EmbeddedPostgres(
            layout: layout, socketFolder: socketFolder, process: process, lock: lock, logger: logger)
        try await server.becomeReady(after: before, timeout: timeout)
        logger.info(
            "PostgreSQL is ready",
            metadata: ["folder": "\(layout.path)", "version": "\(binaries.majorVersion)", "user": "\(user.name)"]
        )
        return server
    }

    /// Whether a folder holds a cluster, running or not.
    ///
    /// False as well when the caller may not look into the folder.
    public static func exists(in folder: String) -> Bool {
        ClusterFolder(path: folder).isInitialized
    }

    /// A connection string for the server that runs on a folder, whoever started it; nil when none is ready there.
    ///
    /// - Parameters:
    ///   - folder: as given to ``start(folder:environment:timeout:logger:)``.
    ///   - database: the database to name in the string.
    ///   - user: the role to name in the string.
    public static func runningURL(
        folder: String, database: String = "yizhan", user: String = "postgres"
    ) -> String? {
        guard let file = PostmasterFile(path: ClusterFolder(path: folder).postmasterFile), file.isReady,
            kill(file.process, 0) == 0 || errno == EPERM
        else { return nil }
        return ConnectionString.url(socketFolder: file.socketFolder, database: database, user: user)
    }

    /// A libpq connection string for a database of this server.
    ///
    /// - Parameters:
    ///   - database: `yizhan` exists from the first start on; others are the caller's to make.
    ///   - user: the superuser `postgres`, or a role the caller has made. There is no password.
    public func url(database: String = "yizhan", user: String = "postgres") -> String {
        ConnectionString.url(socketFolder: self.socketFolder, database: database, user: user)
    }

    /// Returns when the server has ended, asked for or not.
    public func waitUntilStopped() async {
        await self.process.waitUntilEnded()
    }

    /// Whether the server's process is there.
    public var isRunning: Bool { !self.process.hasEnded }

    /// Stops the server: sessions are cut off, committed work is kept.
    ///
    /// Does nothing when it has ended already.
    ///
    /// - Throws: ``EmbeddedPostgresError`` when the server is still there after a minute and a half.
    public func stop() async throws {
        // Unstructured because a cancelled caller must wait for the server too: its folder is not free before.
        try await Task {
            self.process.askToStop()
            if try await !self.process.wait(atMost: .seconds(60), until: { self.process.hasEnded }) {
                self.logger.warning("The server does not stop; ending it without a checkpoint")
                PostmasterFile(path: self.layout.postmasterFile).map { _ = kill($0.process, SIGQUIT) }
                guard try await self.process.wait(atMost: .seconds(30), until: { self.process.hasEnded }) else {
                    throw EmbeddedPostgresError(
                        .stopFailed, "The PostgreSQL server in \(self.folder) does not stop.")
                }
            }
            self.release()
        }.value
    }

    private func becomeReady(after before: PostmasterFile?, timeout: Duration) async throws {
        let isReady = {
            PostmasterFile(path: self.layout.postmasterFile).map { $0.isReady && $0.isOtherStart(than: before) }
                ?? false
        }
        do {
            if try await self.process.wait(atMost: timeout, until: isReady), !self.process.hasEnded { return }
        } catch {
            try await self.stop()
            throw error
        }
        let ended = self.process.hasEnded
        try await self.stop()
        throw EmbeddedPostgresError(
            .startFailed,
            ended ? "The PostgreSQL server did not start." : "The PostgreSQL server was not ready within \(timeout).",
            output: self.layout.startOutput(),
            folder: self.folder
        )
    }

    private func release() {
        if self.socketFolder != self.layout.socket { rmdir(self.socketFolder) }
        self.lock.withLock { $0 = nil }
    }
}

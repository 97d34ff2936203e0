import EmbeddedPostgres
import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Starts this program once more, in the background, and waits until it is ready.
public struct Detachment: Sendable {
    private let folder: DataFolder

    /// Prepares for a data folder.
    public init(folder: DataFolder) {
        self.folder = folder
    }

    /// Starts the program in a session of its own, with its output in the data folder's log.
    ///
    /// - Parameters:
    ///   - program: the path of the program.
    ///   - arguments: what it is called with, its name left out.
    ///   - timeout: how long it may take to be ready.
    /// - Returns: what the new process says about itself.
    /// - Throws: ``CommandError`` with the end of its log when it ends instead.
    public func start(
        program: String, arguments: [String], timeout: Duration = .seconds(300)
    ) async throws -> ReadyState {
        // Says who runs already, before anything is started; the new process takes the folder again for itself.
        _ = try Instance(self.folder)
        self.turnLog()
        let before = Self.size(of: self.folder.log)
        let process = try self.spawn(program, arguments)
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: timeout)
        while clock.now < deadline {
            if let state = self.folder.readyState(), state.process == process { return state }
            var status: CInt = 0
            if waitpid(process, &status, WNOHANG) == process {
                let said = self.logEnd(from: before)
                if said.isEmpty, DiskSpace.isExhausted(at: self.folder.path) {
                    throw CommandError(.failed, EmbeddedPostgresError.diskFull(self.folder.path).message)
                }
                throw CommandError(.failed, "Yizhan did not start.\n\(said)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw CommandError(
            .failed,
            "Yizhan (process \(process)) is not ready after \(timeout); it goes on. Its log: \(self.folder.log)")
    }

    private func spawn(_ program: String, _ arguments: [String]) throws -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, self.folder.log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        #if canImport(Darwin)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSID))
        #else
        // <spawn.h>'s POSIX_SPAWN_SETSID, which glibc shows to GNU sources only.
        posix_spawnattr_setflags(&attributes, 0x80)
        #endif
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let outcome = posix_spawn(&process, program, &actions, &attributes, words, environ)
        guard outcome == 0 else {
            throw CommandError(.failed, "\(program) cannot be started: \(String(cString: strerror(outcome))).")
        }
        return process
    }

    /// Keeps one old log: the log of a process that restarts every night must not grow for ever.
    private func turnLog() {
        if Self.size(of: self.folder.log) > 16 << 20 { rename(self.folder.log, self.folder.log + ".1") }
    }

    private func logEnd(from offset: Int) -> String {
        guard let data = FileManager.default.contents(atPath: self.folder.log) else { return "" }
        let text = String(decoding: data.dropFirst(offset), as: UTF8.self)
        return text.split(separator: "\n").suffix(20).joined(separator: "\n")
    }

    private static func size(of path: String) -> Int {
        var information = stat()
        return stat(path, &information) == 0 ? Int(information.st_size) : 0
    }
}

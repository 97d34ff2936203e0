public import Glibc

/// Starts other programs with nothing of ours but what they are given.
///
/// A child that inherits descriptors keeps them open as long as it lives, and a database server lives long: a pipe whose
/// end somebody waits for then never ends, `Foundation.Process`'s own watch on its children included.
public enum Spawn {
    /// What a child's standard input, output or error is.
    public enum Stream {
        /// `/dev/null`.
        case nothing
        /// An open descriptor of ours.
        case descriptor(Int32)
        /// A new file.
        case file(String)
    }

    private typealias CloseFrom =
        @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    /// `posix_spawn_file_actions_addclosefrom_np`, which glibc has and does not declare to Swift, like the next.
    private static let closeFrom = unsafeBitCast(
        dlsym(nil, "posix_spawn_file_actions_addclosefrom_np"), to: CloseFrom.self)

    /// `POSIX_SPAWN_SETSID`, which glibc declares under a feature macro that Swift does not set.
    private static let newSession = 0x80

    /// Starts a program and returns its process id.
    ///
    /// - Parameters:
    ///   - words: the program's path and its arguments.
    ///   - environment: its environment, `NAME=value` each; ours without it.
    ///   - leadsSession: whether Ctrl-C at our terminal leaves it alone.
    public static func start(
        _ words: [String], environment: [String]? = nil, output: Stream = .nothing, errors: Stream = .nothing,
        input: Stream = .nothing, leadsSession: Bool = false,
    ) throws(TestClusterError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        self.add(input, as: 0, O_RDONLY, to: &actions)
        self.add(output, as: 1, O_WRONLY | O_CREAT | O_TRUNC, to: &actions)
        self.add(errors, as: 2, O_WRONLY | O_CREAT | O_TRUNC, to: &actions)
        _ = self.closeFrom(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Worker threads block signals, and children inherit that.
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(leadsSession ? self.newSession : 0))
        let argv = words.map { strdup($0) } + [nil]
        let envp = environment.map { $0.map { strdup($0) } + [nil] }
        defer { for word in argv + (envp ?? []) { free(word) } }
        var pid = pid_t()
        guard posix_spawn(&pid, words[0], &actions, &attributes, argv, envp ?? environ.copy) == 0 else {
            throw TestClusterError(description: "\(words[0]) could not be started")
        }
        return pid
    }

    /// Waits for a child's end and returns its exit code, or as shells say it 128 and the signal.
    ///
    /// Blocks the thread.
    public static func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    private static func add(
        _ stream: Stream, as number: Int32, _ flags: Int32, to actions: inout posix_spawn_file_actions_t,
    ) {
        switch stream {
        case .nothing: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", flags & ~O_CREAT & ~O_TRUNC, 0)
        case .descriptor(let ours): posix_spawn_file_actions_adddup2(&actions, ours, number)
        case .file(let path): posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
        }
    }
}

extension UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    /// The words up to the one that is nil, and that.
    fileprivate var copy: [UnsafeMutablePointer<CChar>?] {
        var words: [UnsafeMutablePointer<CChar>?] = []
        var next = self
        while let word = next.pointee {
            words.append(word)
            next += 1
        }
        return words + [nil]
    }
}

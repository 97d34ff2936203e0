import Glibc
import Synchronization

/// A shell that outlives this process and cleans up after it.
///
/// It reads from a pipe whose other end only this process holds, so it wakes at the process's end, be it a return from
/// `main`, a crash or SIGKILL. It leads a session of its own: Ctrl-C at the terminal must not end it first.
enum Watchdog {
    /// `POSIX_SPAWN_SETSID`, which glibc declares under a feature macro that Swift does not set.
    private static let newSession = 0x80

    private static let pids = Mutex<[(pid: pid_t, pipe: Int32)]>([])

    static func start(onExit script: String) throws(TestClusterError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TestClusterError(description: "no pipe to be had") }
        // Closed in children: one inherited copy would keep the pipe open for ever.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setflags(&attributes, Int16(Self.newSession))
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            close(ends[0])
        }
        var pid = pid_t()
        let command: [String] = ["/bin/sh", "-c", "cat >/dev/null; \(script)"]
        let words = command.map { strdup($0) }
        defer { for word in words { free(word) } }
        let result = posix_spawn(&pid, "/bin/sh", &actions, &attributes, words + [nil], environ)
        guard result == 0 else { throw TestClusterError(description: "no watchdog to be had") }
        let isFirst = Self.pids.withLock { pids in
            pids.append((pid, ends[1]))
            return pids.count == 1
        }
        // An orderly end waits for the cleaning up, so that nothing is left when the test run has ended.
        if isFirst {
            atexit {
                for (pid, pipe) in Watchdog.pids.withLock({ $0 }) {
                    close(pipe)
                    var status: Int32 = 0
                    waitpid(pid, &status, 0)
                }
            }
        }
    }
}

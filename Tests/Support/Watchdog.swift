import Glibc
import Synchronization

/// A shell that outlives this process and cleans up after it.
///
/// It reads from a pipe whose other end only this process holds, so it wakes at the process's end, be it a return from
/// `main`, a crash or SIGKILL. It leads a session of its own: Ctrl-C at the terminal must not end it first.
enum Watchdog {
    private static let pids = Mutex<[(pid: pid_t, pipe: Int32)]>([])

    static func start(onExit script: String) throws(TestClusterError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TestClusterError(description: "no pipe to be had") }
        // Closed in children: one inherited copy would keep the pipe open for ever.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let pid = try Spawn.start(
            ["/bin/sh", "-c", "cat >/dev/null; \(script)"], input: .descriptor(ends[0]), leadsSession: true)
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

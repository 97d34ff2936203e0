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
        // Closed in children, and from the beginning: one copy that a child inherits in between would keep it open for
        // ever. Glibc's `pipe2` is not to be seen from here.
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw TestClusterError(description: "no pipe to be had")
        }
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
                let dogs = Watchdog.pids.withLock { $0 }
                for dog in dogs { close(dog.pipe) }
                for dog in dogs {
                    var status: Int32 = 0
                    waitpid(dog.pid, &status, 0)
                }
            }
        }
    }
}

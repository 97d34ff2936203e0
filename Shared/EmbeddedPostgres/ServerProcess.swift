import FoundationEssentials
import Subprocess
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The server as a child process that cannot outlive us.
///
/// A shell stands between us and the server and holds the reading end of a pipe whose writing end only we have. When
/// that closes, because we close it or because we are gone in whatever way, the shell asks the server to shut down.
/// (Linux's parent-death signal would not do: it is sent when the *thread* that started the child ends, and the threads
/// of a Swift program come and go.)
final class ServerProcess: Sendable {
    private static let watchdog = """
        trap '' HUP INT TERM
        exec 3<&0
        "$@" </dev/null 3<&- &
        server=$!
        (while read -r _ <&3; do :; done; while kill -INT $server; do sleep 1; done) 2>/dev/null &
        watcher=$!
        exec 3<&-
        wait $server
        status=$?
        kill -KILL $watcher 2>/dev/null
        exit $status
        """

    private let lifeline: Mutex<CInt?>
    private let child: Task<Void, Never>
    private let ended: Ended

    /// Set by the task that waits for the child, read by whoever waits with a deadline.
    private final class Ended: Sendable {
        let isSet = Atomic(false)
    }

    /// Starts the program; what it prints goes to the file `log`.
    init(program: String, arguments: [String], user: ServerUser, log: String) throws {
        let (shell, words) = try user.invocation(of: "/bin/sh", ["-c", Self.watchdog, "sh", program] + arguments)
        var ends: [CInt] = [-1, -1]
        let output = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard output >= 0, pipe(&ends) == 0 else {
            throw EmbeddedPostgresError(
                errno == ENOSPC ? .diskFull : .startFailed,
                "The server's log \(log) cannot be opened: \(String(cString: strerror(errno)))."
            )
        }
        // No other child may hold our end open.
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        let reading = FileDescriptor(rawValue: ends[0])
        let writing = FileDescriptor(rawValue: output)
        let ended = Ended()
        self.lifeline = Mutex(ends[1])
        self.ended = ended
        // Unstructured because the server lives as long as this value, not as long as a call; `deinit` ends it.
        self.child = Task.detached {
            _ = try? await Subprocess.run(
                .path(FilePath(shell)),
                arguments: Arguments(words),
                environment: ServerCommand.environment,
                workingDirectory: "/",
                platformOptions: ServerCommand.options,
                input: .fileDescriptor(reading, closeAfterSpawningProcess: true),
                output: .fileDescriptor(writing, closeAfterSpawningProcess: true),
                error: .combinedWithOutput
            )
            ended.isSet.store(true, ordering: .releasing)
        }
    }

    deinit {
        self.askToStop()
    }

    /// Whether the server, and the shell that watches it, are gone.
    var hasEnded: Bool { self.ended.isSet.load(ordering: .acquiring) }

    /// Asks for a fast shutdown: sessions are cut off, committed work is kept.
    func askToStop() {
        self.lifeline.withLock { descriptor in
            if let descriptor { close(descriptor) }
            descriptor = nil
        }
    }

    /// Waits until the server is gone.
    func waitUntilEnded() async {
        await self.child.value
    }

    /// Waits until `condition` holds, the server is gone, or the time is over; says whether the condition held.
    func wait(atMost duration: Duration, until condition: () -> Bool) async throws -> Bool {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: duration)
        while !condition() {
            if self.hasEnded || clock.now >= deadline { return condition() }
            try await Task.sleep(for: .milliseconds(5))
        }
        return true
    }
}

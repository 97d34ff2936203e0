import Glibc

/// A clock that a program takes for the machine's, and that a test sets while the program runs.
///
/// A small library is loaded into the program before all others. It shifts the time of day and nothing else: by the
/// clocks that only measure how long something takes, a program whose clock is set goes on as before.
public struct FalseClock: Sendable {
    private let folder: String

    /// Whether there is a compiler to make the library with; Swift comes with one.
    public static let isPossible: Bool = (try? Shell.run(Self.find)) != nil

    private static let find = "command -v clang || command -v cc"

    private static let source = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static long offset(void) {
            int before = errno;
            char text[32] = {0};
            const char *path = getenv("FALSE_CLOCK");
            int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
            if (file >= 0) {
                if (read(file, text, sizeof text - 1) < 0) text[0] = 0;
                close(file);
            }
            errno = before;
            return atol(text);
        }

        int clock_gettime(clockid_t clock, struct timespec *now) {
            int result = syscall(SYS_clock_gettime, clock, now);
            if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += offset();
            return result;
        }

        int gettimeofday(struct timeval *restrict now, void *restrict zone) {
            struct timespec exact;
            (void)zone;
            int result = clock_gettime(CLOCK_REALTIME, &exact);
            now->tv_sec = exact.tv_sec;
            now->tv_usec = exact.tv_nsec / 1000;
            return result;
        }

        time_t time(time_t *now) {
            struct timespec exact;
            clock_gettime(CLOCK_REALTIME, &exact);
            if (now) *now = exact.tv_sec;
            return exact.tv_sec;
        }
        """

    /// A clock that is right until it is set.
    public init() throws {
        let folder = TemporaryFolder.freshPath()
        self.folder = folder
        try Watchdog.start(onExit: "rm -rf '\(folder)'")
        try Shell.run(
            """
            mkdir -m 755 '\(folder)'
            cat > '\(folder)/clock.c' <<'END'
            \(Self.source)
            END
            "$(\(Self.find))" -shared -fPIC -O1 -o '\(folder)/clock.so' '\(folder)/clock.c'
            """)
        try self.set(seconds: 0)
    }

    /// Sets it to the right time and so many seconds.
    public func set(seconds: Int) throws {
        // In one piece: whoever looks must not find half a number.
        try Shell.run(
            "echo '\(seconds)' > '\(self.folder)/next' && mv '\(self.folder)/next' '\(self.folder)/offset'")
    }

    /// What a program has to find in its environment to have this clock.
    public var environment: [String: String] {
        ["LD_PRELOAD": "\(self.folder)/clock.so", "FALSE_CLOCK": "\(self.folder)/offset"]
    }
}

import Hummingbird

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a sender, or a reader, may take of a process, whoever they are.
public struct RequestLimits: Sendable {
    /// How long a connection may be silent between requests, or take to send the head of one.
    public var idle = Duration.seconds(60)
    /// How long a body may take, whatever its length.
    public var patience = Duration.seconds(20)
    /// A body that is longer may take a second more for each of these.
    public var bytesPerSecond = 16 << 10
    /// What is left of a body after the answer is read to its end when it is no more than this, so that the connection
    /// can be used again; otherwise the connection ends.
    public var tolerated = 64 << 10
    /// How long the rest of such a body is thrown away, so that its sender has time to read the answer.
    public var farewell = Duration.seconds(2)
    /// How long an answer may lie there without anything of it being taken; then the connection ends, with what is left.
    public var unread = Duration.seconds(30)
    /// How much of an answer the system keeps beyond what is on its way, in bytes: otherwise some megabytes for each reader
    /// that is slow.
    public var unsent = 128 << 10
    /// The most connections at a time; further ones wait in the system's queue, and then are refused.
    public var connections = 4096

    /// Limits for offices whose members may have a slow line.
    public init() {}

    /// The connections that this process has room for: each is an open file, and the database and the log need some too.
    var affordableConnections: Int {
        guard let files = Self.openFileLimit else { return self.connections }
        return min(self.connections, max(16, files / 4 * 3))
    }

    /// How many files the process may have open; nil when nobody counts.
    static var openFileLimit: Int? {
        var limit = rlimit()
        guard getrlimit(Self.openFiles, &limit) == 0, limit.rlim_cur < UInt64(Int.max) else { return nil }
        return Int(limit.rlim_cur)
    }

    #if canImport(Glibc)
    private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    private static let openFiles = RLIMIT_NOFILE
    #endif
}

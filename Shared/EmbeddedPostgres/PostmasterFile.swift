import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What `postmaster.pid` says: the server writes there who it is and how far its start has come.
///
/// Its lines are process id, data directory, start time, port, socket folder, address, shared memory, status
/// (PostgreSQL's `pidfile.h`).
struct PostmasterFile: Equatable, Sendable {
    let process: pid_t
    /// Seconds since 1970; with the process id, it tells one start from the next.
    let startTime: String
    let socketFolder: String
    let isReady: Bool

    init?(path: String) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let process = lines.first.flatMap({ pid_t($0) }), process > 0 else { return nil }
        self.process = process
        self.startTime = lines.count > 2 ? String(lines[2]) : ""
        self.socketFolder = lines.count > 4 ? String(lines[4]) : ""
        self.isReady = lines.count > 7 && lines[7].hasPrefix("ready")
    }

    /// Says whether this is another start than `other`.
    func isOtherStart(than other: PostmasterFile?) -> Bool {
        self.process != other?.process || self.startTime != other?.startTime
    }
}

import FoundationEssentials
import Logging

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A server, or the trace of one, that a killed predecessor of ours left in the folder.
///
/// Only asked while we hold the folder's lock: whatever still runs here then belongs to nobody.
struct LeftoverServer {
    let folder: ClusterFolder
    let logger: Logger

    /// Stops a server that still runs, and removes a process file that would keep the next one from starting.
    func clear() async throws {
        guard let file = PostmasterFile(path: self.folder.postmasterFile), kill(file.process, 0) == 0 || errno == EPERM
        else {
            // No file, or its process is gone: the server itself then checks that no child is left and removes it.
            return
        }
        #if os(Linux)
        let ours = self.processes()
        if ours.contains(file.process) {
            try await self.stop(file.process)
        } else if ours.isEmpty {
            // The id belongs to somebody else by now, and nobody has the files open.
            self.logger.notice("Removing a stale process file", metadata: ["pid": "\(file.process)"])
            unlink(self.folder.postmasterFile)
        }
        #endif
    }

    private func stop(_ process: pid_t) async throws {
        self.logger.notice("Stopping a server that was left behind", metadata: ["pid": "\(process)"])
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: .seconds(60))
        kill(process, SIGINT)
        while self.isHere(process) {
            guard clock.now < deadline else {
                throw EmbeddedPostgresError(
                    .alreadyRunning,
                    "A PostgreSQL server (process \(process)) was left running in \(self.folder.path) and does not stop. "
                        + "Stop it by hand: kill -QUIT \(process)"
                )
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The processes at work in the data directory: a server and all its children keep it as working directory.
    private func processes() -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter(self.isHere)
    }

    private func isHere(_ process: pid_t) -> Bool {
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
        return target == self.folder.cluster
    }
}

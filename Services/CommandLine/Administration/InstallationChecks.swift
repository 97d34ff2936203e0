import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What can be seen of an installation without its database: configuration, folder, process, disk.
public struct InstallationChecks: Sendable {
    private let folder: DataFolder
    private let environment: [String: String]

    /// Prepares to look.
    public init(folder: DataFolder, environment: [String: String]) {
        self.folder = folder
        self.environment = environment
    }

    /// Looks.
    public func run() -> [Check] {
        [self.configuration(), self.dataFolder(), self.disk(), self.process(), self.token()]
    }

    /// What is set, with everything that may be a secret masked.
    private func configuration() -> Check {
        let names = self.environment.keys.filter { $0.hasPrefix("YIZHAN_") }.sorted()
        guard !names.isEmpty else { return Check("configuration", .good, "no YIZHAN_ variable is set: defaults") }
        let words = names.map { "\($0)=\(Self.shown($0, self.environment[$0] ?? ""))" }
        return Check("configuration", .good, words.joined(separator: " "))
    }

    private static let plain = ["YIZHAN_DATA", "YIZHAN_URL", "YIZHAN_POSTGRES_BIN", "YIZHAN_LOG_LEVEL"]

    static func shown(_ name: String, _ value: String) -> String {
        Self.plain.contains(name) || name.hasSuffix("_FILE") ? value : "***"
    }

    private func dataFolder() -> Check {
        var information = stat()
        guard stat(self.folder.path, &information) == 0 else {
            return Check("data folder", .good, "\(self.folder.path) is not there yet; yizhan up makes it")
        }
        if information.st_mode & 0o022 != 0 {
            return Check(
                "data folder", .doubtful, "others may write in \(self.folder.path): chmod go-w \(self.folder.path)")
        }
        return Check("data folder", .good, self.folder.path)
    }

    private func disk() -> Check {
        var information = statvfs()
        var path = self.folder.path
        while statvfs(path, &information) != 0, let slash = path.lastIndex(of: "/"), path != "/" {
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        let free = (UInt64(information.f_bavail) * UInt64(information.f_frsize)) >> 20
        let result: Check.Result = free < 256 ? .bad : free < 2048 ? .doubtful : .good
        return Check("disk", result, "\(free) MiB are free for \(self.folder.path)")
    }

    private func process() -> Check {
        guard let state = self.folder.readyState() else { return Check("process", .good, "not running on this folder") }
        guard kill(state.process, 0) == 0 || errno == EPERM else {
            return Check(
                "process", .doubtful, "process \(state.process) was killed; yizhan up starts again from its data")
        }
        return Check("process", .good, "process \(state.process) at \(state.url)")
    }

    private func token() -> Check {
        var information = stat()
        guard stat(self.folder.tokenFile, &information) == 0 else {
            return Check("local token", .good, "none; yizhan up writes one")
        }
        guard information.st_mode & 0o077 == 0 else {
            return Check("local token", .bad, "others may read \(self.folder.tokenFile): chmod 600, then restart")
        }
        return Check("local token", .good, self.folder.tokenFile)
    }
}

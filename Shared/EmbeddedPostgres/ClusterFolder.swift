import FoundationEssentials

/// Where everything of one private cluster lies below its folder.
struct ClusterFolder: Sendable {
    /// Absolute, without symbolic links in it: the server's own working directory is compared with it.
    let path: String

    /// The server's data directory.
    var cluster: String { "\(self.path)/cluster" }
    /// A data directory in the making: renamed to `cluster` when it is complete, so half of one is never started.
    var unfinishedCluster: String { "\(self.path)/cluster.new" }
    var lock: String { "\(self.path)/lock" }
    var log: String { "\(self.path)/log" }
    /// What the server prints before its own log collector has started.
    var startLog: String { "\(self.path)/log/start.log" }
    var socket: String { "\(self.path)/socket" }
    var postmasterFile: String { "\(self.cluster)/postmaster.pid" }

    /// The server's settings file that is written anew at every start.
    var settings: String { "\(self.cluster)/yizhan.conf" }

    var isInitialized: Bool {
        FileManager.default.fileExists(atPath: "\(self.cluster)/PG_VERSION")
    }

    /// The major version whose data this folder holds, if it holds any.
    var majorVersion: Int? {
        (try? String(contentsOfFile: "\(self.cluster)/PG_VERSION", encoding: .utf8)).flatMap { text in
            Int(text.prefix { $0.isNumber })
        }
    }

    /// What the server printed at its last start: before its log collector ran, and, when that is little, after.
    func startOutput() -> String {
        let first = (try? String(contentsOfFile: self.startLog, encoding: .utf8)) ?? ""
        guard !first.contains("FATAL:") else { return first }
        let logs = ((try? FileManager.default.contentsOfDirectory(atPath: self.log)) ?? [])
            .filter { $0.hasPrefix("postgres-") }.map { "\(self.log)/\($0)" }
        let newest = logs.max { Self.modified($0) < Self.modified($1) }
        return first + (newest.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? "")
    }

    private static func modified(_ path: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }

    /// Says whether a socket in `folder` has an address that fits: 107 bytes and the closing NUL (`sun_path`).
    static func fitsSocketAddress(_ folder: String) -> Bool {
        "\(folder)/.s.PGSQL.\(ServerSettings.port)".utf8.count <= 107 && !folder.contains(",")
    }
}

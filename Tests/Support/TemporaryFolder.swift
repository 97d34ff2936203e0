import Glibc

/// Folders for servers of a test, which run as another user when the tests run as root.
enum TemporaryFolder {
    /// A path where nothing is yet.
    ///
    /// Short on purpose: the path of a unix socket has at most 107 bytes.
    static func freshPath() -> String {
        let base = Environment["TMPDIR"].flatMap { $0.utf8.count < 40 ? $0 : nil } ?? "/tmp"
        return "\(base)/yz-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    }

    /// Makes a folder that the servers' user owns and nobody else may enter.
    static func make(_ folder: String) throws(TestClusterError) {
        let owner = getuid() == 0 ? " && chown postgres: '\(folder)'" : ""
        try Shell.run("mkdir -m 700 '\(folder)'" + owner)
    }
}

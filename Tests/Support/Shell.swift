import Glibc

/// Runs small shell scripts while the test process starts up.
enum Shell {
    /// Runs a script to its end and returns what it printed; throws with both outputs when it fails.
    ///
    /// Its end is the shell's, not that of whatever it has left running.
    @discardableResult
    static func run(_ script: String) throws(TestClusterError) -> String {
        let path = TemporaryFolder.freshPath() + ".out"
        defer { unlink(path) }
        let pid = try Spawn.start(["/bin/sh", "-c", "{ \(script)\n} 2>&1"], output: .file(path))
        let status = Spawn.wait(for: pid)
        let text = self.contents(path)
        guard status == 0 else { throw TestClusterError(description: "\(script)\n\(text)") }
        return text
    }

    private static func contents(_ path: String) -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&portion, 1, portion.count, file), count > 0 {
            bytes += portion[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

import Glibc

/// Runs small shell scripts while the test process starts up.
enum Shell {
    /// Runs a script to its end and returns what it printed; throws with both outputs when it fails.
    @discardableResult
    static func run(_ script: String) throws(TestClusterError) -> String {
        guard let pipe = popen("{ \(script)\n} 2>&1", "re") else {
            throw TestClusterError(description: "no shell to be had")
        }
        var output: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&portion, 1, portion.count, pipe)
            guard count > 0 else { break }
            output.append(contentsOf: portion[..<count])
        }
        let text = String(decoding: output, as: UTF8.self)
        guard pclose(pipe) == 0 else { throw TestClusterError(description: "\(script)\n\(text)") }
        return text
    }
}

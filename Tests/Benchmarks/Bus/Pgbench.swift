import Foundation
import TestSupport

extension BusBenchmark {
    /// Transactions per second that pgbench reaches with a script.
    ///
    /// - Parameter variables: texts that the script names as `:name`.
    static func pgbench(
        _ setting: Setting, _ address: String, script: String, clients: Int, mode: String = "prepared",
        variables: [String: String] = [:]
    ) throws -> Double {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sql")
        let output = file.appendingPathExtension("out")
        try Data((script + "\n").utf8).write(to: file)
        defer {
            try? FileManager.default.removeItem(at: file)
            try? FileManager.default.removeItem(at: output)
        }
        try self.spawn(
            [
                setting.pgbench, "--no-vacuum", "--protocol=\(mode)", "--file=\(file.path)", "--client=\(clients)",
                "--jobs=\(min(clients, 2))", "--time=\(setting.seconds)",
            ] + variables.map { "--define=\($0.key)=\($0.value)" } + [address],
            output: output.path)
        let words = try String(contentsOf: output, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        guard let place = words.firstIndex(of: "tps"), place + 2 < words.count, let tps = Double(words[place + 2])
        else {
            return 0
        }
        return tps
    }

    // Not `Process`: it hands down the signal mask of a worker thread, in which the alarm that ends pgbench is blocked.
    static func spawn(_ arguments: [String], output: String) throws {
        let pid = try Spawn.start(["/usr/bin/env"] + arguments, output: .file(output))
        // What `env` says of a program that there is not.
        if Spawn.wait(for: pid) == 127 { throw CocoaError(.executableNotLoadable) }
    }
}

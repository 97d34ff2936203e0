import Foundation

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
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child = pid_t()
        guard posix_spawnp(&child, arguments[0], &actions, &attributes, words, environ) == 0 else {
            throw CocoaError(.executableNotLoadable)
        }
        var status: Int32 = 0
        waitpid(child, &status, 0)
    }
}

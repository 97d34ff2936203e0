import Foundation

/// The load generator `wrk`, with 32 connections.
enum Wrk {
    /// Requests per second.
    ///
    /// - Parameter script: Lua that sets method, headers and body.
    static func rate(_ url: String, seconds: Int, script: String) throws -> Double {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).lua")
        try script.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let text = try Self.output(["wrk", "-t1", "-c32", "-d\(seconds)s", "-s", file.path, url])
        if text.contains("Non-2xx") { print("  " + text.split(separator: "\n").filter { $0.contains("Non-2xx") }[0]) }
        let line = text.split(separator: "\n").first { $0.hasPrefix("Requests/sec:") }
        return line.flatMap { Double($0.split(whereSeparator: \.isWhitespace).last ?? "") } ?? 0
    }

    /// What a program prints.
    static func output(_ arguments: [String]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try BusBenchmark.spawn(arguments, output: file)
        return try String(contentsOfFile: file, encoding: .utf8)
    }
}

import FoundationEssentials
import Glibc

/// An interpreter that may have an independent opinion on our documents.
enum Python {
    static func has(_ module: String) -> Bool {
        system("python3 -c 'import \(module)' >/dev/null 2>&1") == 0
    }

    /// Runs a program on some input and returns all that it printed.
    static func run(_ program: String, input: [UInt8]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "yizhan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (script, data, result) = ("program.py", "input", "output")
        try Data(program.utf8).write(to: folder.appending(path: script))
        try Data(input).write(to: folder.appending(path: data))
        let path = folder.path
        _ = system("cd '\(path)' && python3 \(script) <\(data) >\(result) 2>&1")
        return String(decoding: try Data(contentsOf: folder.appending(path: result)), as: UTF8.self)
    }
}

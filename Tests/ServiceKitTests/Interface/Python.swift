import FoundationEssentials
import Glibc

/// An interpreter that may have an independent opinion on our documents.
enum Python {
    /// The one of `deploy/test`, which has the packages of Tests/requirements.txt, and the machine's.
    private static let interpreters: [String] = {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return ["'/\(root)/.build/python/bin/python3'", "python3"]
    }()

    private static func interpreter(with module: String) -> String? {
        self.interpreters.first { system("\($0) -c 'import \(module)' >/dev/null 2>&1") == 0 }
    }

    static func has(_ module: String) -> Bool { self.interpreter(with: module) != nil }

    /// Runs a program that needs a module on some input and returns all that it printed.
    static func run(_ program: String, with module: String = "sys", input: [UInt8]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "yizhan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (script, data, result) = ("program.py", "input", "output")
        try Data(program.utf8).write(to: folder.appending(path: script))
        try Data(input).write(to: folder.appending(path: data))
        let path = folder.path
        let interpreter = self.interpreter(with: module) ?? "python3"
        _ = system("cd '\(path)' && PYTHONIOENCODING=utf-8 \(interpreter) \(script) <\(data) >\(result) 2>&1")
        return String(decoding: try Data(contentsOf: folder.appending(path: result)), as: UTF8.self)
    }
}

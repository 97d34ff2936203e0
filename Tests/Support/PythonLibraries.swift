import Foundation

/// Other people's implementations of the standards we follow: the PyPI packages of `Tests/requirements.txt`.
///
/// `deploy/test` puts them into `.build/python`. Where that was not possible, tests that need them are skipped.
public enum PythonLibraries {
    /// Why a test is skipped.
    public static let absence = "the PyPI packages of Tests/requirements.txt are not in .build/python"

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// The interpreter that has them.
    public static let interpreter = Self.root.appending(path: ".build/python/bin/python3").path

    /// Whether modules can be imported.
    public static func have(_ modules: String) -> Bool {
        // Some warn of their own dependencies while they are imported.
        (try? Self.run("import \(modules); print('ok')", environment: "PYTHONWARNINGS=ignore")) == "ok"
    }

    /// Runs a program on some input and returns all that it printed, without white space around it.
    public static func run(_ program: String, _ input: [UInt8] = [], environment: String = "") throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "yizhan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(program.utf8).write(to: folder.appending(path: "program.py"))
        try Data(input).write(to: folder.appending(path: "input"))
        _ = system(
            """
            cd '\(folder.path)' && PYTHONIOENCODING=utf-8 \(environment) '\(Self.interpreter)' program.py \
            <input >output 2>&1
            """)
        let output = try Data(contentsOf: folder.appending(path: "output"))
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

import Foundation
import Model

/// An opinion on OpenAPI documents that is not ours, where Python has one.
enum IndependentValidator {
    /// Whether there is one.
    static let isInstalled = Self.objections("import openapi_spec_validator", []).isEmpty

    /// What it objects to in a document; empty when it accepts it.
    static func objections(to document: JSON) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "yizhan-\(UUID().uuidString).json")
        try Data(document.bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return Self.objections(
            """
            import json, sys
            from openapi_spec_validator import validate
            validate(json.load(open(sys.argv[1], encoding="utf-8")))
            """, [file.path])
    }

    /// What a program says when it fails.
    private static func objections(_ program: String, _ arguments: [String]) -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do {
            try process.run()
        } catch {
            return "\(error)"
        }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return "" }
        return "ended with \(process.terminationStatus): \(String(decoding: output, as: UTF8.self))"
    }
}

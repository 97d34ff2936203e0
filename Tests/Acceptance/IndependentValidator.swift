import Foundation
import Model
import TestSupport

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
        let file = FileManager.default.temporaryDirectory.appending(path: "yizhan-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        guard
            let pid = try? Spawn.start(
                ["/usr/bin/env", "python3", "-c", program] + arguments, output: .file(file.path),
                errors: .file(file.path))
        else { return "Python could not be started" }
        let status = Spawn.wait(for: pid)
        guard status != 0 else { return "" }
        return "ended with \(status): \((try? String(contentsOf: file, encoding: .utf8)) ?? "")"
    }
}

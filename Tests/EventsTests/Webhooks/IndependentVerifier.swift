import Foundation
import Model

/// Somebody else's implementation of the Standard Webhooks specification: the library `standardwebhooks` from PyPI, and
/// `cryptography` for the asymmetric signatures, which that library does not know.
///
/// `deploy/test` puts both into `.build/python`. Where that was not possible, tests that need them are skipped.
enum IndependentVerifier {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let python = Self.root.appending(path: ".build/python/bin/python3").path

    static let isHere: Bool = (try? Self.run("import standardwebhooks, cryptography; print('ok')", [])) == "ok"
    static let absence = "the PyPI packages of Tests/requirements.txt are not in .build/python"

    private static let program = """
        import base64, json, sys
        from standardwebhooks.webhooks import Webhook
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        def check(case):
            body = base64.b64decode(case["body"])
            headers = case["headers"]
            if case["secret"].startswith("whsec_"):
                return json.dumps(Webhook(case["secret"]).verify(body, headers), ensure_ascii=False, sort_keys=True)
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(case["secret"][len("whpk_"):]))
            content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
            for part in headers["webhook-signature"].split(" "):
                version, signature = part.split(",")
                if version == "v1a":
                    try:
                        key.verify(base64.b64decode(signature), content)
                        return json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True)
                    except Exception:
                        pass
            raise ValueError("no signature fits")

        for case in json.load(sys.stdin):
            try:
                print("yes " + check(case))
            except Exception as error:
                print("no " + type(error).__name__)
        """

    /// Verifies requests, each with what its receiver knows: `whsec_…` or `whpk_…`.
    ///
    /// - Returns: for each, `yes` and the body as it was understood, or `no` and why.
    static func verify(_ cases: [(request: Receiver.Request, secret: String)]) throws -> [String] {
        let input = cases.map { request, secret -> JSON in
            var headers = JSONObject()
            for (name, value) in request.headers { headers[name] = .string(value) }
            return [
                "secret": .string(secret), "headers": .object(headers),
                "body": .string(Data(request.body).base64EncodedString()),
            ]
        }
        return try Self.run(Self.program, JSON.array(input).bytes).split(separator: "\n").map(String.init)
    }

    private static func run(_ program: String, _ input: [UInt8]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "yizhan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(program.utf8).write(to: folder.appending(path: "program.py"))
        try Data(input).write(to: folder.appending(path: "input"))
        _ = system(
            "cd '\(folder.path)' && PYTHONIOENCODING=utf-8 '\(Self.python)' program.py <input >output 2>&1")
        let output = try Data(contentsOf: folder.appending(path: "output"))
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

import Foundation
import Model
import TestSupport

/// Somebody else's implementation of the Standard Webhooks specification: the library `standardwebhooks` from PyPI, and
/// `cryptography` for the asymmetric signatures, which that library does not know.
enum IndependentVerifier {
    static let isHere = PythonLibraries.have("standardwebhooks, cryptography")

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
        return try PythonLibraries.run(Self.program, JSON.array(input).bytes).split(separator: "\n").map(String.init)
    }
}

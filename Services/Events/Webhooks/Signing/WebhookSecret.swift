import Crypto
import FoundationEssentials

/// What one webhook's requests are signed with, in the forms of the Standard Webhooks specification.
enum WebhookSecret: Sendable {
    /// `v1`: HMAC-SHA256 with a secret that both sides hold, `whsec_…`.
    case shared([UInt8])
    /// `v1a`: Ed25519; the receiver holds only the public key, `whpk_…`.
    case pair(Curve25519.Signing.PrivateKey)

    static func generate(_ signature: String) -> WebhookSecret {
        if signature == "ed25519" { return .pair(Curve25519.Signing.PrivateKey()) }
        return .shared(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    /// Reads what was sealed.
    init?(kept bytes: [UInt8]) {
        guard let kind = bytes.first else { return nil }
        let rest = Array(bytes.dropFirst())
        switch kind {
        case UInt8(ascii: "h"): self = .shared(rest)
        case UInt8(ascii: "e"):
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: rest) else { return nil }
            self = .pair(key)
        default: return nil
        }
    }

    /// What is sealed.
    var kept: [UInt8] {
        switch self {
        case .shared(let bytes): [UInt8(ascii: "h")] + bytes
        case .pair(let key): [UInt8(ascii: "e")] + Array(key.rawRepresentation)
        }
    }

    /// What the receiver needs and may show to anybody; nil when it needs a secret.
    var publicKey: String? {
        guard case .pair(let key) = self else { return nil }
        return "whpk_" + key.publicKey.rawRepresentation.base64EncodedString()
    }

    /// What the receiver needs and must keep to itself; nil when there is no such thing, because the private key of a
    /// pair is nobody's business but ours.
    var shown: String? {
        guard case .shared(let bytes) = self else { return nil }
        return "whsec_" + Data(bytes).base64EncodedString()
    }

    /// One signature, with its version.
    func signature(id: String, timestamp: Int, body: [UInt8]) throws -> String {
        let content = Array("\(id).\(timestamp).".utf8) + body
        switch self {
        case .shared(let bytes):
            let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: bytes))
            return "v1," + Data(code).base64EncodedString()
        case .pair(let key):
            return "v1a," + (try key.signature(for: content)).base64EncodedString()
        }
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible {
    /// Nothing of it, so that it cannot get into a log.
    var description: String { "<secret>" }
    /// Nothing of it.
    var debugDescription: String { "<secret>" }
}

extension [WebhookSecret] {
    /// `webhook-signature`: one signature for each secret that is in force, so that a receiver that knows any of them
    /// is satisfied while one replaces the other.
    func signatures(id: String, timestamp: Int, body: [UInt8]) throws -> String {
        try self.map { try $0.signature(id: id, timestamp: timestamp, body: body) }.joined(separator: " ")
    }
}

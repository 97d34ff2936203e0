import Crypto
import FoundationEssentials

/// A secret as it is kept in the database: encrypted, with the name of the key.
public struct Sealed: Sendable, Equatable {
    /// Nonce, ciphertext and tag.
    public let bytes: [UInt8]
    /// Which key opens it; says nothing about the key.
    public let key: String

    /// Takes what was read.
    public init(bytes: [UInt8], key: String) {
        self.bytes = bytes
        self.key = key
    }
}

/// Encrypts what has to be kept and read again, such as the secrets by which webhooks are signed: AES-GCM with 256 bits.
///
/// The first key seals; all of them open, so that a key can be replaced while everything runs: put the new one before
/// the old one, and take the old one away when nothing is sealed by it any more.
public struct Sealer: Sendable {
    /// Why something stays closed.
    public enum Failure: Error, Sendable, Equatable {
        /// None of the keys has the name that is written beside it.
        case unknownKey(String)
        /// It was changed, or belongs to something else.
        case damaged
    }

    private let keys: [(id: String, key: SymmetricKey)]

    /// Reads keys of 32 bytes in base64, separated by commas; nil when one of them is none.
    public init?(keys text: String) {
        var keys: [(id: String, key: SymmetricKey)] = []
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            guard let bytes = Data(base64Encoded: String(part)) ?? Base64URL.decode(String(part)).map({ Data($0) }),
                bytes.count == 32
            else { return nil }
            let digest = SHA256.hash(data: Array("yizhan key name".utf8) + bytes)
            keys.append((id: Secret.hexadecimal(Array(digest.prefix(4))), key: SymmetricKey(data: bytes)))
        }
        guard !keys.isEmpty else { return nil }
        self.keys = keys
    }

    /// The name of the key that seals now.
    public var currentKey: String { self.keys[0].id }

    /// Makes a key, as text.
    public static func generateKey() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
    }

    /// Encrypts.
    ///
    /// - Parameters:
    ///   - bytes: what is to be kept.
    ///   - purpose: what it belongs to; it opens for nothing else, so that nobody who can write rows exchanges two.
    public func seal(_ bytes: [UInt8], for purpose: String) throws -> Sealed {
        let box = try AES.GCM.seal(bytes, using: self.keys[0].key, authenticating: Array(purpose.utf8))
        guard let combined = box.combined else { preconditionFailure("a box with the usual nonce has this form") }
        return Sealed(bytes: Array(combined), key: self.keys[0].id)
    }

    /// Decrypts.
    ///
    /// - Throws: ``Failure``, which says nothing of what is inside.
    public func open(_ sealed: Sealed, for purpose: String) throws(Failure) -> [UInt8] {
        guard let key = self.keys.first(where: { $0.id == sealed.key }) else { throw .unknownKey(sealed.key) }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.bytes)
            return Array(try AES.GCM.open(box, using: key.key, authenticating: Array(purpose.utf8)))
        } catch {
            throw .damaged
        }
    }
}

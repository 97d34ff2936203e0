import Crypto
import FoundationEssentials

/// What PostgreSQL keeps of a password (RFC 5803), made here, so that the password itself is in no statement that
/// the server might write to its log.
enum ScramVerifier {
    /// - Parameters:
    ///   - password: letters, digits and other characters of ASCII, which need no preparation (RFC 4013).
    ///   - salt: random bytes.
    ///   - rounds: as many as the server itself takes.
    static func make(_ password: String, salt: [UInt8], rounds: Int = 4096) -> String {
        let key = SymmetricKey(data: Array(password.utf8))
        // Hi() of RFC 5802, which is PBKDF2 with one block.
        var last = Self.code(salt + [0, 0, 0, 1], key)
        var salted = last
        for _ in 1..<rounds {
            last = Self.code(last, key)
            for index in salted.indices { salted[index] ^= last[index] }
        }
        let saltedKey = SymmetricKey(data: salted)
        let stored = Array(SHA256.hash(data: Self.code(Array("Client Key".utf8), saltedKey)))
        let server = Self.code(Array("Server Key".utf8), saltedKey)
        return "SCRAM-SHA-256$\(rounds):\(Self.base64(salt))$\(Self.base64(stored)):\(Self.base64(server))"
    }

    static func make(_ password: String) -> String {
        var generator = SystemRandomNumberGenerator()
        return Self.make(password, salt: (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    private static func code(_ bytes: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

import Crypto

/// A secret that is shown once and then known only by its digest.
///
/// It looks like `yz_1a2b3c4d_…`: the kind makes leaks findable by scanners, the eight characters identify the token
/// in lists without giving it away, and 256 random bits follow.
public struct Secret: Sendable {
    /// The whole text; shown to its owner once.
    public let text: String
    /// The part that may be shown later.
    public let prefix: String

    /// What a secret is for.
    public enum Purpose: String, Sendable {
        /// The password of a login of the database.
        case database = "yzd"
        /// A token of a program.
        case token = "yz"
        /// A browser session.
        case session = "yzs"
        /// A link that signs somebody in once.
        case link = "yzl"
    }

    /// Makes a new secret.
    public static func generate(_ purpose: Purpose) -> Secret {
        var generator = SystemRandomNumberGenerator()
        let prefix = Self.hexadecimal((0..<4).map { _ in UInt8.random(in: 0...255, using: &generator) })
        let random = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Secret(text: "\(purpose.rawValue)_\(prefix)_\(Base64URL.encode(random))", prefix: prefix)
    }

    private init(text: String, prefix: String) {
        self.text = text
        self.prefix = prefix
    }

    /// The digest under which a presented secret is looked up.
    public static func digest(of text: some StringProtocol) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }

    /// The token against forged forms that belongs to a session: known to the session's pages, computable by nobody
    /// who does not hold the cookie.
    static func forgeryToken(session: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("forms".utf8), using: SymmetricKey(data: Array(session.utf8)))
        return Base64URL.encode(Array(code))
    }

    /// Compares without telling by its duration how much was right.
    static func matches(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left.utf8), Array(right.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

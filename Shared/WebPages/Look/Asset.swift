/// A file that the pages need, served from memory.
public struct Asset: Sendable {
    /// The path; it holds the fingerprint, so the file can be cached for ever.
    public let path: String
    /// The header `Content-Type`.
    public let contentType: String
    /// The content.
    public let bytes: [UInt8]
    /// 16 hexadecimal digits that change with the content.
    public let fingerprint: String

    init(name: String, suffix: String, contentType: String, content: String) {
        self.bytes = Array(content.utf8)
        self.fingerprint = Self.fingerprint(self.bytes)
        self.path = "/assets/\(name)-\(self.fingerprint).\(suffix)"
        self.contentType = contentType
    }

    /// The stylesheet.
    public static let stylesheet = Asset(
        name: "yizhan", suffix: "css", contentType: "text/css; charset=utf-8", content: Stylesheet.text)
    /// The logo: a beacon tower on a seal.
    public static let logo = Asset(
        name: "logo", suffix: "svg", contentType: "image/svg+xml", content: Logo.text)

    /// All files.
    public static let all: [Asset] = [Self.stylesheet, Self.logo]

    /// The file at a path; nil when there is none.
    public static func at(_ path: String) -> Asset? { self.all.first { $0.path == path } }

    /// FNV-1a with 64 bits.
    ///
    /// It tells versions of our own files apart and protects nothing.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

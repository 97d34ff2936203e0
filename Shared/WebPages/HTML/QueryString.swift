/// The part of an address after `?`.
public enum QueryString {
    /// Writes pairs as `a=1&b=2`, percent-encoded (RFC 3986 section 2); empty for no pairs.
    public static func text(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(self.encode($0.name))=\(self.encode($0.value))" }.joined(separator: "&")
    }

    /// An address from a path and pairs.
    public static func address(_ path: String, _ pairs: [(name: String, value: String)]) -> String {
        pairs.isEmpty ? path : "\(path)?\(self.text(pairs))"
    }

    /// One name, value or segment of a path, with everything but unreserved characters encoded.
    public static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

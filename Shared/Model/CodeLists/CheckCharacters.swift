/// Check characters of ISO/IEC 7064, and the digits they are computed from.
enum CheckCharacters {
    /// Whether `text` has `count` characters of which the last is the MOD 11-2 check character of the others.
    static func isMod11Radix2(_ text: String, count: Int) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == count, let check = bytes.last else { return false }
        var sum = 0
        for byte in bytes.dropLast() {
            guard let digit = ASCII.decimalDigit(byte) else { return false }
            sum = (sum + Int(digit)) * 2 % 11
        }
        let expected = (12 - sum) % 11
        return check == (expected == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(expected))
    }

    /// The value of a lower-case digit of Crockford's base 32, which leaves out i, l, o and u.
    static func crockfordDigit(_ byte: UInt8) -> Int? {
        self.crockford.firstIndex(of: byte)
    }

    private static let crockford = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

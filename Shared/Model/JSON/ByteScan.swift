/// Looks at eight bytes at once.
///
/// In each result the lowest set bit marks the first byte that matched; bits above it may be spurious, because
/// subtraction carries.
enum ByteScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Bytes below 0x20, the quote and the backslash.
    @inline(__always)
    static func stringSpecial(_ word: UInt64) -> UInt64 {
        let control = (word &- 0x20 &* self.ones) & ~word
        let quote = word ^ (0x22 &* self.ones)
        let backslash = word ^ (0x5C &* self.ones)
        let quoted = (quote &- self.ones) & ~quote
        let escaped = (backslash &- self.ones) & ~backslash
        return (control | quoted | escaped) & self.highs
    }

    /// The same, and bytes that are not ASCII.
    @inline(__always)
    static func stringSpecialOrNonASCII(_ word: UInt64) -> UInt64 {
        self.stringSpecial(word) | word & self.highs
    }
}

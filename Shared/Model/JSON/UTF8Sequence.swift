/// Well-formed UTF-8 (RFC 3629, Unicode table 3-7).
enum UTF8Sequence {
    /// The length of the well-formed sequence of two to four bytes at `offset`, or nil.
    @inline(__always)
    static func length(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let lead = bytes[offset]
        let remaining = bytes.count - offset
        switch lead {
        case 0xE0...0xEF:
            guard remaining >= 3 else { return nil }
            let second = bytes[offset + 1]
            guard second & 0xC0 == 0x80, bytes[offset + 2] & 0xC0 == 0x80 else { return nil }
            if lead == 0xE0, second < 0xA0 { return nil }
            if lead == 0xED, second > 0x9F { return nil }
            return 3
        case 0xC2...0xDF:
            guard remaining >= 2, bytes[offset + 1] & 0xC0 == 0x80 else { return nil }
            return 2
        case 0xF0...0xF4:
            guard remaining >= 4 else { return nil }
            let second = bytes[offset + 1]
            guard second & 0xC0 == 0x80, bytes[offset + 2] & 0xC0 == 0x80, bytes[offset + 3] & 0xC0 == 0x80 else {
                return nil
            }
            if lead == 0xF0, second < 0x90 { return nil }
            if lead == 0xF4, second > 0x8F { return nil }
            return 4
        default:
            return nil
        }
    }
}

public import FoundationEssentials

extension UUID {
    /// A version 7 UUID (RFC 9562, section 5.7): milliseconds since 1970, then 74 random bits.
    public static func timeOrdered() -> UUID {
        let milliseconds = UInt64(max(0, Date().timeIntervalSince1970 * 1000))
        var generator = SystemRandomNumberGenerator()
        let a = generator.next()
        let b = generator.next()
        func byte(_ value: UInt64, _ shift: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: value >> shift)
        }
        return UUID(
            uuid: (
                byte(milliseconds, 40), byte(milliseconds, 32), byte(milliseconds, 24),
                byte(milliseconds, 16), byte(milliseconds, 8), byte(milliseconds, 0),
                0x70 | (byte(a, 8) & 0x0F), byte(a, 0),
                0x80 | (byte(b, 56) & 0x3F), byte(b, 48), byte(b, 40), byte(b, 32),
                byte(b, 24), byte(b, 16), byte(b, 8), byte(b, 0),
            ))
    }
}

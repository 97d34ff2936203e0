public import FoundationEssentials

extension UUID {
    /// A version 7 UUID (RFC 9562, section 5.7): milliseconds since 1970, then 74 random bits.
    ///
    /// The random bits are those of a version 4 UUID: one call to the kernel for all of them, where Swift's generator
    /// makes one for each number, and a call costs as much as the rest.
    public static func timeOrdered() -> UUID {
        let milliseconds = UInt64(max(0, Date().timeIntervalSince1970 * 1000))
        var bytes = UUID().uuid
        withUnsafeMutableBytes(of: &bytes) { bytes in
            for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * index)) }
            bytes[6] = 0x70 | bytes[6] & 0x0F
        }
        return UUID(uuid: bytes)
    }
}

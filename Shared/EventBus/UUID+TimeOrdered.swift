public import FoundationEssentials

extension UUID {
    /// A version 7 UUID (RFC 9562, section 5.7): the time since 1970 in units of 244 nanoseconds, then 62 random bits.
    ///
    /// The twelve bits behind the milliseconds carry their fraction (section 6.2, method 3) and not more chance: ids then
    /// follow each other within a millisecond, too, and the kernel is asked for random bits once. Not Foundation's `UUID()`:
    /// that opens, reads and closes `/dev/urandom`, which took a tenth of the time of publishing an event.
    public static func timeOrdered() -> UUID {
        let ticks = UInt64(max(0, Date().timeIntervalSince1970 * 1000 * 4096))
        let high = (ticks >> 12) << 16 | 0x7000 | ticks & 0xFFF
        var generator = SystemRandomNumberGenerator()
        let low = 0b10 << 62 | generator.next() >> 2
        return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

/// The id of a record: a UUID, in this product always of version 7 (RFC 9562), so that ids sort by when they were made.
public struct RecordID: Sendable, Hashable {
    /// The first 64 bits: 48 bits of Unix milliseconds, the version, 12 bits of sequence.
    public let high: UInt64
    /// The last 64 bits: the variant and 62 random bits.
    public let low: UInt64

    /// Makes an id from its 128 bits, whatever they are.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The 16 bytes in network order.
    public var bytes: [UInt8] {
        (0..<16).map { index in
            let half = index < 8 ? self.high : self.low
            return UInt8(truncatingIfNeeded: half >> UInt64(56 - index % 8 * 8))
        }
    }

    /// The version field, 7 for ids made here.
    public var version: Int { Int(self.high >> 12 & 0xF) }

    /// When the id was made, to the millisecond; nil unless it is of version 7.
    public var timestamp: Instant? {
        guard self.version == 7, self.low >> 62 == 0b10 else { return nil }
        return Instant(microseconds: Int64(self.high >> 16) * 1000)
    }
}

extension RecordID: Comparable {
    /// Whether `lhs` sorts before `rhs`, as PostgreSQL sorts `uuid`.
    public static func < (lhs: RecordID, rhs: RecordID) -> Bool {
        lhs.high == rhs.high ? lhs.low < rhs.low : lhs.high < rhs.high
    }
}

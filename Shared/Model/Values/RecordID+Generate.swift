import Synchronization

extension RecordID {
    /// Makes a new id that sorts after every other made by this process.
    public static func generate() -> RecordID {
        let instant = Instant.now
        var random = SystemRandomNumberGenerator()
        let low = random.next()
        let seed = random.next()
        return self.sequence.withLock { $0.next(at: instant, low: low, seed: seed) }
    }

    private static let sequence = Mutex(RecordIDSequence())
}

/// Keeps ids in order within a millisecond and when the clock steps back (RFC 9562 section 6.2, method 1).
///
/// The 12 bits after the version count within the millisecond, from a random start in their lower half. When they run
/// out the timestamp goes one millisecond ahead of the clock.
struct RecordIDSequence: Sendable {
    private var milliseconds: UInt64 = 0
    private var counter: UInt64 = 0

    init() {}

    mutating func next(at instant: Instant, low: UInt64, seed: UInt64) -> RecordID {
        let now = UInt64(clamping: instant.microseconds / 1000) & 0xFFFF_FFFF_FFFF
        if now > self.milliseconds {
            self.milliseconds = now
            self.counter = seed & 0x7FF
        } else {
            self.counter += 1
            if self.counter > 0xFFF {
                self.milliseconds += 1
                self.counter = seed & 0x7FF
            }
        }
        return RecordID(
            high: self.milliseconds << 16 | 0x7000 | self.counter,
            low: 0b10 << 62 | low & 0x3FFF_FFFF_FFFF_FFFF,
        )
    }
}

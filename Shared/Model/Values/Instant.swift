#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted, as PostgreSQL keeps it.
public struct Instant: Sendable, Hashable {
    /// Microseconds since 1970 in UTC.
    public let microseconds: Int64

    /// Makes an instant from microseconds since 1970 in UTC.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The wall clock now.
    public static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// The start of `date` where clocks are `utcOffsetSeconds` ahead of UTC.
    public init(startOf date: CalendarDate, utcOffsetSeconds: Int) {
        self.microseconds = (Int64(date.dayNumber) * 86_400 - Int64(utcOffsetSeconds)) * 1_000_000
    }

    /// The instant `duration` later, rounded down to microseconds; stops at the ends of the range.
    public func adding(_ duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, carry) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        let (result, overrun) = self.microseconds.addingReportingOverflow(sum)
        if overflow || carry || overrun { return Instant(microseconds: seconds < 0 ? .min : .max) }
        return Instant(microseconds: result)
    }

    /// The time from this instant to `other`; negative when `other` is earlier.
    public func duration(to other: Instant) -> Duration {
        .microseconds(other.microseconds) - .microseconds(self.microseconds)
    }
}

extension Instant: Comparable {
    /// Whether `lhs` is earlier.
    public static func < (lhs: Instant, rhs: Instant) -> Bool {
        lhs.microseconds < rhs.microseconds
    }
}

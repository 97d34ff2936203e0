import CLibPQ

/// A point on the monotonic clock by which an operation must have ended.
///
/// A plain count of nanoseconds: it is compared on every round trip, so it must cost nothing.
public struct Deadline: Hashable, Comparable, Sendable {
    /// Nanoseconds since an arbitrary origin, the same for the whole machine until it restarts.
    public let nanoseconds: Int64

    /// A deadline that never comes.
    public static let never = Deadline(nanoseconds: .max)

    init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The present moment.
    public static var now: Deadline { Deadline(nanoseconds: clibpq_now()) }

    /// The moment `duration` from now; a negative duration has passed already.
    public static func after(_ duration: Duration) -> Deadline {
        Deadline.now.advanced(by: duration)
    }

    /// This moment moved by `duration`, saturating at ``never``.
    public func advanced(by duration: Duration) -> Deadline {
        let (seconds, attoseconds) = duration.components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return duration < .zero ? .now : .never }
        let (sum, carried) = self.nanoseconds.addingReportingOverflow(scaled + attoseconds / 1_000_000_000)
        return carried ? .never : Deadline(nanoseconds: sum)
    }

    /// How long ago `earlier` was, seen from this moment.
    public func since(_ earlier: Deadline) -> Duration {
        .nanoseconds(self.nanoseconds - earlier.nanoseconds)
    }

    /// Whether the moment has come.
    public var hasPassed: Bool { self != .never && self.nanoseconds <= clibpq_now() }

    /// Compares two moments.
    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

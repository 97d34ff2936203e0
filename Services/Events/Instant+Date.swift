import FoundationEssentials
import Model

extension Instant {
    /// A moment as the bus tells it.
    init(_ date: Date) {
        self.init(microseconds: Int64(date.timeIntervalSince1970 * 1_000_000))
    }
}

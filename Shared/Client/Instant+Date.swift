import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Instant {
    /// A moment to the microsecond, which is what the services keep.
    init(_ date: Date) {
        self.init(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded()))
    }

    /// The moment as Foundation has it.
    var date: Date { Date(timeIntervalSince1970: Double(self.microseconds) / 1_000_000) }
}

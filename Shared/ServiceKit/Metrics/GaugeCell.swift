import Metrics
import Synchronization

/// A value that goes up and down.
final class GaugeCell: MeterHandler, RecorderHandler {
    private let last = Mutex(0.0)

    var value: Double { self.last.withLock { $0 } }

    func set(_ value: Int64) { self.set(Double(value)) }
    func set(_ value: Double) { self.last.withLock { $0 = value } }
    func increment(by amount: Double) { self.last.withLock { $0 += amount } }
    func decrement(by amount: Double) { self.last.withLock { $0 -= amount } }
    func record(_ value: Int64) { self.set(value) }
    func record(_ value: Double) { self.set(value) }
}

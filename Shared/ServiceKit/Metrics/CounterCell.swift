import Metrics
import Synchronization

/// A value that only grows.
final class CounterCell: CounterHandler, FloatingPointCounterHandler {
    private let sum = Mutex(0.0)

    var value: Double { self.sum.withLock { $0 } }

    func increment(by amount: Int64) { self.increment(by: Double(amount)) }

    func increment(by amount: Double) {
        // What shrinks, or is no number, would look like a restart of the process.
        guard amount > 0, amount.isFinite else { return }
        self.sum.withLock { $0 += amount }
    }

    func reset() { self.sum.withLock { $0 = 0 } }
}

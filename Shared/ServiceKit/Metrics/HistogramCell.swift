import Metrics
import Synchronization

/// How many values were within which bounds; times are in seconds.
final class HistogramCell: TimerHandler, RecorderHandler {
    /// From a look-up, or the way of an event to its handler, to what somebody gives up waiting for.
    static let seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Bounds for what nobody has named a unit of.
    static let magnitudes = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000.0]

    struct State {
        var counts: [Int]
        var count = 0
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(_ bounds: [Double]) {
        self.bounds = bounds
        self.state = Mutex(State(counts: Array(repeating: 0, count: bounds.count)))
    }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = self.bounds.firstIndex { value <= $0 }
        self.state.withLock { state in
            if let bucket { state.counts[bucket] += 1 }
            state.count += 1
            state.sum += value
        }
    }

    func record(_ value: Int64) { self.record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { self.record(Double(duration) / 1e9) }

    func write(_ name: String, _ help: String, _ labels: Exposition.Labels, to exposition: inout Exposition) {
        let state = self.state.withLock { $0 }
        exposition.histogram(
            name, help, labels, buckets: zip(self.bounds, state.counts).map { ($0, $1) }, count: state.count,
            sum: state.sum)
    }
}

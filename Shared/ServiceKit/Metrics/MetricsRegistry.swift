public import Metrics
import Synchronization

/// Where everything that counts and measures in this process leaves its figures: ours, and those of the libraries below.
///
/// A library's `http.client.duration` becomes `http_client_duration_seconds`, its counters end in `_total`. Two that use
/// one name for different kinds of figures cannot both be told of; the later one is not.
public final class MetricsRegistry: MetricsFactory {
    private enum Cell {
        case counter(CounterCell)
        case gauge(GaugeCell)
        case histogram(HistogramCell)

        var object: AnyObject {
            switch self {
            case .counter(let cell): cell
            case .gauge(let cell): cell
            case .histogram(let cell): cell
            }
        }
    }

    private struct Series: Hashable {
        let name: String
        let labels: [[String]]
    }

    private struct State {
        var cells: [Series: Cell] = [:]
        var order: [Series] = []
        var helps: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// An empty registry.
    public init() {}

    /// Says what a metric means.
    public func describe(_ name: String, _ help: String) {
        self.state.withLock { $0.helps[name] = help }
    }

    /// Adds all figures.
    func write(to exposition: inout Exposition) {
        let state = self.state.withLock { $0 }
        for series in state.order {
            guard let cell = state.cells[series] else { continue }
            let labels = series.labels.map { (name: $0[0], value: $0[1]) }
            let help = state.helps[series.name] ?? series.name
            switch cell {
            case .counter(let cell): exposition.counter(series.name, help, cell.value, labels)
            case .gauge(let cell): exposition.gauge(series.name, help, cell.value, labels)
            case .histogram(let cell): cell.write(series.name, help, labels, to: &exposition)
            }
        }
    }

    // MARK: Making

    /// A counter.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        self.counter(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// A counter of fractions.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        self.counter(label, dimensions) ?? CounterCell()
    }

    /// A meter.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        self.gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    /// A gauge, or a distribution of values.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return self.gauge(label, dimensions) ?? NOOPMetricsHandler.instance }
        return self.histogram(MetricName.metric(label), dimensions, HistogramCell.magnitudes)
            ?? NOOPMetricsHandler.instance
    }

    /// A distribution of times.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        self.histogram(Self.name(label, ending: "_seconds"), dimensions, HistogramCell.seconds)
            ?? NOOPMetricsHandler.instance
    }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterCell? {
        let cell = self.cell(Self.name(label, ending: "_total"), dimensions) { .counter(CounterCell()) }
        guard case .counter(let counter) = cell else { return nil }
        return counter
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeCell? {
        guard case .gauge(let gauge) = self.cell(MetricName.metric(label), dimensions, { .gauge(GaugeCell()) }) else {
            return nil
        }
        return gauge
    }

    private func histogram(
        _ name: String, _ dimensions: [(String, String)], _ bounds: [Double],
    ) -> HistogramCell? {
        guard case .histogram(let cell) = self.cell(name, dimensions, { .histogram(HistogramCell(bounds)) }) else {
            return nil
        }
        return cell
    }

    private static func name(_ label: String, ending: String) -> String {
        let name = MetricName.metric(label)
        return name.hasSuffix(ending) ? name : name + ending
    }

    private func cell(_ name: String, _ dimensions: [(String, String)], _ make: () -> Cell) -> Cell {
        var seen: Set<String> = []
        // A label that is named twice would make the whole answer unreadable.
        let labels = dimensions.map { [MetricName.label($0.0), $0.1] }.filter { seen.insert($0[0]).inserted }
        let series = Series(name: name, labels: labels)
        return self.state.withLock { state in
            if let cell = state.cells[series] { return cell }
            let cell = make()
            state.cells[series] = cell
            state.order.append(series)
            return cell
        }
    }

    // MARK: Forgetting

    /// Forgets a counter.
    public func destroyCounter(_ handler: any CounterHandler) { self.forget(handler) }
    /// Forgets a counter of fractions.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { self.forget(handler) }
    /// Forgets a meter.
    public func destroyMeter(_ handler: any MeterHandler) { self.forget(handler) }
    /// Forgets a recorder.
    public func destroyRecorder(_ handler: any RecorderHandler) { self.forget(handler) }
    /// Forgets a timer.
    public func destroyTimer(_ handler: any TimerHandler) { self.forget(handler) }

    private func forget(_ handler: AnyObject) {
        self.state.withLock { state in
            guard let series = state.cells.first(where: { $0.value.object === handler })?.key else { return }
            state.cells[series] = nil
            state.order.removeAll { $0 == series }
        }
    }
}

import FoundationEssentials
import Metrics

/// What the consumers of one subscription in this process do with events, in figures.
struct DeliveryMeters {
    private let handled: Counter
    private let retrying: Counter
    private let dead: Counter
    private let latency: Metrics.Timer

    init(_ subscription: String, factory: any MetricsFactory) {
        func counter(_ outcome: String) -> Counter {
            Counter(
                label: "yizhan_bus_events_handled", dimensions: [("subscription", subscription), ("outcome", outcome)],
                factory: factory)
        }
        self.handled = counter("handled")
        self.retrying = counter("retrying")
        self.dead = counter("dead")
        self.latency = Metrics.Timer(
            label: "yizhan_bus_delivery_latency", dimensions: [("subscription", subscription)], factory: factory)
    }

    /// Notes that the effects of events were committed.
    ///
    /// Of a batch only the oldest event is timed: it has waited the longest, and measuring a thousand events each would
    /// cost as much as reading them.
    func handled(_ events: [Event]) {
        guard let oldest = events.first else { return }
        self.handled.increment(by: events.count)
        self.latency.recordSeconds(max(-oldest.time.timeIntervalSinceNow, 0))
    }

    /// Notes that an event could not be handled, and what became of it.
    func failed(isDead: Bool) {
        (isDead ? self.dead : self.retrying).increment()
    }
}

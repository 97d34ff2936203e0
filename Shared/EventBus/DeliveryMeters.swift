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

    /// Notes that the effects of events were committed, the oldest of which came into the log at a moment.
    ///
    /// Counted from the log and not from an event's own time: that is the publisher's to say, and a single event that tells
    /// of long ago would spoil the figure for good. Only the oldest of a batch is timed: it has waited the longest, and to
    /// measure a thousand events each would cost as much as reading them.
    func handled(_ count: Int, since cameAt: ContinuousClock.Instant?) {
        self.handled.increment(by: count)
        guard count > 0, let cameAt else { return }
        self.latency.recordNanoseconds(Int64(max((.now - cameAt) / .nanoseconds(1), 0)))
    }

    /// Notes that an event could not be handled, and what became of it.
    func failed(isDead: Bool) {
        (isDead ? self.dead : self.retrying).increment()
    }
}

/// Figures that are asked for when somebody looks, such as what only the database knows.
///
/// One that fails leaves out its figures and nothing else, and its failing is a figure itself: whoever watches a sick
/// system needs the others most.
public struct MetricsCollector: Sendable {
    /// The name under which it is told whether it worked.
    public let name: String
    /// Adds the figures; given up after ``patience``.
    public let collect: @Sendable (_ exposition: inout Exposition) async throws -> Void

    /// Declares a collector.
    public init(_ name: String, _ collect: @escaping @Sendable (_ exposition: inout Exposition) async throws -> Void) {
        self.name = name
        self.collect = collect
    }

    /// How long one may take: Prometheus waits ten seconds for the whole, and they are asked at the same time.
    static let patience = Duration.seconds(3)
}

extension [MetricsCollector] {
    /// Asks all at the same time.
    func exposition(startingFrom start: Exposition) async -> Exposition {
        var exposition = start
        await withTaskGroup(of: Report.self) { group in
            for collector in self { group.addTask { await collector.report() } }
            for await report in group { report.add(to: &exposition) }
        }
        return exposition
    }
}

/// What came of asking one collector.
private struct Report: Sendable {
    let name: String
    let figures: Exposition?
    let spent: Duration

    func add(to exposition: inout Exposition) {
        if let figures { exposition.merge(figures) }
        exposition.gauge(
            "yizhan_collector_success", "Whether these figures could be asked for, 1 or 0.",
            self.figures == nil ? 0 : 1, [("collector", self.name)])
        exposition.gauge(
            "yizhan_collector_duration_seconds", "How long it took to ask for these figures.",
            self.spent.inSeconds, [("collector", self.name)])
    }
}

extension MetricsCollector {
    fileprivate func report() async -> Report {
        let start = ContinuousClock.now
        let figures = try? await withThrowingTaskGroup(of: Exposition.self) { group in
            group.addTask {
                var exposition = Exposition()
                try await self.collect(&exposition)
                return exposition
            }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw CancellationError()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? Exposition()
        }
        return Report(name: self.name, figures: figures, spent: start.duration(to: .now))
    }
}

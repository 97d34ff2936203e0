/// Keeps a repeated action to one per gap on average, and lets a few follow each other at once after a quiet time.
struct Pacer {
    let gap: Duration
    let burst: Int
    private var due: ContinuousClock.Instant = .now

    init(gap: Duration, burst: Int) {
        self.gap = gap
        self.burst = burst
    }

    /// When the next action may begin, given that one began just now, which counts for a number of gaps.
    mutating func next(now: ContinuousClock.Instant, weight: Int = 1) -> ContinuousClock.Instant {
        self.due = max(self.due, now) + self.gap * weight
        return self.due - self.gap * (self.burst - 1)
    }

    /// Waits until the next action may begin.
    mutating func pause(weight: Int = 1) async throws {
        let instant = self.next(now: .now, weight: weight)
        if instant > .now {
            try await Task.sleep(until: instant, clock: .continuous)
        }
    }
}

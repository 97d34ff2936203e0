/// When a delivery that has failed is tried again: the schedule that the Standard Webhooks specification recommends.
struct RetrySchedule: Sendable {
    /// The wait before each further attempt.
    static let waits: [Duration] = [
        .seconds(5), .seconds(300), .seconds(1800), .seconds(2 * 3600), .seconds(5 * 3600), .seconds(10 * 3600),
        .seconds(14 * 3600), .seconds(20 * 3600), .seconds(24 * 3600),
    ]
    /// The longest wait that a receiver may ask for.
    static let longest = Duration.seconds(24 * 3600)

    /// The share of a wait that is added by chance, from 0 to 1, so that what failed together does not return together.
    var chance: @Sendable () -> Double = { .random(in: 0...1) }

    /// What is to be done after an attempt.
    enum Verdict: Equatable, Sendable {
        case delivered
        /// Try again after this.
        case retry(Duration, slowsDown: Bool)
        case failed
        /// The receiver wants nothing any more.
        case gone
    }

    /// - Parameters:
    ///   - tries: how often it was tried, this one included.
    ///   - status: what was answered; nil when nothing was.
    ///   - retryAfter: for how long the receiver asks to be left alone.
    func verdict(tries: Int, status: Int?, retryAfter: Duration? = nil) -> Verdict {
        if let status {
            if (200...299).contains(status) { return .delivered }
            if status == 410 { return .gone }
        }
        guard tries <= Self.waits.count else { return .failed }
        let wait = Self.waits[max(tries, 1) - 1] * (1 + 0.1 * self.chance())
        let isBusy = status == 429 || status == 503
        guard isBusy, let retryAfter else { return .retry(wait, slowsDown: false) }
        let asked = min(max(retryAfter, .zero), Self.longest)
        return .retry(max(wait, asked), slowsDown: true)
    }
}

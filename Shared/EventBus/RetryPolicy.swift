/// How long a subscription waits after its handler has thrown.
public struct RetryPolicy: Sendable, Hashable {
    /// The wait after the first failure.
    public var initial: Duration
    /// The longest wait.
    public var maximum: Duration
    /// What each further failure multiplies the wait by.
    public var multiplier: Double
    /// The share of a wait that is left to chance, from 0 to 1, so that consumers that failed together do not return together.
    public var jitter: Double

    /// A policy; the default goes from 100 ms to one minute.
    public init(
        initial: Duration = .milliseconds(100),
        maximum: Duration = .seconds(60),
        multiplier: Double = 2,
        jitter: Double = 0.2,
    ) {
        self.initial = initial
        self.maximum = maximum
        self.multiplier = multiplier
        self.jitter = jitter
    }

    /// The wait after a number of failures in a row, at least 1.
    ///
    /// `chance` is a number from 0 to 1.
    public func delay(afterFailures failures: Int, chance: Double = .random(in: 0...1)) -> Duration {
        var wait = self.initial
        for _ in 1..<max(failures, 1) {
            guard wait < self.maximum, self.multiplier > 1 else { break }
            wait = wait * self.multiplier
        }
        wait = min(wait, self.maximum)
        return wait * (1 - self.jitter * chance)
    }
}

import LibPQ

/// What the pool knows about failing to connect.
///
/// No effects.
struct Outage {
    private(set) var failures = 0
    private(set) var since = Deadline.never
    private(set) var nextAttempt = Deadline.now
    private(set) var error = DatabaseError(.connectionFailed)

    enum Advice {
        case connect
        case waitUntil(Deadline)
        /// It has failed for so long that waiting is no use.
        case giveUp(DatabaseError)
    }

    func advice(now: Deadline, breakAfter: Duration) -> Advice {
        guard self.failures > 0, self.nextAttempt > now else { return .connect }
        if self.since.advanced(by: breakAfter) <= now { return .giveUp(self.error) }
        return .waitUntil(self.nextAttempt)
    }

    mutating func failed(_ error: DatabaseError, now: Deadline, options: PoolOptions) {
        if self.failures == 0 { self.since = now }
        self.failures += 1
        self.error = error
        self.nextAttempt = now.advanced(by: options.backoff(afterFailures: self.failures))
    }

    mutating func ended() {
        self.failures = 0
        self.since = .never
    }
}

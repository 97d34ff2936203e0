/// How far the requests of one connection have arrived, and which of them are answered.
///
/// No effects. Requests may be sent before earlier ones are answered; only one is read at a time.
struct RequestProgress {
    private let limits: RequestLimits
    private var begun = 0
    private var arrived = 0
    private var answered = 0
    private var announced: Int?
    private var received = 0
    private var since: ContinuousClock.Instant = .now
    /// Whether the answer under way says that it is the last.
    private(set) var isLast = false

    init(_ limits: RequestLimits) {
        self.limits = limits
    }

    /// A request has begun to arrive.
    mutating func begin(length: Int?, now: ContinuousClock.Instant) {
        self.begun += 1
        self.announced = length
        self.received = 0
        self.since = now
    }

    /// A piece of its body is here.
    mutating func receive(_ count: Int) {
        self.received += count
    }

    /// It is complete.
    mutating func complete() {
        self.arrived = self.begun
    }

    /// Whether the request that is being answered is complete.
    private var isComplete: Bool { self.arrived > self.answered }

    /// An answer begins.
    ///
    /// - Parameter isEnding: whether the process is about to go.
    /// - Returns: whether it has to be the last on this connection, for that reason or because more of its request is
    ///   still to come than is worth reading.
    mutating func beginAnswer(isEnding: Bool = false) -> Bool {
        let rest = self.announced.map { $0 - self.received } ?? .max
        self.isLast = isEnding || !self.isComplete && rest > self.limits.tolerated
        return self.isLast
    }

    /// An answer is complete.
    mutating func endAnswer() {
        self.answered += 1
    }

    enum Advice: Equatable {
        case wait(until: ContinuousClock.Instant)
        /// The body takes too long, and somebody waits for it.
        case refuse
        /// The body takes too long, and nobody waits for it.
        case hangUp
        case nothing
    }

    /// What to do about the body at this moment.
    mutating func advice(now: ContinuousClock.Instant) -> Advice {
        guard self.begun > self.arrived else { return .nothing }
        // While earlier requests are answered this one is not read, which is not its sender's fault.
        if self.begun > self.answered + 1 { self.since = now }
        let allowance = self.limits.patience + .seconds(self.received / max(1, self.limits.bytesPerSecond))
        let deadline = self.since + allowance
        if deadline > now { return .wait(until: deadline) }
        return self.answered >= self.begun ? .hangUp : .refuse
    }
}

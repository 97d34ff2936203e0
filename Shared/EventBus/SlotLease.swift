import Synchronization

/// The right of a consumer to work on one slot, as long as its epoch holds.
final class SlotLease: Sendable {
    /// What the server said when the lease was given.
    struct Terms: Sendable {
        var slot: Int
        var epoch: Int
        /// The event whose handling a former holder did not survive.
        var trying: Int?
        /// How many holders in a row did not come back from where the slot stands.
        var strikes: Int
    }

    /// How far a slot was looked through although nothing of it is stored.
    struct Look: Sendable {
        var slot: Int
        var epoch: Int
        var position: Int
        /// When that was learnt; it holds for connections that were open before.
        var since: ContinuousClock.Instant
    }

    /// Tells all leases of a consumer that it is to end, at once: it may be long until whoever keeps them has heard of it,
    /// and a slot whose batch ends meanwhile must not begin another.
    final class Stop: Sendable {
        private let flag = Atomic(false)

        var isWanted: Bool { self.flag.load(ordering: .relaxed) }

        func want() { self.flag.store(true, ordering: .relaxed) }
    }

    private struct State {
        var isWanted = true
        var look: Look?
        var isOver = false
        var inHand: Int?
        var cancel: (@Sendable () -> Void)?
        var interruptedAt: ContinuousClock.Instant?
        var busySince: ContinuousClock.Instant?
    }

    let terms: Terms
    /// Rings when there may be something to do, or the lease is no longer wanted.
    let bell = Bell()
    let pass = Turnstile.Pass()
    private let state = Mutex(State())
    private let stop: Stop

    init(_ terms: Terms, until stop: Stop) {
        self.terms = terms
        self.stop = stop
    }

    /// Whether work is to go on after what is at hand.
    var isWanted: Bool { !self.stop.isWanted && self.state.withLock { $0.isWanted } }

    /// Asks for an end after what is at hand.
    func end() {
        self.state.withLock { $0.isWanted = false }
        self.bell.ring()
    }

    /// Runs `work` in a task that ``interrupt()`` cancels; says whether that has happened.
    ///
    /// The task lasts for many turns: a new one for each, to be able to cancel it, would put a change of task between an
    /// event and its handler.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable () async -> Result,
    ) async -> (result: Result, isInterrupted: Bool) {
        let task = Task { await work() }
        self.state.withLock { state in
            state.cancel = { task.cancel() }
            state.interruptedAt = nil
        }
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        return self.state.withLock { state in
            state.cancel = nil
            return (result, state.interruptedAt != nil)
        }
    }

    /// Cancels the handler that is at work, if one is; says since when it has been asked to end.
    ///
    /// Under the lock that ``busySince`` is cleared with: a handler that has returned finds itself cancelled before it
    /// commits, or is not cancelled at all.
    func interrupt() -> ContinuousClock.Instant? {
        self.state.withLock { state in
            guard state.busySince != nil else { return nil }
            if state.interruptedAt == nil {
                state.interruptedAt = .now
                state.cancel?()
            }
            return state.interruptedAt
        }
    }

    /// Whether nobody works on it any more, for whatever reason.
    var isOver: Bool {
        get { self.state.withLock { $0.isOver } }
        set { self.state.withLock { $0.isOver = newValue } }
    }

    /// How far the slot was looked through beyond what is stored, once that has come to rest.
    var look: Look? {
        get { self.state.withLock { $0.look } }
        set { self.state.withLock { $0.look = newValue } }
    }

    /// The event that is being handled alone.
    var inHand: Int? {
        get { self.state.withLock { $0.inHand } }
        set { self.state.withLock { $0.inHand = newValue } }
    }

    /// Since when a handler has been at work, if one is.
    var busySince: ContinuousClock.Instant? {
        get { self.state.withLock { $0.busySince } }
        set { self.state.withLock { $0.busySince = newValue } }
    }
}

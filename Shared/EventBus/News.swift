import Synchronization

/// What this process knows of the head of the log, and who waits for it to move.
///
/// One listener wakes any number of waiters, and nobody asks the server.
final class News: Sendable {
    private struct State {
        var head = 0
        var lastWaiter: UInt64 = 0
        var waiters: [UInt64: (after: Int, continuation: CheckedContinuation<Void, Never>)] = [:]
        var abandoned: Set<UInt64> = []
        var alarms: [ObjectIdentifier: (after: Int, bell: Bell)] = [:]
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// The last head that was heard of.
    var head: Int {
        self.state.withLock { $0.head }
    }

    /// The number of callers that wait.
    var waiting: Int {
        self.state.withLock { $0.waiters.count }
    }

    /// Takes note of a head; older ones are ignored.
    func advance(to head: Int) {
        let woken = self.state.withLock { state -> ([CheckedContinuation<Void, Never>], [Bell]) in
            guard head > state.head else { return ([], []) }
            state.head = head
            let ready = state.waiters.filter { $0.value.after < head }
            for id in ready.keys { state.waiters[id] = nil }
            let ringing = state.alarms.filter { $0.value.after < head }
            for id in ringing.keys { state.alarms[id] = nil }
            return (ready.values.map(\.continuation), ringing.values.map(\.bell))
        }
        for continuation in woken.0 { continuation.resume() }
        for bell in woken.1 { bell.ring() }
    }

    /// Takes note of a head that the server was asked for after another had been heard of.
    ///
    /// It cannot lie behind one that was true. Anybody who may connect may NOTIFY, and a made-up head would keep everyone
    /// busy that waits for what is beyond theirs.
    func confirm(_ head: Int, heard: Int) {
        if head < heard { self.settle(at: head) } else { self.advance(to: head) }
    }

    /// Takes note of a head that is known for sure, even if it is behind the last.
    func settle(at head: Int) {
        self.state.withLock { $0.head = min($0.head, head) }
        self.advance(to: head)
    }

    /// Forgets the head, which a server that has come back may no longer have, and wakes everybody to look for themselves.
    func startOver() {
        let woken = self.state.withLock { state -> ([CheckedContinuation<Void, Never>], [Bell]) in
            state.head = 0
            let woken = (state.waiters.values.map(\.continuation), state.alarms.values.map(\.bell))
            state.waiters = [:]
            state.alarms = [:]
            return woken
        }
        for continuation in woken.0 { continuation.resume() }
        for bell in woken.1 { bell.ring() }
    }

    /// Rings a bell once, as soon as the head lies beyond a position.
    func alert(_ bell: Bell, after position: Int) {
        let isLate = self.state.withLock { state in
            guard state.head <= position else { return true }
            state.alarms[ObjectIdentifier(bell)] = (position, bell)
            return false
        }
        if isLate { bell.ring() }
    }

    /// Rings a bell no more.
    func forget(_ bell: Bell) {
        self.state.withLock { _ = $0.alarms.removeValue(forKey: ObjectIdentifier(bell)) }
    }

    /// Returns when the head lies beyond a position, or the task is cancelled.
    func wait(after position: Int) async throws {
        enum Admission {
            case waiting(UInt64)
            case news
            case full
        }
        let admission = self.state.withLock { state -> Admission in
            guard state.head <= position else { return .news }
            guard state.waiters.count < self.limit else { return .full }
            state.lastWaiter += 1
            return .waiting(state.lastWaiter)
        }
        switch admission {
        case .news: return
        case .full: throw EventBusError(.tooManyWaiters)
        case .waiting(let id): await self.suspend(id, after: position)
        }
    }

    private func suspend(_ id: UInt64, after position: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayWait = self.state.withLock { state in
                    // The head may have moved, or the task been cancelled, since the number was drawn.
                    guard state.abandoned.remove(id) == nil, state.head <= position else { return false }
                    state.waiters[id] = (position, continuation)
                    return true
                }
                if !mayWait {
                    continuation.resume()
                }
            }
        } onCancel: {
            let continuation = self.state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: id)
                if waiter == nil {
                    state.abandoned.insert(id)
                }
                return waiter?.continuation
            }
            continuation?.resume()
        }
        self.state.withLock { _ = $0.abandoned.remove(id) }
    }
}

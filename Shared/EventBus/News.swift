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
        let woken = self.state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard head > state.head else { return [] }
            state.head = head
            let ready = state.waiters.filter { $0.value.after < head }
            for id in ready.keys {
                state.waiters[id] = nil
            }
            return ready.values.map(\.continuation)
        }
        for continuation in woken {
            continuation.resume()
        }
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

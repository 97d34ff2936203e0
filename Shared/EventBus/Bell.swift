import Synchronization

/// Something one task waits for and any other may ring.
///
/// A ring that comes while nobody waits is kept for the next who does; many are kept as one.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    /// Wakes the one who waits, or the next who will.
    func ring() {
        let waiter = self.state.withLock { state -> CheckedContinuation<Bool, Never>? in
            let waiter = state.waiter.take()
            if waiter == nil { state.isRung = true }
            return waiter
        }
        waiter?.resume(returning: true)
    }

    /// Waits for a ring, or until the task is cancelled; says whether it rang.
    @discardableResult
    func wait() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = self.state.withLock { state -> Bool? in
                    if state.isRung {
                        state.isRung = false
                        return true
                    }
                    if Task.isCancelled { return false }
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            self.state.withLock { $0.waiter.take() }?.resume(returning: false)
        }
    }

    /// Waits for a ring, but no longer than a duration; says whether it rang.
    @discardableResult
    func wait(atMost limit: Duration?) async -> Bool {
        guard let limit else { return await self.wait() }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.wait() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            let rang = await group.next() ?? false
            group.cancelAll()
            // It may have rung while the time ran out, and a ring must not be lost.
            return await group.next() ?? false || rang
        }
    }
}

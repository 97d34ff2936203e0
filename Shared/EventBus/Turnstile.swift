import Synchronization

/// Lets so many pass at a time, in the order in which they came.
final class Turnstile: Sendable {
    /// Somebody's place inside, which can be taken from them: whoever never comes out must not keep everybody else out.
    final class Pass: Sendable {
        fileprivate let isIn = Atomic(false)
    }

    private struct State {
        var free: Int
        var queue: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ width: Int) {
        self.state = Mutex(State(free: max(width, 1)))
    }

    /// Runs `body` once there is room.
    ///
    /// Whoever waits does so even when cancelled: those in front of it end soon, as they are cancelled with it.
    func pass<R>(_ pass: Pass, _ body: () async throws -> R) async rethrows -> R {
        await withCheckedContinuation { continuation in
            let mayPass = self.state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.queue.append(continuation)
                return false
            }
            if mayPass { continuation.resume() }
        }
        pass.isIn.store(true, ordering: .relaxed)
        defer { self.leave(pass) }
        return try await body()
    }

    /// Lets the next one in; once for each time that somebody passed.
    func leave(_ pass: Pass) {
        guard pass.isIn.exchange(false, ordering: .relaxed) else { return }
        let next = self.state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.queue.isEmpty else {
                state.free += 1
                return nil
            }
            return state.queue.removeFirst()
        }
        next?.resume()
    }
}

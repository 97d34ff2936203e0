import Synchronization

/// A point at which a number of tasks wait for each other.
final class Meeting: Sendable {
    private struct State {
        var missing: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(of count: Int) {
        self.state = Mutex(State(missing: count))
    }

    func arrive() async {
        await withCheckedContinuation { continuation in
            let complete = self.state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.missing -= 1
                state.waiting.append(continuation)
                guard state.missing <= 0 else { return [] }
                defer { state.waiting.removeAll() }
                return state.waiting
            }
            for continuation in complete { continuation.resume() }
        }
    }
}

/// Counts across tasks.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { self.count.load(ordering: .relaxed) }

    func increment() -> Int {
        self.count.wrappingAdd(1, ordering: .relaxed).newValue
    }
}

import DequeModule
import Synchronization

/// The events one subscriber has not read yet: bounded, for one reader.
final class ListenerBuffer: Sendable {
    private struct State {
        var events: Deque<ListenerEvent> = []
        var reader: CheckedContinuation<ListenerEvent?, Never>?
        var isFinished = false
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Adds an event; when there is no room, everything unread becomes one `resync`.
    ///
    /// Returns false on overflow.
    @discardableResult
    func put(_ event: ListenerEvent) -> Bool {
        var fits = true
        let reader = self.state.withLock { state -> CheckedContinuation<ListenerEvent?, Never>? in
            guard !state.isFinished else { return nil }
            if let reader = state.reader {
                state.reader = nil
                return reader
            }
            if state.events.count >= self.capacity {
                fits = false
                state.events.removeAll(keepingCapacity: true)
                state.events.append(.resync)
            } else if !(event == .resync && state.events.last == .resync) {
                state.events.append(event)
            }
            return nil
        }
        reader?.resume(returning: event)
        return fits
    }

    /// Ends the subscription once what is there has been read.
    func finish() {
        let reader = self.state.withLock { state in
            state.isFinished = true
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: nil)
    }

    /// The next event; nil after the end, or when the reading task is cancelled.
    func next() async -> ListenerEvent? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = self.state.withLock { state -> ListenerEvent?? in
                    precondition(state.reader == nil, "two tasks read one subscription")
                    if let event = state.events.popFirst() { return .some(event) }
                    if state.isFinished || Task.isCancelled { return .some(nil) }
                    state.reader = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let reader = self.state.withLock { state in
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: nil)
        }
    }
}

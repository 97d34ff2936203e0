import CLibPQ
import Synchronization

/// A blocking C call on a thread of its own, awaited with a deadline.
///
/// libpq resolves names and sends cancel requests by blocking; neither may hold one of the few threads that all
/// tasks share. A call nobody waits for any more still ends; its value then goes to `discard`.
final class BlockingCall<Value: Sendable>: Sendable {
    enum Outcome: Sendable {
        case finished(Value)
        case timedOut
        case cancelled
        case failed
    }

    private enum State {
        case running
        case finished(Value)
        case abandoned
    }

    private let bell: Int32
    private let state = Mutex(State.running)

    private init?() {
        self.bell = clibpq_eventfd()
        guard self.bell >= 0 else { return nil }
    }

    deinit {
        if self.bell >= 0 {
            Poller.shared.forget(self.bell)
            close(self.bell)
        }
    }

    static func run(
        until deadline: Deadline, cancellable: Bool,
        discard: @escaping @Sendable (Value) -> Void,
        _ work: @escaping @Sendable () -> Value
    ) async -> Outcome {
        guard let call = BlockingCall() else { return .failed }
        let started = startThread {
            let value = work()
            let unwanted = call.state.withLock { state -> Bool in
                if case .abandoned = state { return true }
                state = .finished(value)
                return false
            }
            if unwanted { discard(value) }
            clibpq_eventfd_signal(call.bell)
        }
        guard started else { return .failed }
        let wakeup = await Poller.shared.wait(call.bell, for: .read, until: deadline, cancellable: cancellable)
        return call.state.withLock { state in
            if case .finished(let value) = state { return .finished(value) }
            state = .abandoned
            switch wakeup {
            case .timedOut: return .timedOut
            case .cancelled: return .cancelled
            case .ready, .failed: return .failed
            }
        }
    }
}

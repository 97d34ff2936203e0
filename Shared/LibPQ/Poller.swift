import CLibPQ
import Synchronization

/// One thread in `epoll_wait` that wakes the task waiting on a descriptor, and runs those that want to go on right there:
/// see ``EventLoop``.
///
/// One waiter per descriptor, armed for one event at a time, so a descriptor nobody waits on costs nothing. A waiter
/// leaves the table under the lock before it is resumed, whoever resumes it, hence exactly once. A late or stale event
/// finds no waiter, or a newer one that wakes for nothing and looks again.
final class Poller: TaskExecutor {
    struct Interest: OptionSet {
        let rawValue: Int32
        static let read = Interest(rawValue: Int32(CLIBPQ_READ))
        static let write = Interest(rawValue: Int32(CLIBPQ_WRITE))
    }

    enum Wakeup {
        case ready
        case timedOut
        case cancelled
        case failed
    }

    private struct Waiter {
        let continuation: UnsafeContinuation<Wakeup, Never>
        let interest: Interest
        let ticket: UInt64
        let deadline: Deadline
    }

    private struct Alarm {
        let deadline: Deadline
        let action: @Sendable () -> Void
    }

    private struct State {
        /// Indexed by descriptor: the kernel hands out the smallest free number.
        var waiters: [Waiter?] = []
        var alarms: [Alarm] = []
        /// No deadline is earlier than this.
        ///
        /// It may be too early, never too late, so that adding a waiter rarely has to wake the thread.
        var wakeAt = Deadline.never
        /// What is to run on the thread, in order.
        var jobs: [UnownedJob] = []
        /// Whether the thread sleeps, or is about to, in spite of jobs that come from now on.
        var isAsleep = false
    }

    static let shared = Poller()

    private let epoll: Int32
    private let bell: Int32
    private let state = Mutex(State())
    private let tickets = Atomic<UInt64>(0)

    private init() {
        self.epoll = clibpq_epoll_create()
        self.bell = clibpq_eventfd()
        guard self.epoll >= 0, self.bell >= 0, clibpq_epoll_add_permanent(self.epoll, self.bell) == 0 else {
            preconditionFailure("no descriptors left for the poller")
        }
        guard startThread({ [self] in self.loop() }) else {
            preconditionFailure("no thread left for the poller")
        }
    }

    /// Suspends until `descriptor` is ready, the deadline passes, or the task is cancelled.
    func wait(
        _ descriptor: Int32, for interest: Interest, until deadline: Deadline, cancellable: Bool
    ) async -> Wakeup {
        let ticket = self.tickets.wrappingAdd(1, ordering: .relaxed).newValue
        func suspend() async -> Wakeup {
            await withUnsafeContinuation { continuation in
                let waiter = Waiter(
                    continuation: continuation, interest: interest, ticket: ticket, deadline: deadline)
                self.park(waiter, on: descriptor, cancellable: cancellable)
            }
        }
        guard cancellable else { return await suspend() }
        return await withTaskCancellationHandler(operation: suspend) { self.cancel(ticket, on: descriptor) }
    }

    /// Runs `action` on the poller's thread at `deadline`.
    ///
    /// It must not block.
    func schedule(at deadline: Deadline, _ action: @escaping @Sendable () -> Void) {
        let mustRing = self.state.withLock { state in
            state.alarms.append(Alarm(deadline: deadline, action: action))
            return Self.lower(&state, to: deadline)
        }
        if mustRing { clibpq_eventfd_signal(self.bell) }
    }

    /// To be called before a descriptor is closed: its number may be another connection's a moment later.
    func forget(_ descriptor: Int32) {
        guard descriptor >= 0 else { return }
        clibpq_epoll_forget(self.epoll, descriptor)
    }

    /// Has a job run on the thread; only one that comes while the thread sleeps costs a wake-up.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let mustRing = self.state.withLock { state in
            state.jobs.append(job)
            defer { state.isAsleep = false }
            return state.isAsleep
        }
        if mustRing { clibpq_eventfd_signal(self.bell) }
    }

    private static func lower(_ state: inout State, to deadline: Deadline) -> Bool {
        guard deadline < state.wakeAt else { return false }
        state.wakeAt = deadline
        return true
    }

    private func park(_ waiter: Waiter, on descriptor: Int32, cancellable: Bool) {
        let index = Int(descriptor)
        let mustRing = self.state.withLock { state -> Bool? in
            // The cancellation handler runs either before this look, or after the waiter is in the table.
            if cancellable, Task.isCancelled { return nil }
            if state.waiters.count <= index {
                state.waiters.append(contentsOf: repeatElement(nil, count: index + 1 - state.waiters.count))
            }
            precondition(state.waiters[index] == nil, "two tasks wait on one connection")
            state.waiters[index] = waiter
            return Self.lower(&state, to: waiter.deadline)
        }
        guard let mustRing else { return waiter.continuation.resume(returning: .cancelled) }
        self.arm(waiter, on: descriptor)
        if mustRing { clibpq_eventfd_signal(self.bell) }
    }

    /// Asks for the waiter's event.
    ///
    /// Not under the lock: what is ready already wakes the poller's thread at once, often in the place of this one, and it
    /// would spin for the lock. So the waiter may have gone meanwhile, and its successor be waiting for something else.
    private func arm(_ waiter: Waiter, on descriptor: Int32) {
        let index = Int(descriptor)
        let isArmed = clibpq_epoll_arm(self.epoll, descriptor, waiter.interest.rawValue) == 0
        let unarmed = self.state.withLock { state -> Waiter? in
            guard let present = state.waiters[index] else { return nil }
            let isOurs = present.ticket == waiter.ticket
            if isOurs ? isArmed : clibpq_epoll_arm(self.epoll, descriptor, present.interest.rawValue) == 0 {
                return nil
            }
            state.waiters[index] = nil
            return present
        }
        unarmed?.continuation.resume(returning: .failed)
    }

    private func cancel(_ ticket: UInt64, on descriptor: Int32) {
        let waiter = self.state.withLock { state -> Waiter? in
            let index = Int(descriptor)
            guard index < state.waiters.count, let waiter = state.waiters[index], waiter.ticket == ticket else {
                return nil
            }
            state.waiters[index] = nil
            return waiter
        }
        waiter?.continuation.resume(returning: .cancelled)
    }

    private func loop() {
        var ready = [Int32](repeating: -1, count: 64)
        var awake: [(UnsafeContinuation<Wakeup, Never>, Wakeup)] = []
        var due: [@Sendable () -> Void] = []
        var jobs: [UnownedJob] = []
        var timeout: Int32 = -1
        while true {
            // Jobs that come while these run have to wait for the sockets to be looked at, or some would never get a turn.
            self.state.withLock { state in
                swap(&jobs, &state.jobs)
                state.isAsleep = jobs.isEmpty
            }
            if !jobs.isEmpty { timeout = 0 }
            for job in jobs { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
            jobs.removeAll(keepingCapacity: true)
            let count = Int(clibpq_epoll_wait(self.epoll, &ready, Int32(ready.count), timeout))
            precondition(count >= 0, "epoll_wait failed")
            self.state.withLock { state in
                state.isAsleep = false
                for descriptor in ready[..<count] {
                    let index = Int(descriptor)
                    if descriptor == self.bell {
                        clibpq_eventfd_clear(self.bell)
                    } else if index < state.waiters.count, let waiter = state.waiters[index] {
                        state.waiters[index] = nil
                        awake.append((waiter.continuation, .ready))
                    }
                }
                timeout = Self.expire(&state, into: &awake, alarms: &due)
            }
            for (continuation, wakeup) in awake { continuation.resume(returning: wakeup) }
            for action in due { action() }
            awake.removeAll(keepingCapacity: true)
            due.removeAll(keepingCapacity: true)
        }
    }

    /// Takes out whatever is past its deadline and says how many milliseconds the thread may sleep.
    private static func expire(
        _ state: inout State, into awake: inout [(UnsafeContinuation<Wakeup, Never>, Wakeup)],
        alarms due: inout [@Sendable () -> Void]
    ) -> Int32 {
        guard state.wakeAt != .never else { return -1 }
        var now = Deadline.now
        if state.wakeAt <= now {
            var next = Deadline.never
            for index in state.waiters.indices {
                guard let waiter = state.waiters[index] else { continue }
                if waiter.deadline <= now {
                    state.waiters[index] = nil
                    awake.append((waiter.continuation, .timedOut))
                } else {
                    next = min(next, waiter.deadline)
                }
            }
            state.alarms.removeAll { alarm in
                guard alarm.deadline <= now else {
                    next = min(next, alarm.deadline)
                    return false
                }
                due.append(alarm.action)
                return true
            }
            state.wakeAt = next
            now = .now
        }
        guard state.wakeAt != .never else { return -1 }
        // Rounded up, or the thread would spin through the last millisecond.
        let milliseconds = (state.wakeAt.nanoseconds - now.nanoseconds + 999_999) / 1_000_000
        return Int32(clamping: max(0, milliseconds))
    }
}

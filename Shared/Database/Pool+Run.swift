import LibPQ
import Logging
import ServiceLifecycle
import Synchronization

extension Pool {
    /// Looks after the connections until cancelled or asked to shut down gracefully; then shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.maintain()
                do {
                    try await Task.sleep(for: self.options.maintenanceInterval)
                } catch {
                    break
                }
            }
        }
        await self.shutdown()
    }

    /// Closes what is old or unused and opens what is missing.
    func maintain() async {
        let now = Deadline.now
        let limit = now.advanced(by: .zero - self.options.idleTimeout)
        // Dropping the last reference closes the connection, outside the lock.
        _ = self.state.withLock { $0.machine.reap(now: now, idleSince: limit, minimum: self.options.minimum) }
        while self.state.withLock({ $0.machine.reserve(upTo: self.options.minimum) }) {
            do throws(DatabaseError) {
                await self.release(try await self.open(deadline: .after(self.options.acquireTimeout)))
            } catch {
                return
            }
        }
    }

    /// Refuses newcomers and waiters, closes idle connections, and returns when the last lent one is back.
    public func shutdown() async {
        let (waiters, _) = self.state.withLock { $0.machine.shutDown() }
        for waiter in waiters { waiter.resume(returning: .failure(DatabaseError(.poolShutdown))) }
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let isDrained = self.state.withLock { state in
                if !state.machine.isDrained { state.drained.append(continuation) }
                return state.machine.isDrained
            }
            if isDrained { continuation.resume() }
        }
    }

    /// How many connections there are and what they do.
    public struct Statistics: Sendable, Equatable {
        /// Connections nobody uses.
        public var idle: Int
        /// Connections lent, or being opened.
        public var leased: Int
        /// Tasks waiting for one.
        public var waiting: Int
        /// Connections opened since the pool was made.
        public var opened: Int
        /// How tasks have waited so far.
        public var waits: Waits
    }

    /// The figures of this moment.
    public var statistics: Statistics {
        self.state.withLock { state in
            Statistics(
                idle: state.machine.idle.count, leased: state.machine.leased, waiting: state.machine.waiting,
                opened: state.opened, waits: state.waits)
        }
    }
}

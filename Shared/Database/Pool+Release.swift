import LibPQ
import Logging
import Synchronization

extension Pool {
    /// Takes a connection back, in whatever state the closure left it.
    func release(_ session: Session) async {
        switch session.wire.transactionStatus {
        case .idle: break
        case .inTransaction, .inError:
            self.logger.warning("A connection came back with a transaction open; it is rolled back")
            await session.rollBack("ROLLBACK")
        case .active, .unknown: session.wire.markBroken()
        }
        session.depth = 0
        guard session.wire.transactionStatus == .idle else {
            self.giveBackSlot()
            return
        }
        let parked = ParkedSession(session: session)
        let (now, expiresAt) = (Deadline.now, session.expiresAt)
        let decision = self.state.withLock { $0.machine.giveBack(parked, now: now, expiresAt: expiresAt) }
        switch decision {
        case .kept: break
        case .handOver(let waiter, let grant): waiter.resume(returning: .success(grant))
        case .close: self.noticeDrained()
        case .replace(_, let waiter): waiter.resume(returning: .success(.slot))
        }
    }

    /// Frees the place of a connection that is gone.
    func giveBackSlot() {
        let waiter = self.state.withLock { $0.machine.giveBackSlot() }
        waiter?.resume(returning: .success(.slot))
        if waiter == nil { self.noticeDrained() }
    }

    func noticeDrained() {
        let drained = self.state.withLock { state -> [UnsafeContinuation<Void, Never>] in
            guard state.machine.isDrained else { return [] }
            defer { state.drained.removeAll() }
            return state.drained
        }
        for continuation in drained { continuation.resume() }
    }
}

import LibPQ
import Logging
import Synchronization

extension Pool {
    /// A connection given back within this time is lent again without looking whether the server has hung up.
    private static let trusted = Duration.milliseconds(5)

    func acquire(deadline: Deadline) async throws(DatabaseError) -> Session {
        guard !Task.isCancelled else { throw DatabaseError(.cancelled) }
        while true {
            var expired: [ParkedSession] = []
            let now = Deadline.now
            let taken = try self.state.withLock { state throws(DatabaseError) in
                try state.machine.take(now: now, expired: &expired)
            }
            guard let (grant, since) = taken else {
                return try await self.session(for: try await self.wait(until: deadline), deadline: deadline)
            }
            // The server may have ended an idle connection; its farewell is in the socket.
            if case .item(let parked) = grant, now.since(since) > Self.trusted, parked.session.wire.hasUnexpectedInput {
                parked.session.wire.markBroken()
                self.giveBackSlot()
                continue
            }
            return try await self.session(for: grant, deadline: deadline)
        }
    }

    private func session(for grant: Machine.Grant, deadline: Deadline) async throws(DatabaseError) -> Session {
        switch grant {
        case .item(let parked): parked.session
        case .slot: try await self.open(deadline: deadline)
        }
    }

    // MARK: Waiting

    private func wait(until deadline: Deadline) async throws(DatabaseError) -> Machine.Grant {
        let ticket = WaitTicket()
        let start = Deadline.now
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { (waiter: Waiter) in self.enqueue(waiter, ticket, deadline: deadline) }
        } onCancel: {
            self.withdraw(ticket)
        }
        let wait = Deadline.now.since(start)
        self.state.withLock { state in
            state.waits.count += 1
            state.waits.spent += wait
            if case .failure = outcome { state.waits.fruitless += 1 }
        }
        return try outcome.get()
    }

    private func enqueue(_ waiter: Waiter, _ ticket: WaitTicket, deadline: Deadline) {
        var expired: [ParkedSession] = []
        var mustSchedule = false
        let outcome = self.state.withLock { state -> Result<Machine.Grant, DatabaseError>? in
            do throws(DatabaseError) {
                if let taken = try state.machine.take(now: .now, expired: &expired) { return .success(taken.grant) }
                // Seen under the lock: the handler has either run already or will find the ticket filled in.
                guard !Task.isCancelled else { throw DatabaseError(.cancelled) }
                ticket.id = try state.machine.wait(waiter, deadline: deadline)
            } catch {
                return .failure(error)
            }
            if deadline < state.alarm {
                state.alarm = deadline
                mustSchedule = true
            }
            return nil
        }
        if let outcome { waiter.resume(returning: outcome) }
        if mustSchedule { self.schedule(at: deadline) }
    }

    private func withdraw(_ ticket: WaitTicket) {
        let waiter = self.state.withLock { state in ticket.id.flatMap { state.machine.withdraw($0) } }
        waiter?.resume(returning: .failure(DatabaseError(.cancelled)))
    }

    /// One timer for all waiters: usually all have the same patience, so the first is the first to lose it.
    private func schedule(at deadline: Deadline) {
        Timer.schedule(at: deadline) { [weak self] in self?.expireWaiters() }
    }

    private func expireWaiters() {
        let (overdue, next) = self.state.withLock { state in
            let expired = state.machine.expire(now: .now)
            state.alarm = expired.next
            return expired
        }
        for waiter in overdue {
            waiter.resume(returning: .failure(DatabaseError(.poolExhausted, "no connection became free in time")))
        }
        if next != .never { self.schedule(at: next) }
    }

    // MARK: Opening

    /// Opens a connection for a slot, trying until the deadline.
    ///
    /// The slot is given back on failure.
    func open(deadline: Deadline) async throws(DatabaseError) -> Session {
        do throws(DatabaseError) {
            while true {
                let now = Deadline.now
                let advice = self.state.withLock { $0.outage.advice(now: now, breakAfter: self.options.breakAfter) }
                switch advice {
                case .connect:
                    if let session = try await self.attempt(deadline: deadline) { return session }
                case .waitUntil(let moment):
                    guard moment < deadline else { throw self.state.withLock { $0.outage.error } }
                    try await self.pause(until: moment)
                case .giveUp(let error): throw error
                }
            }
        } catch {
            self.giveBackSlot()
            throw error
        }
    }

    private func attempt(deadline: Deadline) async throws(DatabaseError) -> Session? {
        let lifetime = self.options.maximumLifetime * Double.random(in: 0.95...1)
        do throws(DatabaseError) {
            let session = try await Session.open(
                self.configuration, deadline: deadline, expiresAt: .after(lifetime), logger: self.logger)
            self.state.withLock { state in
                state.outage.ended()
                state.opened += 1
            }
            return session
        } catch {
            guard error.code == .connectionFailed || error.code == .timeout else { throw error }
            // Nothing was sent yet: to the one who asked, a server that does not answer is one that cannot be reached.
            let found = error.code == .timeout ? DatabaseError(.connectionFailed, error.message) : error
            self.state.withLock { state in
                // That the caller's patience is at its end says less than why the attempts before have failed.
                let isCutShort = error.code == .timeout && deadline.hasPassed && state.outage.failures > 0
                state.outage.failed(isCutShort ? state.outage.error : found, now: .now, options: self.options)
            }
            self.logger.warning(
                "Connecting to the database failed",
                metadata: ["error": "\(error)", "reason": "\(error.message ?? "")"])
            return nil
        }
    }

    private func pause(until moment: Deadline) async throws(DatabaseError) {
        do {
            try await Task.sleep(for: moment.since(.now))
        } catch {
            throw DatabaseError(.cancelled)
        }
    }
}

/// Where a waiting task's place in the queue is written down for its cancellation handler.
///
/// `@unchecked Sendable`: `id` is read and written under the pool's lock only.
private final class WaitTicket: @unchecked Sendable {
    var id: UInt64?
}

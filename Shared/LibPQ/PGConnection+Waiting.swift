import CLibPQ

extension PGConnection {
    /// Suspends until `PQgetResult` would not block, writing out whatever is still unsent.
    ///
    /// Reading goes on while writing: a server that cannot get rid of its answers stops reading ours. If the task is
    /// cancelled or the deadline passes, the statement is cancelled on the server and its answer read, so that the
    /// connection is usable again before this throws `cancelled` or `timeout`.
    func awaitAnswer(deadline: Deadline, shielded: Bool) async throws(DatabaseError) {
        switch try await self.awaitInput(deadline: deadline, cancellable: !shielded) {
        case .ready: return
        case .timedOut: try await self.abandon(DatabaseError(.timeout, "no answer within the deadline"))
        case .cancelled: try await self.abandon(DatabaseError(.cancelled))
        case .failed: throw self.lost()
        }
    }

    /// How often a waiting task lets the others go first before it suspends; measured, more brings nothing.
    private static let turns = 2
    /// After so many waits in a row that this did not shorten, it is tried for one in sixteen: whoever waits for the disk
    /// waits longer than any turn takes.
    private static let patience = 4

    /// The same without the consequences.
    private func awaitInput(deadline: Deadline, cancellable: Bool) async throws(DatabaseError) -> Poller.Wakeup {
        if PQflush(self.raw) == 0, self.vainTurns < Self.patience || self.vainTurns.isMultiple(of: 16) {
            // Under load the answer is often there by the time the other tasks have had their turn; finding it here
            // saves arming the poller, its thread's wake-up and ours.
            for _ in 0..<Self.turns {
                await Task.yield()
                guard PQconsumeInput(self.raw) == 1 else { throw self.lost() }
                if PQisBusy(self.raw) == 0 {
                    self.vainTurns = 0
                    return .ready
                }
            }
        }
        self.vainTurns += 1
        repeat {
            let unsent = PQflush(self.raw)
            guard unsent >= 0 else { return try self.afterFailedWrite() }
            let wakeup = await Poller.shared.wait(
                PQsocket(self.raw), for: unsent == 0 ? .read : [.read, .write], until: deadline,
                cancellable: cancellable)
            guard wakeup == .ready else { return wakeup }
            // After a failure here libpq has queued an error result, which PQgetResult hands out without blocking.
            guard PQconsumeInput(self.raw) == 1 else { throw self.lost() }
        } while PQisBusy(self.raw) != 0
        return .ready
    }

    /// A failed write often means that the server's farewell is waiting to be read.
    private func afterFailedWrite() throws(DatabaseError) -> Poller.Wakeup {
        _ = PQconsumeInput(self.raw)
        throw self.lost()
    }

    /// Cancels on the server and then reads on: a request that arrives late would otherwise hit the next statement.
    private func abandon(_ reason: DatabaseError) async throws(DatabaseError) {
        let deadline = Deadline.after(self.cancelPatience)
        guard await self.cancelHandle.send(until: deadline) else {
            self.markBroken()
            throw reason
        }
        try await self.drain(reason: reason, deadline: deadline, isCancelled: true)
    }

    /// Reads everything outstanding, then throws `reason`; a connection that does not get there is broken.
    ///
    /// - Parameter isCancelled: whether the server was asked to cancel what is outstanding.
    func drain(
        reason: DatabaseError, deadline: Deadline? = nil, isCancelled: Bool = false,
    ) async throws(DatabaseError) {
        let deadline = deadline ?? .after(self.cancelPatience)
        do throws(DatabaseError) {
            try await self.readToEnd(deadline: deadline, isCancelled: isCancelled)
        } catch {
            self.markBroken()
        }
        throw reason
    }

    private func readToEnd(deadline: Deadline, isCancelled: Bool) async throws(DatabaseError) {
        while true {
            if PQisBusy(self.raw) != 0 {
                try await self.awaitEnd(deadline: deadline, isCancelled: isCancelled)
            }
            guard let raw = PQgetResult(self.raw) else {
                // In a pipeline NULL only ends one statement's results.
                if self.pendingSyncs == 0 { return }
                continue
            }
            let result = PGResult(raw)
            switch result.status {
            case PGRES_PIPELINE_SYNC:
                self.pendingSyncs -= 1
                if self.pendingSyncs == 0 {
                    guard PQexitPipelineMode(self.raw) == 1 else { throw self.lost() }
                    return
                }
            case PGRES_COPY_IN:
                guard PQputCopyEnd(self.raw, "abandoned") == 1 else { throw self.lost() }
            case PGRES_COPY_OUT:
                try await self.discardCopyData(deadline: deadline)
            case PGRES_FATAL_ERROR:
                if self.failure(of: result).code == .connectionLost { throw self.lost() }
            default: break
            }
        }
    }

    /// Waits for something to read; a statement that was cancelled is cancelled again and again until there is.
    ///
    /// The server pays no heed to a request that arrives before the statement does, as it may where the processor is busy.
    /// No later statement can be hit, because none is sent before this one has ended.
    private func awaitEnd(deadline: Deadline, isCancelled: Bool) async throws(DatabaseError) {
        var pause = Duration.milliseconds(100)
        while true {
            let moment = isCancelled ? min(deadline, .after(pause)) : deadline
            let wakeup = try await self.awaitInput(deadline: moment, cancellable: false)
            if wakeup == .ready { return }
            guard isCancelled, !deadline.hasPassed, await self.cancelHandle.send(until: deadline) else {
                throw DatabaseError(.timeout)
            }
            pause = pause * 2
        }
    }

    private func discardCopyData(deadline: Deadline) async throws(DatabaseError) {
        while true {
            var line: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(self.raw, &line, 1)
            if let line { PQfreemem(line) }
            if count < 0 { return }
            if count == 0 {
                let wakeup = await Poller.shared.wait(
                    PQsocket(self.raw), for: .read, until: deadline, cancellable: false)
                guard wakeup == .ready, PQconsumeInput(self.raw) == 1 else { throw self.lost() }
            }
        }
    }
}

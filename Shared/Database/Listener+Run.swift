public import LibPQ
import Logging
import ServiceLifecycle

extension Listener {
    /// Listens, and reconnects, until cancelled or asked to shut down gracefully.
    public func run() async throws {
        try await self.run { _ in }
    }

    /// Listens as ``run()`` does, and hands every event over where it was heard, in order and without a change of task.
    ///
    /// - Parameter hear: must return at once; nothing else is heard meanwhile.
    public func run(hearing hear: @escaping @Sendable (ListenerEvent) -> Void) async throws {
        await cancelWhenGracefulShutdown {
            guard !self.configuration.isPooled else {
                self.logger.notice("A pooler stands before the database, through which nothing can be heard")
                try? await Task.sleep(for: .seconds(Int32.max))
                return
            }
            var failures = 0
            while !Task.isCancelled {
                do throws(DatabaseError) {
                    try await self.listen(hear) { failures = 0 }
                } catch {
                    self.lost(hear)
                    guard !Task.isCancelled else { break }
                    self.logger.warning(
                        "Listening was interrupted",
                        metadata: ["error": "\(error)", "reason": "\(error.message ?? "")"])
                }
                failures += 1
                // A cancelled sleep ends the loop by its condition.
                try? await Task.sleep(for: self.backoff(failures))
            }
        }
        self.finish()
    }

    /// Finds out whether listening would work, and ends again; throws the reason why it would not.
    public func rehearse() async throws(DatabaseError) {
        guard !self.configuration.isPooled else {
            throw DatabaseError(.usage, "a pooler in transaction mode passes nothing on")
        }
        _ = try await self.open()
    }

    private func open() async throws(DatabaseError) -> Session {
        let session = try await Session.open(self.configuration, logger: self.logger)
        let commands = self.channels.map { "LISTEN \(SQL.quoted($0));" }.joined()
        do throws(DatabaseError) {
            try await session.wire.script(commands, deadline: .after(self.options.heartbeatTimeout))
        } catch {
            guard error.sqlState == .readOnlyTransaction else { throw error }
            throw DatabaseError(.connectionLost, "the server is a standby")
        }
        // Listening is one thing, hearing another.
        try await self.check(session)
        return session
    }

    /// One connection's life.
    ///
    /// Returns only by throwing.
    private func listen(
        _ hear: @Sendable (ListenerEvent) -> Void, connected: () -> Void,
    ) async throws(DatabaseError) {
        let session = try await self.open()
        connected()
        self.began(session.wire.backendPID, hear)
        while true {
            let nextBeat = Deadline.after(self.options.heartbeatInterval)
            while true {
                let notifications = try await session.wire.notifications(deadline: nextBeat)
                for notification in notifications { self.received(notification, hear) }
                if notifications.isEmpty || nextBeat.hasPassed { break }
            }
            try await self.check(session)
        }
    }

    /// Asks the session itself: a new connection would say nothing about this one.
    private func check(_ session: Session) async throws(DatabaseError) {
        let deadline = Deadline.after(self.options.heartbeatTimeout)
        let rows = Rows(
            try await session.wire.query(
                "SELECT pg_is_in_recovery(), pg_listening_channels(), pg_backend_pid() "
                    + "UNION ALL SELECT pg_is_in_recovery(), NULL, pg_backend_pid()",
                Parameters(), deadline: deadline))
        if self.options.requiresPrimary, rows.first?.string(0) == "t" {
            throw DatabaseError(.connectionLost, "the server is a standby")
        }
        // A pooler gives every client a number of its own making. The session that listens here would be another client's
        // by the next statement.
        if let pid = rows.first?.string(2), pid != "\(session.wire.backendPID)" {
            throw DatabaseError(.connectionLost, "a pooler stands before the server")
        }
        let heard = Set(rows.compactMap { $0.string(1) })
        guard heard.isSuperset(of: self.channels) else {
            throw DatabaseError(.connectionLost, "the session no longer listens")
        }
    }

    private func backoff(_ failures: Int) -> Duration {
        var pause = self.options.initialBackoff
        for _ in 1..<max(1, min(failures, 30)) where pause < self.options.maximumBackoff { pause *= 2 }
        return min(pause, self.options.maximumBackoff) * Double.random(in: 0.5...1)
    }
}

import LibPQ
import Logging

extension Connection {
    /// Runs `COPY … FROM STDIN` with the rows `body` writes, and returns how many there were.
    ///
    /// If `body` throws, nothing is copied and its error is rethrown.
    ///
    /// - Parameter deadline: for the whole of it; none by default.
    @discardableResult
    public func copyIn(
        _ sql: SQL, deadline: Duration? = nil, _ body: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let session = try self.lent()
        let deadline = deadline.map(Deadline.after) ?? .never
        try await session.wire.beginCopyIn(sql.text, sql.parameters, deadline: deadline)
        let writer = CopyWriter(session, deadline: deadline)
        do {
            try await body(writer)
            try await writer.flush()
        } catch {
            try await session.abandonCopyIn(after: error)
        }
        return try await session.wire.endCopyIn(deadline: deadline)
    }

    /// Runs `COPY … TO STDOUT` and hands over the rows one by one, as they stand in the COPY's format.
    ///
    /// If `body` throws, the server is told to stop and the error is rethrown.
    public func copyOut(
        _ sql: SQL, deadline: Duration? = nil, _ body: ([UInt8]) async throws -> Void
    ) async throws {
        let session = try self.lent()
        let deadline = deadline.map(Deadline.after) ?? .never
        try await session.wire.beginCopyOut(sql.text, sql.parameters, deadline: deadline)
        do {
            while let row = try await session.wire.copyRow(deadline: deadline) { try await body(row) }
        } catch {
            guard session.wire.transactionStatus == .active else { throw error }
            await session.abandonCopyOut()
            throw error
        }
    }
}

extension Session {
    fileprivate func abandonCopyIn(after error: any Error) async throws -> Never {
        guard !self.wire.isBroken else { throw error }
        let patience = Deadline.after(self.configuration.cancelTimeout)
        do throws(DatabaseError) {
            _ = try await self.wire.endCopyIn(failure: "the client gave up", deadline: patience)
        } catch {
            // The server repeats our words as an error of its own; anything else means we lost track.
            if error.code != .server { self.wire.markBroken() }
        }
        throw error
    }

    fileprivate func abandonCopyOut() async {
        do throws(DatabaseError) {
            try await self.wire.abandonCopyOut(DatabaseError(.cancelled))
        } catch {
            self.logger.trace("COPY abandoned", metadata: ["error": "\(error)"])
        }
    }
}

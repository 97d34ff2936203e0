import CLibPQ

extension PGConnection {
    /// Starts a `COPY … FROM STDIN`.
    public func beginCopyIn(
        _ text: String, _ parameters: Parameters, deadline: Deadline
    ) async throws(DatabaseError) {
        try await self.beginCopy(text, parameters, expecting: PGRES_COPY_IN, deadline: deadline)
    }

    /// Starts a `COPY … TO STDOUT`.
    public func beginCopyOut(
        _ text: String, _ parameters: Parameters, deadline: Deadline
    ) async throws(DatabaseError) {
        try await self.beginCopy(text, parameters, expecting: PGRES_COPY_OUT, deadline: deadline)
    }

    /// Sends data of the running COPY, in any portions.
    public func putCopyData(_ bytes: [UInt8], deadline: Deadline) async throws(DatabaseError) {
        // libpq doubles its buffer to fit a portion, so large ones are cut.
        var start = 0
        while start < bytes.count {
            let end = min(start + 131_072, bytes.count)
            try await self.putCopyPortion(bytes[start..<end], deadline: deadline)
            start = end
        }
    }

    /// Ends the running COPY, with an error to make the server forget it, and returns the number of rows.
    public func endCopyIn(failure: String? = nil, deadline: Deadline) async throws(DatabaseError) -> Int {
        while true {
            switch PQputCopyEnd(self.raw, failure) {
            case 1:
                let result = try await self.singleResult(deadline: deadline, shielded: failure != nil)
                return result.affected
            case 0: try await self.awaitWritable(deadline: deadline, shielded: failure != nil)
            default: throw self.lost()
            }
        }
    }

    /// The next row of the running COPY, as it stands on the wire; nil when there are no more.
    public func copyRow(deadline: Deadline, shielded: Bool = false) async throws(DatabaseError) -> [UInt8]? {
        while true {
            var line: UnsafeMutablePointer<CChar>?
            let count = Int(PQgetCopyData(self.raw, &line, 1))
            if count > 0, let line {
                defer { PQfreemem(line) }
                return [UInt8](UnsafeRawBufferPointer(start: line, count: count))
            }
            switch count {
            case 0: try await self.awaitCopyData(deadline: deadline, shielded: shielded)
            case -1:
                _ = try await self.singleResult(deadline: deadline, shielded: shielded)
                return nil
            default: throw self.lost()
            }
        }
    }

    /// Stops a running COPY TO that nobody reads any further, and throws `reason`.
    public func abandonCopyOut(_ reason: DatabaseError) async throws(DatabaseError) {
        let deadline = Deadline.after(self.cancelPatience)
        _ = await self.cancelHandle.send(until: deadline)
        do throws(DatabaseError) {
            while try await self.copyRow(deadline: deadline, shielded: true) != nil {}
        } catch {
            if error.code != .server { self.markBroken() }
        }
        throw reason
    }

    private func beginCopy(
        _ text: String, _ parameters: Parameters, expecting status: ExecStatusType, deadline: Deadline
    ) async throws(DatabaseError) {
        try self.prepareToSend(shielded: false)
        try self.send(text, parameters)
        guard let result = try await self.nextResult(deadline: deadline) else { throw self.lost() }
        if result.status == status { return }
        if result.status == PGRES_FATAL_ERROR {
            try await self.drain(reason: self.failure(of: result))
        }
        try await self.drain(reason: DatabaseError(.usage, "the statement is not the COPY expected"))
    }

    private func putCopyPortion(_ bytes: ArraySlice<UInt8>, deadline: Deadline) async throws(DatabaseError) {
        while true {
            let taken = bytes.withUnsafeBytes { bytes in
                PQputCopyData(self.raw, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            }
            switch taken {
            case 1:
                // Keep libpq's buffer from growing with the whole file.
                if PQflush(self.raw) == 1 { try await self.awaitWritable(deadline: deadline) }
                return
            case 0: try await self.awaitWritable(deadline: deadline)
            default: throw self.lost()
            }
        }
    }

    private func awaitWritable(deadline: Deadline, shielded: Bool = false) async throws(DatabaseError) {
        while true {
            let wakeup = await Poller.shared.wait(
                PQsocket(self.raw), for: [.read, .write], until: deadline, cancellable: !shielded)
            switch wakeup {
            case .timedOut: throw DatabaseError(.timeout, "COPY did not proceed within the deadline")
            case .cancelled: throw DatabaseError(.cancelled)
            case .failed: throw self.lost()
            case .ready: break
            }
            guard PQconsumeInput(self.raw) == 1 else { throw self.lost() }
            let unsent = PQflush(self.raw)
            if unsent == 0 { return }
            if unsent < 0 { throw self.lost() }
        }
    }

    private func awaitCopyData(deadline: Deadline, shielded: Bool) async throws(DatabaseError) {
        switch await Poller.shared.wait(PQsocket(self.raw), for: .read, until: deadline, cancellable: !shielded) {
        case .ready: guard PQconsumeInput(self.raw) == 1 else { throw self.lost() }
        case .timedOut: throw DatabaseError(.timeout, "COPY did not proceed within the deadline")
        case .cancelled: throw DatabaseError(.cancelled)
        case .failed: throw self.lost()
        }
    }
}

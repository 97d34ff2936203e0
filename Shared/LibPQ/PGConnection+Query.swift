import CLibPQ
import Glibc

extension PGConnection {
    /// Runs one statement with the unnamed prepared statement: one round trip.
    ///
    /// - Parameter shielded: run to the end even if the task is cancelled, for statements that tidy up.
    public func query(
        _ text: String, _ parameters: Parameters, deadline: Deadline, shielded: Bool = false
    ) async throws(DatabaseError) -> PGResult {
        try self.prepareToSend(shielded: shielded)
        try self.send(text, parameters)
        return try await self.singleResult(deadline: deadline, shielded: shielded)
    }

    /// Prepares a statement under a name.
    public func prepare(
        _ name: String, _ text: String, types: [OID], deadline: Deadline
    ) async throws(DatabaseError) {
        try self.prepareToSend(shielded: false)
        try self.sendPrepare(name, text, types: types)
        _ = try await self.singleResult(deadline: deadline, shielded: false)
    }

    /// Runs a prepared statement: one round trip, nothing to parse.
    public func execute(
        prepared name: String, _ parameters: Parameters, deadline: Deadline
    ) async throws(DatabaseError) -> PGResult {
        try self.prepareToSend(shielded: false)
        try self.sendPrepared(name, parameters)
        return try await self.singleResult(deadline: deadline, shielded: false)
    }

    /// Runs any number of statements without parameters by the simple protocol; their rows are discarded.
    public func script(_ text: String, deadline: Deadline, shielded: Bool = false) async throws(DatabaseError) {
        try self.prepareToSend(shielded: shielded)
        try Self.validate(text)
        guard PQsendQuery(self.raw, text) == 1 else { throw self.refusal() }
        try await self.converse(deadline: deadline, shielded: shielded) { _ in }
    }

    // MARK: Sending

    func send(_ text: String, _ parameters: Parameters) throws(DatabaseError) {
        try Self.validate(text)
        try parameters.validate()
        let sent = parameters.withArguments { arguments in
            PQsendQueryParams(
                self.raw, text, arguments.count, arguments.types, arguments.values, arguments.lengths,
                arguments.formats, 0)
        }
        guard sent == 1 else { throw self.refusal() }
    }

    func sendPrepare(_ name: String, _ text: String, types: [OID]) throws(DatabaseError) {
        try Self.validate(text)
        let oids = types.map(\.rawValue)
        guard PQsendPrepare(self.raw, name, text, Int32(oids.count), oids) == 1 else { throw self.refusal() }
    }

    func sendPrepared(_ name: String, _ parameters: Parameters) throws(DatabaseError) {
        try parameters.validate()
        let sent = parameters.withArguments { arguments in
            PQsendQueryPrepared(
                self.raw, name, arguments.count, arguments.values, arguments.lengths, arguments.formats, 0)
        }
        guard sent == 1 else { throw self.refusal() }
    }

    static func validate(_ text: String) throws(DatabaseError) {
        var text = text
        let containsNUL = text.withUTF8 { utf8 in utf8.baseAddress.map { memchr($0, 0, utf8.count) != nil } ?? false }
        guard !containsNUL else { throw DatabaseError(.encoding, "the statement contains NUL") }
    }

    /// libpq took nothing: the connection is gone, or the call was out of turn.
    func refusal() -> DatabaseError {
        if PQstatus(self.raw) == CONNECTION_BAD { return self.lost() }
        return DatabaseError(.usage, self.complaint)
    }

    // MARK: Receiving

    /// The one result of an extended-protocol statement, with the connection ready for the next.
    func singleResult(deadline: Deadline, shielded: Bool) async throws(DatabaseError) -> PGResult {
        var last: PGResult?
        try await self.converse(deadline: deadline, shielded: shielded) { last = $0 }
        guard let last else { throw self.lost() }
        return last
    }

    /// Reads results until the server is ready for the next statement, then throws the first error among them.
    func converse(
        deadline: Deadline, shielded: Bool, _ receive: (PGResult) -> Void
    ) async throws(DatabaseError) {
        var failure: DatabaseError?
        while true {
            if PQisBusy(self.raw) != 0 {
                try await self.awaitAnswer(deadline: deadline, shielded: shielded)
            }
            guard let raw = PQgetResult(self.raw) else { break }
            let result = PGResult(raw)
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                receive(result)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // The caller asked for rows and got a stream; end it in good order.
                try await self.drain(reason: DatabaseError(.usage, "COPY needs copyIn or copyOut"))
            default:
                failure = failure ?? self.failure(of: result)
                // After a farewell nothing follows, least of all a better reason.
                if self.isBroken, let failure { throw failure }
            }
        }
        if let failure { throw failure }
    }

    /// Turns an error result into an error, and breaks the connection if the server said goodbye.
    func failure(of result: PGResult) -> DatabaseError {
        let report = result.report
        if report.isFatal || PQstatus(self.raw) == CONNECTION_BAD {
            self.markBroken()
            return DatabaseError(.connectionLost, report: report)
        }
        return DatabaseError(.server, report: report)
    }
}

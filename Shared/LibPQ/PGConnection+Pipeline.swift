import CLibPQ

extension PGConnection {
    /// One step of a pipeline.
    public enum PipelineStep: Sendable {
        /// A statement as text.
        case query(String, Parameters)
        /// A statement prepared earlier, or earlier in the same pipeline.
        case execute(prepared: String, Parameters)
        /// Prepares a statement.
        case prepare(String, String, [OID])
    }

    /// Sends all steps at once and reads all their results: one round trip and, outside a transaction, one implicit
    /// transaction.
    ///
    /// Each step's outcome is its result, its error, or nil for a step skipped because an earlier failed.
    public func pipeline(
        _ steps: [PipelineStep], deadline: Deadline
    ) async throws(DatabaseError) -> [Result<PGResult, DatabaseError>?] {
        try self.prepareToSend(shielded: false)
        // Everything is looked at before anything is sent: half a pipeline is worse than none.
        for step in steps { try Self.validate(step) }
        guard PQenterPipelineMode(self.raw) == 1 else { throw self.refusal() }
        do throws(DatabaseError) {
            for step in steps { try self.send(step) }
            guard PQpipelineSync(self.raw) == 1 else { throw self.refusal() }
        } catch {
            self.markBroken()
            throw error
        }
        self.pendingSyncs = 1
        var outcomes: [Result<PGResult, DatabaseError>?] = []
        outcomes.reserveCapacity(steps.count)
        for _ in steps {
            outcomes.append(try await self.pipelineOutcome(deadline: deadline))
        }
        try await self.endPipeline(deadline: deadline)
        return outcomes
    }

    private static func validate(_ step: PipelineStep) throws(DatabaseError) {
        switch step {
        case .query(let text, let parameters):
            try Self.validate(text)
            try parameters.validate()
        case .execute(_, let parameters): try parameters.validate()
        case .prepare(_, let text, _): try Self.validate(text)
        }
    }

    private func send(_ step: PipelineStep) throws(DatabaseError) {
        switch step {
        case .query(let text, let parameters): try self.send(text, parameters)
        case .execute(let name, let parameters): try self.sendPrepared(name, parameters)
        case .prepare(let name, let text, let types): try self.sendPrepare(name, text, types: types)
        }
    }

    private func pipelineOutcome(deadline: Deadline) async throws(DatabaseError) -> Result<PGResult, DatabaseError>? {
        var outcome: Result<PGResult, DatabaseError>?
        while let result = try await self.nextResult(deadline: deadline) {
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: outcome = .success(result)
            case PGRES_PIPELINE_ABORTED: outcome = nil
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // libpq gives no way to end COPY inside a pipeline.
                self.markBroken()
                throw DatabaseError(.usage, "COPY cannot run in a pipeline")
            default:
                let failure = self.failure(of: result)
                guard failure.code != .connectionLost else { throw failure }
                outcome = .failure(failure)
            }
        }
        return outcome
    }

    private func endPipeline(deadline: Deadline) async throws(DatabaseError) {
        guard let sync = try await self.nextResult(deadline: deadline), sync.status == PGRES_PIPELINE_SYNC else {
            throw self.lost()
        }
        self.pendingSyncs = 0
        guard PQexitPipelineMode(self.raw) == 1 else { throw self.lost() }
    }

    func nextResult(deadline: Deadline) async throws(DatabaseError) -> PGResult? {
        if PQisBusy(self.raw) != 0 { try await self.awaitAnswer(deadline: deadline, shielded: false) }
        return PQgetResult(self.raw).map(PGResult.init)
    }
}

import LibPQ

extension Session {
    /// Runs statements in one round trip and returns their results, or throws the first failure.
    func batch(_ statements: [SQL], deadline: Deadline) async throws(DatabaseError) -> [PGResult] {
        guard !statements.isEmpty else { return [] }
        try await self.deallocateObsolete(deadline: deadline)
        var steps: [PGConnection.PipelineStep] = []
        steps.reserveCapacity(statements.count + 4)
        /// For each step the statement it prepares, or nil if it runs one.
        var prepares: [Int: SQL] = [:]
        for statement in statements {
            switch self.statements.plan(for: statement.text, statement.parameters) {
            case .unnamed:
                steps.append(.query(statement.text, statement.parameters))
            case .prepared(let name):
                steps.append(.execute(prepared: name, statement.parameters))
            case .prepare(let name):
                prepares[steps.count] = statement
                steps.append(.prepare(name, statement.text, statement.parameters.types))
                steps.append(.execute(prepared: name, statement.parameters))
                // Right away, so that the same text later in this batch uses it; undone below if the server did not.
                self.statements.didPrepare(statement.text, as: name, types: statement.parameters.types)
            }
        }
        let outcomes: [Result<PGResult, DatabaseError>?]
        do throws(DatabaseError) {
            outcomes = try await self.wire.pipeline(steps, deadline: deadline)
        } catch {
            // Whether the preparing happened is unknown; a name is never used twice, so forgetting is safe.
            for statement in prepares.values { self.statements.forget(statement.text) }
            throw error
        }
        return try self.results(of: outcomes, prepares: prepares, statements: statements)
    }

    private func results(
        of outcomes: [Result<PGResult, DatabaseError>?], prepares: [Int: SQL], statements: [SQL]
    ) throws(DatabaseError) -> [PGResult] {
        var results: [PGResult] = []
        results.reserveCapacity(statements.count)
        var failure: DatabaseError?
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .success(let result):
                if prepares[index] == nil { results.append(result) }
            case .failure(let error):
                failure = failure ?? error
                if let statement = prepares[index] { self.statements.disown(statement.text) }
                if error.isStalePlan { for statement in statements { self.statements.forget(statement.text) } }
            case nil:
                if let statement = prepares[index] { self.statements.disown(statement.text) }
            }
        }
        if let failure { throw failure }
        return results
    }
}

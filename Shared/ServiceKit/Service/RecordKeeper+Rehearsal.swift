import Database
import Model

extension RecordKeeper {
    /// Ends a transaction without an effect.
    private struct Rehearsed<Result: Sendable>: Error {
        let result: Result
    }

    /// Does something, so that every rule and every table has its say, and takes it back.
    func rehearse<Result: Sendable>(_ body: (Connection) async throws -> Result) async throws -> Result {
        do {
            return try await self.transact { connection in
                throw Rehearsed(result: try await body(connection))
            }
        } catch let rehearsed as Rehearsed<Result> {
            return rehearsed.result
        }
    }

    /// What a new record would be.
    ///
    /// A code that is not given is only hinted at: the numbers of a sequence do not come back.
    func rehearseCreation(_ resource: Resource, _ input: JSON, as actor: Actor) async throws -> StoredJSON {
        var input = input
        if case .object(var object) = input, object[SystemFields.code.name].map(\.isNull) ?? true {
            object[SystemFields.code.name] = .string("\(resource.codePrefix)-#")
            input = .object(object)
        }
        return try await self.rehearse { [input] connection in
            try await self.create(resource, input, as: actor, doubts: .told, on: connection)
        }
    }
}

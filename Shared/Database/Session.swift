import LibPQ
import Logging

/// A connection with what belongs to it as long as it lives.
///
/// Non-Sendable, like the connection.
final class Session {
    let wire: PGConnection
    let configuration: ConnectionConfiguration
    let logger: Logger
    let expiresAt: Deadline
    /// What a consumer remembers of a server may not outlive the server's own memory; see ``Connection/openedAt``.
    let openedAt = ContinuousClock.now
    var statements: StatementCache
    /// How many transactions and savepoints are open.
    var depth = 0
    /// When it was last given back.
    var lastUsed = Deadline.now

    private init(_ wire: PGConnection, _ configuration: ConnectionConfiguration, expiresAt: Deadline, logger: Logger) {
        self.wire = wire
        self.configuration = configuration
        self.expiresAt = expiresAt
        self.logger = logger
        self.statements = StatementCache(
            capacity: configuration.preparedStatements, threshold: configuration.prepareFromUse)
        wire.cancelPatience = configuration.cancelTimeout
    }

    static func open(
        _ configuration: ConnectionConfiguration, deadline: Deadline = .never, expiresAt: Deadline = .never,
        logger: Logger
    ) async throws(DatabaseError) -> Session {
        let deadline = min(deadline, .after(configuration.connectTimeout))
        let wire = try await PGConnection.connect(configuration.settings, deadline: deadline, logger: logger)
        return Session(wire, configuration, expiresAt: expiresAt, logger: logger)
    }

    func deadline(_ limit: Duration?) -> Deadline {
        guard let limit = limit ?? self.configuration.queryTimeout else { return .never }
        return .after(limit)
    }

    // MARK: Statements

    func query(_ text: String, _ parameters: Parameters, deadline: Deadline) async throws(DatabaseError) -> PGResult {
        switch self.statements.plan(for: text, parameters) {
        case .unnamed:
            return self.noting(try await self.wire.query(text, parameters, deadline: deadline))
        case .prepared(let name):
            return try await self.execute(name, text, parameters, deadline: deadline)
        case .prepare(let name):
            try await self.deallocateObsolete(deadline: deadline)
            let types = parameters.types
            try parameters.requireSendable()
            try await self.wire.prepare(name, text, types: types, deadline: deadline)
            self.statements.didPrepare(text, as: name, types: types)
            return try await self.execute(name, text, parameters, deadline: deadline)
        }
    }

    private func execute(
        _ name: String, _ text: String, _ parameters: Parameters, deadline: Deadline
    ) async throws(DatabaseError) -> PGResult {
        let wasIdle = self.wire.transactionStatus == .idle
        do throws(DatabaseError) {
            return self.noting(try await self.wire.execute(prepared: name, parameters, deadline: deadline))
        } catch {
            guard error.isStalePlan else { throw error }
            self.statements.forget(text)
            // Inside a transaction the failure has spoilt everything so far; only its owner can start again.
            guard wasIdle else { throw error }
            return self.noting(try await self.wire.query(text, parameters, deadline: deadline))
        }
    }

    /// `DISCARD ALL` and `DEALLOCATE ALL` take the prepared statements along.
    @inline(__always)
    private func noting(_ result: PGResult) -> PGResult {
        if result.rowCount == 0, result.isCommand("D"), result.isCommand("DISCARD") || result.isCommand("DEALLOCATE") {
            self.statements.removeAll()
        }
        return result
    }

    func deallocateObsolete(deadline: Deadline) async throws(DatabaseError) {
        guard !self.statements.obsolete.isEmpty, self.wire.transactionStatus == .idle else { return }
        for name in self.statements.takeObsolete() {
            do throws(DatabaseError) {
                try await self.wire.script("DEALLOCATE \(name)", deadline: deadline)
            } catch {
                // What was cancelled before it came to it, the server has never prepared.
                guard error.sqlState == .invalidStatementName else { throw error }
            }
        }
    }

    /// A statement without values or rows that must run even when the task has been cancelled.
    func command(_ text: String, shielded: Bool) async throws(DatabaseError) {
        try await self.wire.script(text, deadline: self.deadline(nil), shielded: shielded)
    }
}

extension DatabaseError {
    /// The server's prepared statement no longer fits: its result type changed, or it is gone.
    var isStalePlan: Bool {
        self.sqlState == .invalidStatementName
            || (self.sqlState == .featureNotSupported && self.sourceFunction == "RevalidateCachedQuery")
    }
}

public import LibPQ
public import Logging
public import ServiceLifecycle
import Synchronization

/// Connections to one database, lent to closures.
///
/// Works from its first use; ``run()`` adds the upkeep. Waiting tasks are served in order, and none waits longer than
/// its deadline. A connection comes back only after the server confirmed that no transaction is open; one that broke is
/// closed.
public final class Pool: Service, Sendable {
    typealias Machine = PoolStateMachine<ParkedSession, Waiter>

    /// `@unchecked Sendable`: the one box in which a connection may cross from task to task.
    ///
    /// Whoever takes it out of the state machine, under the lock, is its only owner until it is put back.
    struct ParkedSession: @unchecked Sendable {
        let session: Session
    }

    typealias Waiter = UnsafeContinuation<Result<PoolGrant<ParkedSession>, DatabaseError>, Never>

    struct State {
        var machine: Machine
        /// When the timer for overdue waiters goes off.
        var alarm = Deadline.never
        var outage = Outage()
        var drained: [UnsafeContinuation<Void, Never>] = []
        var opened = 0
        var waits = Waits()
    }

    /// How tasks have waited for a connection, those left out that found one at once.
    public struct Waits: Sendable, Equatable {
        /// How many have waited.
        public var count = 0
        /// For how long, all together.
        public var spent = Duration.zero
        /// How many of them in vain: too long, cancelled, or told that the pool is full or closed.
        public var fruitless = 0
    }

    /// Where the connections lead.
    public let configuration: ConnectionConfiguration
    /// The limits.
    public let options: PoolOptions
    let logger: Logger
    let state: Mutex<State>

    /// Opens nothing yet.
    public init(_ connection: ConnectionConfiguration, options: PoolOptions = PoolOptions(), logger: Logger) {
        self.configuration = connection
        self.options = options
        self.logger = logger
        self.state = Mutex(
            State(machine: Machine(maximum: options.maximum, maximumWaiters: options.maximumWaiters)))
    }

    /// Lends a connection to `body`.
    ///
    /// Throws `poolExhausted` when none became free in time, and `connectionFailed` or `timeout` when none could be
    /// opened. What `body` sets in the session (`SET`, temporary tables) stays with the connection.
    ///
    /// - Parameter deadline: how long to wait for a connection; by default the pool's acquire time-out.
    @discardableResult
    public func withConnection<Value: Sendable>(
        deadline: Duration? = nil, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let session = try await self.acquire(deadline: .after(deadline ?? self.options.acquireTimeout))
        let connection = Connection(session)
        let value: Value
        do {
            value = try await body(connection)
        } catch {
            connection.revoke()
            await self.release(session)
            throw error
        }
        connection.revoke()
        await self.release(session)
        return value
    }

    /// Runs one statement on any connection.
    public func query(_ sql: SQL, deadline: Duration? = nil) async throws -> Rows {
        try await self.withConnection { try await $0.query(sql, deadline: deadline) }
    }

    /// Runs one statement given as text with placeholders on any connection.
    public func query(_ text: String, _ parameters: Parameters) async throws -> Rows {
        try await self.withConnection { try await $0.query(text, parameters) }
    }

    /// Runs one statement on any connection and returns how many rows it affected.
    @discardableResult
    public func execute(_ sql: SQL, deadline: Duration? = nil) async throws -> Int {
        try await self.withConnection { try await $0.execute(sql, deadline: deadline) }
    }

    /// Runs statements in one round trip and one transaction.
    @discardableResult
    public func batch(_ statements: [SQL]) async throws -> [Rows] {
        try await self.withConnection { try await $0.batch(statements) }
    }
}

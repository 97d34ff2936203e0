public import Database
public import FoundationEssentials
import LibPQ

/// What an operator, or the owner of a subscription, does to it, under the database role of a pool.
///
/// `actor` says in the record of operations who asked.
public struct SubscriptionOperator: Sendable {
    let pool: Pool

    /// An operator with the rights of a pool's role: its own subscriptions, or all if it is registered as an operator.
    public init(_ pool: Pool) {
        self.pool = pool
    }

    /// How the subscriptions stand that the role of the pool may move, in the order of their names.
    public func subscriptions(named name: String? = nil) async throws -> [SubscriptionStatus] {
        try await self.pool.query("SELECT * FROM bus.status(\(name))").map { row in
            SubscriptionStatus(
                name: try row.decode("name"), owner: try row.decode("owner"),
                filter: EventFilter(
                    types: try row.decode("types"), sources: try row.decode("sources"), units: try row.decode("units"),
                    subjects: try row.decode("subjects"),
                    conditions: try EventCondition.conditions(json: row.decode("conditions", as: String?.self))),
                attempts: try row.decode("attempts"), blocksKey: try row.decode("blocks_key"),
                isPaused: try row.decode("is_paused"), suspendedSince: try row.decode("suspended_at"),
                createdAt: try row.decode("created_at"), position: try row.decode("position", as: Int?.self) ?? 0,
                head: try row.decode("head"), waitingSince: try row.decode("waiting_since"),
                movedAt: try row.decode("moved_at"),
                eventsPerSecond: try row.decode("pace"), retrying: try row.decode("retrying"),
                waiting: try row.decode("waiting"), dead: try row.decode("dead"),
                acknowledged: try row.decode("acknowledged"), refused: try row.decode("refused"),
                slots: try row.decode("slots", as: String?.self).map {
                    try JSONDecoder().decode([SubscriptionStatus.Slot].self, from: Data($0.utf8))
                } ?? [])
        }
    }

    /// Stops the handling of a subscription, or lets it go on where it was.
    public func pause(_ name: String, _ isPaused: Bool = true, by actor: String? = nil) async throws {
        try await self.operate("SELECT bus.pause(\(name), \(isPaused), \(actor))")
    }

    /// Moves a subscription to a position, forwards or back; whoever is handling events of it is fenced off.
    ///
    /// A suspended subscription is free again. Failed events behind the new position stay what they are.
    public func seek(_ name: String, to position: Int, by actor: String? = nil) async throws {
        try await self.operate("SELECT bus.seek(\(name), \(position), \(actor))")
    }

    /// After which position the events stand that came into the log at a moment or later, by the server's clock.
    public func position(at moment: Date) async throws -> Int {
        try await self.operate("SELECT bus.position_at(\(moment))")?.decode(0, as: Int.self) ?? 0
    }

    /// Gives one subscription a stretch of the log once more, beside what it does anyway.
    public func replay(_ name: String, after: Int, through: Int, by actor: String? = nil) async throws {
        try await self.operate("SELECT bus.replay(\(name), \(after), \(through), \(actor))")
    }

    /// Ends what is still to be handed out once more; returns how many stretches that were.
    @discardableResult
    public func endReplays(_ name: String, by actor: String? = nil) async throws -> Int {
        try await self.operate("SELECT bus.end_replays(\(name), \(actor))")?.decode(0, as: Int.self) ?? 0
    }

    /// Refuses a position that was learnt in a life of the log which went another way since.
    ///
    /// - Throws: ``EventBusError`` with code `foreignPosition`.
    public func require(_ incarnation: String, at position: Int) async throws {
        try await self.operate("SELECT bus.require_incarnation(\(incarnation), \(position))")
    }

    /// What was done to the log and to subscriptions, the latest first.
    ///
    /// - Parameter last: the last one known, to read on behind it.
    public func operations(
        on name: String? = nil, before last: Int? = nil, limit: Int = 100,
    ) async throws -> [BusOperation] {
        try await self.pool.query(
            "SELECT * FROM bus.operations_done(\(name), \(last), \(Int32(clamping: limit)))"
        ).map { row in
            BusOperation(
                id: try row.decode("id"), at: try row.decode("at"),
                actor: try row.decode("actor", as: String?.self) ?? row.decode("role"),
                subscription: try row.decode("subscription"), operation: try row.decode("operation"),
                detail: try row.decode("detail"))
        }
    }

    /// Divides a subscription's work into another number of slots; nothing is lost or doubled, and keys keep their order.
    public func divide(_ name: String, into slots: Int, by actor: String? = nil) async throws {
        try await self.operate("SELECT bus.divide(\(name), \(Int32(clamping: slots)), \(actor))")
    }

    /// Ends a subscription, with its place and its dead letters.
    public func unsubscribe(_ name: String, by actor: String? = nil) async throws {
        try await self.operate("SELECT bus.unsubscribe(\(name), \(actor))")
    }

    /// Dead letters of one subscription or of all, in the order of subscription and position.
    ///
    /// - Parameter last: the last one known, to read on after it.
    public func deadLetters(
        of name: String? = nil, after last: (subscription: String, position: Int)? = nil, limit: Int = 100,
    ) async throws -> [DeadLetter] {
        try await self.letters(
            """
            bus.dead_letters(
                \(name), \(last?.subscription ?? ""), \(last?.position ?? 0), \(Int32(clamping: limit)))
            """)
    }

    /// Dead letters of some subscriptions, in the order of subscription and position.
    ///
    /// - Parameter last: the last one known, to read on after it.
    public func deadLetters(
        ofAny names: [String], after last: (subscription: String, position: Int)? = nil, limit: Int = 100,
    ) async throws -> [DeadLetter] {
        let most = Int32(clamping: limit)
        return try await self.letters(
            """
            unnest(\(names)) AS n (asked) CROSS JOIN LATERAL bus.dead_letters(
                n.asked, \(last?.subscription ?? ""), \(last?.position ?? 0), \(most))
            ORDER BY subscription, position LIMIT \(most)
            """)
    }

    /// The dead letter of a subscription at a position; nil when there is none.
    public func deadLetter(of name: String, at position: Int) async throws -> DeadLetter? {
        let found = try await self.deadLetters(of: name, after: (name, position - 1), limit: 1).first
        return found?.event.position == position ? found : nil
    }

    private func letters(_ letters: SQL) async throws -> [DeadLetter] {
        let rows = try await self.pool.query(
            """
            SELECT \(raw: EventRows.columns), subscription, attempts, first_failed_at, last_failed_at, last_error
            FROM \(letters)
            """)
        return try zip(rows, EventRows.events(of: rows)).map { row, event in
            DeadLetter(
                subscription: try row.decode("subscription"), event: event, attempts: try row.decode("attempts"),
                firstFailedAt: try row.decode("first_failed_at"), lastFailedAt: try row.decode("last_failed_at"),
                lastError: try row.decode("last_error"))
        }
    }

    /// Sends dead letters into their subscription again, from and through positions, so many a second.
    ///
    /// - Returns: how many; of two operators who do it at the same time one has nothing left to do.
    @discardableResult
    public func redrive(
        _ name: String, from: Int = 0, through: Int? = nil, perSecond: Double = 50, by actor: String? = nil,
    ) async throws -> Int {
        try await self.operate("SELECT bus.redrive(\(name), \(from), \(through), \(perSecond), \(actor))")?
            .decode(0, as: Int.self) ?? 0
    }

    /// Gives dead letters up for good; returns how many.
    @discardableResult
    public func discard(
        _ name: String, from: Int = 0, through: Int? = nil, by actor: String? = nil,
    ) async throws -> Int {
        try await self.operate("SELECT bus.discard(\(name), \(from), \(through), \(actor))")?
            .decode(0, as: Int.self) ?? 0
    }

    /// Transactions that have been open for longer than so long, the oldest first.
    ///
    /// Only an operator may ask.
    public func openTransactions(longerThan age: Duration) async throws -> [OpenTransaction] {
        try await self.pool.query(
            "SELECT * FROM bus.open_transactions(\(age.seconds) * interval '1 second')"
        ).map { row in
            OpenTransaction(
                process: try row.decode("pid", as: Int?.self), application: try row.decode("application"),
                age: .seconds(try row.decode("seconds", as: Double.self)), query: try row.decode("query"))
        }
    }

    /// How many events came into the log within so long before now.
    ///
    /// Only an operator may ask.
    public func flow(within span: Duration) async throws -> Int {
        try await self.operate("SELECT bus.flow(\(span.seconds) * interval '1 second')")?.decode(0, as: Int.self) ?? 0
    }

    @discardableResult
    func operate(_ statement: SQL) async throws -> Row? {
        try await EventBusError.translating { try await self.pool.query(statement).first }
    }
}

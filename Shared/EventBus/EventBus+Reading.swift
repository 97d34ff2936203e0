public import Database
import LibPQ

extension EventBus {
    private static let readCall = "bus.read($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10)"
    private static let readText = "SELECT * FROM \(readCall)"

    private static let readBoundedText = bounded(readCall, by: "$11", further: "incarnation")

    /// The rows of a function that reads the log, up to so many bytes of data, and one event at least.
    ///
    /// When others are left out, the last row does not say where to go on, as behind any full page. What is left out has not
    /// even been fetched from where large values are kept.
    ///
    /// - Parameters:
    ///   - call: the function, called.
    ///   - bytes: the number, as SQL.
    ///   - further: its columns after `head`; in these `r.before` is how many bytes stand before the row.
    static func bounded(_ call: String, by bytes: String, further: String) -> String {
        """
        SELECT CASE WHEN r.id IS NOT NULL OR r.before < \(bytes) THEN r.position END, \(EventRows.valueColumns), head, \
        \(further) FROM (SELECT r.*, coalesce(sum(octet_length(r.data::text)) \
        OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM \(call) AS r) AS r \
        WHERE r.id IS NULL OR r.before < \(bytes)
        """
    }

    /// Reads events after a position, in order.
    ///
    /// - Parameters:
    ///   - position: the last position already known; 0 reads from the beginning.
    ///   - limit: the most events to return. A page with fewer may still not be the end: compare ``LogPage/next`` with
    ///     ``LogPage/head``.
    ///   - bytes: about how much data to return at the most; the event that reaches it is the last. Nil does not look,
    ///     which costs less for each event.
    ///   - filter: which events are wanted.
    ///   - reach: which of them whoever reads may see.
    ///   - incarnation: in which life of the log the position was learnt; nil trusts it. After a restore or a failover that
    ///     lost events, positions beyond the common past are refused.
    /// - Throws: ``EventBusError`` with code `positionExpired`, `positionAhead` or `foreignPosition`; database errors.
    public func read(
        after position: Int, limit: Int, bytes: Int? = nil, filter: EventFilter = .all, within reach: EventReach = .all,
        incarnation: String? = nil,
    ) async throws -> LogPage {
        try await EventBusError.translating {
            try await self.pool.withConnection { connection in
                try await EventBus.read(
                    on: connection, after: position, limit: limit, bytes: bytes, filter: filter, within: reach,
                    incarnation: incarnation)
            }
        }
    }

    /// Reads events after a position on a connection that the caller holds.
    ///
    /// Errors are the server's own.
    public static func read(
        on connection: Connection, after position: Int, limit: Int, bytes: Int? = nil, filter: EventFilter = .all,
        within reach: EventReach = .all, incarnation: String? = nil,
    ) async throws -> LogPage {
        var parameters = Parameters()
        position.bind(into: &parameters)
        Int32(clamping: limit).bind(into: &parameters)
        filter.bind(into: &parameters)
        incarnation.bind(into: &parameters)
        reach.types.bind(into: &parameters)
        reach.units.bind(into: &parameters)
        bytes?.bind(into: &parameters)
        let text = bytes == nil ? self.readText : self.readBoundedText
        let rows = try EventRows(try await connection.query(text, parameters))
        return LogPage(events: rows.events, next: rows.next, head: rows.head, incarnation: rows.incarnation)
    }

    /// The position of the last event of the log, by asking the server.
    public func head() async throws -> Int {
        try await self.pool.withConnection { connection in
            try await connection.query("SELECT bus.head()", Parameters()).first?.decode(0, as: Int.self) ?? 0
        }
    }

    /// Waits until there is something after a position, or the time is up, and returns the head this process knows.
    ///
    /// For long-poll and server-sent events: a thousand callers cost one listening connection. ``run()`` must be running.
    /// - Throws: ``EventBusError`` with code `tooManyWaiters`; `CancellationError`.
    public func waitForNews(after position: Int, deadline: Duration) async throws -> Int {
        guard self.news.head <= position else { return self.news.head }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.news.wait(after: position) }
            group.addTask { try await Task.sleep(for: deadline) }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
        return self.news.head
    }
}

extension EventFilter {
    /// Binds types, sources, units, subjects and conditions, each NULL when any will do.
    func bind(into parameters: inout Parameters) {
        self.types.bind(into: &parameters)
        self.sources.bind(into: &parameters)
        self.units.bind(into: &parameters)
        self.subjects.bind(into: &parameters)
        self.conditions.map(EventCondition.json).bind(into: &parameters)
    }
}

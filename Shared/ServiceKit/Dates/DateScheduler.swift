package import Database
import EventBus
import FoundationEssentials
package import Logging
package import Model
import ServiceLifecycle

/// Publishes what is due by its date: at its start, at midnight, and every hour.
///
/// Every process of a service runs one. They take turns, and what one has published the others find published.
package struct DateScheduler: Service {
    /// One transaction publishes no more than this, so that nobody waits long for it.
    private static let portion = 500
    /// What was missed, because a clock was set or a process slept, is caught up within this.
    private static let interval = Duration.seconds(3600)
    /// The pause after a failure.
    private static let patience = Duration.seconds(30)

    private let events: [DatedEvent]
    private let schema: String
    private let pool: Pool
    private let ring: @Sendable () -> Void
    private let clock: @Sendable () -> Instant
    private let logger: Logger

    /// A scheduler for a service's events.
    package init(
        _ events: [DatedEvent], of service: String, pool: Pool, ring: @escaping @Sendable () -> Void,
        clock: @escaping @Sendable () -> Instant, logger: Logger,
    ) {
        self.events = events
        self.schema = service
        self.pool = pool
        self.ring = ring
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Self.patience
                do {
                    try await TraceContext.generate().run { _ = try await self.turn() }
                    pause = self.pause()
                } catch {
                    if Task.isCancelled { break }
                    self.logger.warning(
                        "What is due by its date was not published",
                        metadata: ["service": "\(self.schema)", "error": "\(error)"])
                }
                try await Task.sleep(for: pause)
            }
        }
    }

    /// Publishes everything that is due by now and was not published yet.
    ///
    /// - Returns: how many events.
    @discardableResult
    package func turn() async throws -> Int {
        var published = 0
        for event in self.events {
            var count: Int
            repeat {
                count = try await self.publish(event)
                published += count
                if count > 0 { self.ring() }
            } while count == Self.portion
        }
        return published
    }

    /// How long to rest: to the next midnight, though an hour at most.
    package func pause() -> Duration {
        let now = self.clock()
        guard let tomorrow = ChinaStandardTime.date(at: now).adding(days: 1) else { return Self.interval }
        let rest = ChinaStandardTime.start(of: tomorrow).microseconds - now.microseconds
        return min(max(.microseconds(rest), .seconds(1)), Self.interval)
    }

    private func publish(_ event: DatedEvent) async throws -> Int {
        let today: SQL = "\(ChinaStandardTime.date(at: self.clock()).description)::date"
        let resource = event.resource
        return try await self.pool.withTransaction { connection in
            // Two that look at the same time would wait for each other row by row, and one whose clock is behind would not
            // see that the nearer day has been announced: after that the farther ones are no news.
            try await connection.execute(
                "SELECT pg_advisory_xact_lock(1501193578, hashtext(\("\(self.schema).\(event.name)")))")
            let rows = try await connection.query(
                """
                WITH due AS MATERIALIZED (\(event.due(today))), new AS (\
                INSERT INTO \(identifier: self.schema).dated_events (name, record, due, days) \
                SELECT \(event.name), d.record, d.due, d.days FROM due d WHERE NOT EXISTS (\
                SELECT FROM \(identifier: self.schema).dated_events e WHERE e.name = \(event.name) \
                AND e.record = d.record AND e.due = d.due AND e.days <= d.days) \
                ORDER BY d.due, d.record LIMIT \(Self.portion) \
                ON CONFLICT DO NOTHING RETURNING record, due, days) \
                SELECT n.record::text, n.due::text, n.days, t.unit, t.document \
                FROM new n JOIN \(raw: resource.qualifiedTable) t ON t.id = n.record ORDER BY n.due, n.record
                """)
            let drafts = try rows.map { try Self.draft(event, $0) }
            if !drafts.isEmpty { try await connection.execute(EventBus.insert(drafts)) }
            return drafts.count
        }
    }

    private static func draft(_ event: DatedEvent, _ row: Row) throws -> EventDraft {
        let resource = event.resource
        let id = row.string(0) ?? ""
        var record = JSONObject()
        for member in try row.withBytes(4, { try JSON(parsing: Array($0)) }).objectValue?.members ?? [] {
            guard let field = resource.field(member.key) else {
                record[member.key] = member.value
                continue
            }
            if !field.isSensitive { record[member.key] = member.value.withoutSensitive(field) }
        }
        let data: JSON = [
            "record": .object(record), "changed": [], "due": .string(row.string(1) ?? ""),
            "days": .integer(try row.decode(2, as: Int64.self)),
        ]
        return EventDraft(
            source: "/\(resource.service)", type: resource.eventType(event.verb),
            subject: "\(resource.collection)/\(id)", data: data.bytes, partitionKey: id, unit: row.string(3),
            actor: "calendar")
    }
}

import Database
import EventBus
import Model
import ServiceKit

/// What integrators have scheduled, in the bus.
struct ScheduleStore: Sendable {
    let pool: Pool

    /// What has become of an event that was to be scheduled.
    enum Outcome: String, Sendable {
        case new
        /// It was scheduled before, and waits.
        case scheduled
        /// It was scheduled or published before, and stands in the log.
        case published
        case conflicting
    }

    /// Schedules an event, once however often it is asked for.
    func schedule(_ input: ScheduleInput, by actor: Actor) async throws -> Outcome {
        let row = input.event.row(0, by: actor.name, in: TraceContext.current)
        return try await self.pool.withTransaction { connection in
            try await [input.event].requireUnits(on: connection)
            let answer = try await connection.query(
                """
                SELECT events.schedule(\(row.description)::json, \(input.due.description)::text::timestamptz)
                """)
            let outcome = answer.first?.string(0).flatMap(Outcome.init) ?? .conflicting
            switch outcome {
            case .new: try input.requireFuture(now: .now)
            case .conflicting: throw ValidationError("/event/id", .duplicate, .otherPlan)
            default: break
            }
            return outcome
        }
    }

    /// A page of events that wait, in the order in which they are due, and the cursor of the next one.
    ///
    /// - Parameter page: may be filtered by `source`.
    func events(
        of reach: ScheduleReach, _ page: KeysetPage,
    ) async throws -> (items: [ScheduledEvent], next: String?) {
        let after = try page.after.map { text throws(ValidationError) in try ScheduleCursor(text) }
        let found = try await self.pool.query(
            """
            SELECT \(raw: ScheduledEvent.columns) FROM events.scheduled(\(optional: reach.name), \(optional: reach.units), \
            NULL, \(optional: page["source"]), COALESCE(\(optional: after?.due)::text, '-infinity')::timestamptz, \
            COALESCE(\(optional: after?.id)::text, '00000000-0000-0000-0000-000000000000')::uuid, \
            \(after?.source ?? ""), \(Int32(clamping: page.lookahead))) AS s
            """
        ).map { try ScheduledEvent($0) }
        return page.cut(found) { ScheduleCursor(after: $0).text }
    }

    /// The event of an id that waits.
    ///
    /// - Parameter source: whose, where several have an event of this id.
    /// - Throws: `Refusal.notFound` when there is none that may be seen, ``ValidationError`` when it is not known whose is
    ///   meant.
    func event(_ id: RecordID, source: String?, of reach: ScheduleReach) async throws -> ScheduledEvent {
        let found = try await self.pool.query(
            """
            SELECT \(raw: ScheduledEvent.columns) FROM events.scheduled(\(optional: reach.name), \(optional: reach.units), \
            \(id.description)::text::uuid, \(optional: source)) AS s
            """
        ).map { try ScheduledEvent($0) }
        guard let event = found.first else { throw Refusal.notFound }
        guard found.count == 1 else {
            throw ValidationError("/source", .required, .severalSources(found.map(\.source)))
        }
        return event
    }

    /// Takes an event back, whose id is free again; false when it was too late.
    func unschedule(_ event: ScheduledEvent, of reach: ScheduleReach) async throws -> Bool {
        try await self.pool.query(
            """
            SELECT events.unschedule(\(optional: reach.name), \(optional: reach.units), \(event.id)::text::uuid, \
            \(event.source), \(reach.actor.name))
            """
        ).first?.decode(0, as: Bool.self) ?? false
    }
}

extension Label {
    fileprivate static let otherPlan = Label(
        zh: "这个标识已用于内容或时间不同的事件；如要改动，请先撤回", en: "This id has another content or time; to change it, take it back first")

    fileprivate static func severalSources(_ sources: [String]) -> Label {
        let names = sources.joined(separator: ", ")
        return Label(
            zh: "有多个来源使用这个标识，请用 source 指明：\(names)", en: "Several have this id; say which by source: \(names)")
    }
}

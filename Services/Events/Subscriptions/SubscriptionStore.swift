import Database
import EventBus
import FoundationEssentials
import Model
import ServiceKit

/// The subscriptions that integrators receive by, and those of the services for whoever looks after the whole bus.
struct SubscriptionStore: Sendable {
    let runtime: ServiceRuntime

    /// From when on a transaction is worth a look.
    static let longTransaction = Duration.seconds(5)

    var desk: SubscriptionOperator { SubscriptionOperator(self.runtime.pool) }

    /// The names that somebody may see and move, with the unit of each: those that they hold themselves, and all of the units
    /// whose systems they look after.
    ///
    /// Only what this service has subscribed itself: a login of the database may have given its own the same name, and
    /// whoever holds the name here has no right to that.
    func units(for holder: Integrator) async throws -> [String: String] {
        let rows = try await self.runtime.pool.query(
            """
            SELECT name, unit FROM events.subscriptions \
            WHERE (\(holder.lookedAfter)::text[] IS NULL OR unit = ANY(\(holder.lookedAfter)) \
            OR ((\(holder.units)::text[] IS NULL OR unit = ANY(\(holder.units))) AND holder = \(holder.actor.name))) \
            AND bus.owner(name) = current_user
            """)
        return try Dictionary(
            rows.map { (try $0.decode(0, as: String.self), try $0.decode(1, as: String.self)) },
            uniquingKeysWith: { $1 })
    }

    /// Refuses a name as unknown unless it is theirs; whoever answers for all may touch the services' own too.
    func require(_ name: String, of holder: Integrator) async throws {
        if holder.administersAll { return }
        guard try await self.units(for: holder)[name] != nil else { throw Refusal.notFound }
    }

    /// Gives a subscription to another account, which then needs the role in its unit; it keeps its place.
    func handOver(_ name: String, to account: String, by holder: Integrator) async throws {
        let rows = try await self.runtime.pool.query(
            "SELECT events.hand_over(\(name), \(account), \(holder.actor.name))")
        // A service's own is no account's.
        guard try rows.first?.decode(0, as: Bool.self) == true else { throw Refusal.notFound }
    }

    /// Makes a subscription; the same again changes what it wants and keeps its place.
    func subscribe(_ wish: NewSubscription, by holder: Integrator) async throws {
        let record = wish.record
        let name = record[NewSubscription.name] ?? ""
        let unit = record[NewSubscription.unit] ?? ""
        if let units = holder.units, !units.contains(unit) { throw Refusal.forbidden(.integrator, unit: unit) }
        let failure: SubscriptionOptions.FailurePolicy =
            record[NewSubscription.keepsOrder] == true
            ? .blockKey(after: Int(record[NewSubscription.attempts] ?? 8))
            : .passOver(after: Int(record[NewSubscription.attempts] ?? 8))
        var start = SubscriptionOptions.Start.now
        if let after = record[NewSubscription.after] {
            start = .after(try await LogProblem.explaining { try await self.desk.place(after, record) })
        }
        if let moment = wish.moment { start = .after(try await self.desk.position(at: moment)) }
        let options = SubscriptionOptions(
            start: start,
            slots: Int(record[NewSubscription.slots] ?? 1),
            retry: RetryPolicy(initial: .seconds(5), maximum: .seconds(3600)), failure: failure)
        // What it may receive is looked up with every batch, as it is for a token with every request (`events.received`).
        let filter = EventFilter(
            types: record[NewSubscription.types]?.compactMap { $0[NewSubscription.type] },
            sources: record[NewSubscription.sources]?.compactMap { $0[NewSubscription.source] },
            subjects: record[NewSubscription.subjects]?.compactMap { $0[NewSubscription.subject] },
            conditions: wish.conditions)
        let looksAfter = holder.lookedAfter?.contains(unit) ?? true
        // The name and the place are taken together or not at all: a name alone would be a claim on whatever a login of the
        // database subscribes by it later.
        try await LogProblem.explaining {
            try await EventBusError.translating {
                try await self.runtime.pool.withTransaction { connection in
                    try await IdentityChange(connection: connection, actor: holder.actor)
                        .requireUnit(unit, at: "/unit")
                    let isOurs = try await connection.execute(
                        """
                        INSERT INTO events.subscriptions AS s (name, unit, holder)
                        VALUES (\(name), \(unit), \(holder.actor.name))
                        ON CONFLICT (name) DO UPDATE SET name = s.name
                        WHERE s.unit = excluded.unit AND (s.holder = excluded.holder OR \(looksAfter))
                        """)
                    let isForeign =
                        try await connection.query("SELECT WHERE bus.owner(\(name)) <> current_user").isEmpty == false
                    guard isOurs == 1, !isForeign else {
                        throw ValidationError(
                            "/name", .duplicate, Label(zh: "这个名称已被使用", en: "This name is taken"))
                    }
                    try await EventBus.subscribe(name, filter: filter, options, by: holder.actor.name, on: connection)
                }
            }
        }
    }

    /// Ends a subscription with everything that belongs to it.
    func remove(_ name: String, by holder: Integrator) async throws {
        try await self.desk.unsubscribe(name, by: holder.actor.name)
        _ = try await self.runtime.pool.execute("DELETE FROM events.subscriptions WHERE name = \(name)")
    }

    /// Dead letters of all subscriptions that somebody may see, by subscription and position.
    func deadLetters(of holder: Integrator, after last: DeadLetterCursor?, limit: Int) async throws -> [DeadLetter] {
        let after = last.map { ($0.subscription, $0.position) }
        if holder.administersAll { return try await self.desk.deadLetters(after: after, limit: limit) }
        let names = try await self.units(for: holder).keys.sorted()
        return try await self.desk.deadLetters(ofAny: names, after: after, limit: limit)
    }

    /// How subscriptions stand, as the interface tells it.
    func standing(of holder: Integrator, name: String? = nil) async throws -> [JSON] {
        let units = try await self.units(for: holder)
        return try await self.desk.subscriptions(named: name)
            .filter { holder.administersAll || units[$0.name] != nil }
            .map { Self.json($0, unit: units[$0.name]) }
    }

    private static func json(_ status: SubscriptionStatus, unit: String?) -> JSON {
        func list(_ texts: [String]?) -> JSON { .array((texts ?? []).map(JSON.string)) }
        var json = JSONObject()
        json["name"] = .string(status.name)
        json["unit"] = unit.map(JSON.string)
        json["types"] = list(status.filter.types)
        json["sources"] = list(status.filter.sources)
        json["subjects"] = list(status.filter.subjects)
        json["data"] = .array((status.filter.conditions ?? []).map { DataCondition($0).json })
        json["state"] = status.suspendedSince != nil ? "suspended" : status.isPaused ? "paused" : "active"
        json["position"] = .integer(Int64(status.position))
        json["head"] = .integer(Int64(status.head))
        json["lag"] = .integer(Int64(status.lag))
        json["replaying"] = .integer(Int64(status.replaying))
        if let since = status.waitingSince {
            json["lagSeconds"] = .integer(Int64(max(0, -since.timeIntervalSinceNow)))
        }
        json["eventsPerSecond"] = .number("\((status.eventsPerSecond * 100).rounded() / 100)")
        json["attempts"] = .integer(Int64(status.attempts))
        json["keepsOrder"] = .bool(status.blocksKey)
        json["retrying"] = .integer(Int64(status.retrying))
        json["waiting"] = .integer(Int64(status.waiting))
        json["deadLetters"] = .integer(Int64(status.dead))
        json["slots"] = .array(
            status.slots.map { slot in
                var entry = JSONObject()
                entry["slot"] = .integer(Int64(slot.slot))
                entry["position"] = .integer(Int64(slot.position))
                entry["through"] = slot.upto.map { .integer(Int64($0)) }
                entry["replay"] = .bool(slot.isReplay)
                entry["holder"] = slot.holder.map(JSON.string)
                entry["until"] = slot.until.map(JSON.string)
                return .object(entry)
            })
        return .object(json)
    }
}

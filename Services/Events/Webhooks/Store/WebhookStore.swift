import Database
import EventBus
import FoundationEssentials
import LibPQ
import Model
import ServiceKit

/// Webhooks, their secrets and their deliveries in the schema `events`.
struct WebhookStore: Sendable {
    let pool: Pool
    let bus: EventBus

    // MARK: Reading

    /// Webhooks in the order in which they were made.
    ///
    /// - Parameter holder: who sees only those that are theirs to look after.
    func webhooks(
        for holder: Integrator, state: String? = nil, after: String? = nil, limit: Int,
    ) async throws -> [Record] {
        var sql: SQL = "SELECT \(raw: WebhookRows.webhook) FROM \(raw: WebhookRows.webhooks) WHERE TRUE"
        sql.append(Self.seen(by: holder))
        if let state { sql.append(" AND w.state = \(state)") }
        if let after { sql.append(" AND w.id > \(after)::uuid") }
        sql.append(" ORDER BY w.id LIMIT \(limit)")
        return try await self.records(sql)
    }

    func webhook(_ id: RecordID, for holder: Integrator) async throws -> Record? {
        try await self.pool.withConnection { try await Self.webhook(id, for: holder, on: $0) }
    }

    static func webhook(
        _ id: RecordID, for holder: Integrator, on connection: Connection, locking: Bool = false,
    ) async throws -> Record? {
        var sql: SQL = """
            SELECT \(raw: WebhookRows.webhook) FROM \(raw: WebhookRows.webhooks) WHERE w.id = \(id.description)::uuid
            """
        sql.append(Self.seen(by: holder))
        if locking { sql.append(" FOR NO KEY UPDATE OF w") }
        return try await connection.query(sql).first?.record()
    }

    /// The webhooks `w` that somebody may see: those that they have made themselves, and all of the units whose systems they
    /// look after; but never one by which more types are sent than their own.
    static func seen(by holder: Integrator) -> SQL {
        var sql: SQL = ""
        if let units = holder.units { sql.append(" AND w.unit = ANY(\(units))") }
        if let lookedAfter = holder.lookedAfter {
            sql.append(" AND (w.unit = ANY(\(lookedAfter)) OR w.created_by = \(holder.actor.name))")
        }
        if let types = holder.reach.types {
            sql.append(" AND events.covers(\(types), events.types_of(w.created_by, w.unit))")
        }
        return sql
    }

    /// The deliveries `d` of such a webhook; what was sent before its maker was limited is not for the limited.
    static func sent(to holder: Integrator) -> SQL {
        guard let types = holder.reach.types else { return "" }
        return " AND (d.test IS NOT NULL OR events.covers(\(types), ARRAY[d.type]))"
    }

    /// Deliveries of a webhook, newest first.
    func deliveries(
        of webhook: RecordID, for holder: Integrator, state: String? = nil, type: String? = nil, before: Int? = nil,
        limit: Int,
    ) async throws -> [Record] {
        var sql: SQL = """
            SELECT \(raw: WebhookRows.delivery) FROM events.deliveries d \
            WHERE d.webhook = \(webhook.description)::uuid AND d.id < \(before ?? Int.max)
            """
        sql.append(Self.sent(to: holder))
        if let state { sql.append(" AND d.state = \(state)") }
        if let type { sql.append(" AND d.type = \(type)") }
        sql.append(" ORDER BY d.id DESC LIMIT \(limit)")
        return try await self.records(sql)
    }

    /// A delivery of a webhook that may be seen, with its attempts.
    func delivery(_ id: Int, for holder: Integrator) async throws -> Record? {
        var sql: SQL = """
            SELECT \(raw: WebhookRows.delivery) FROM events.deliveries d JOIN events.webhooks w ON w.id = d.webhook \
            WHERE d.id = \(id)
            """
        sql.append(Self.seen(by: holder))
        sql.append(Self.sent(to: holder))
        guard var record = try await self.records(sql).first else { return nil }
        let attempts = try await self.records(
            """
            SELECT \(raw: WebhookRows.attempt) FROM events.delivery_attempts a WHERE a.delivery = \(id) \
            ORDER BY a.number
            """)
        record.object["log"] = .array(attempts.map { .object($0.object) })
        return record
    }

    func records(_ sql: SQL) async throws -> [Record] {
        try await self.pool.withConnection { connection in
            try await connection.query(sql).map { try $0.record() }
        }
    }

    // MARK: Tending

    /// Deletes deliveries that are too old, some at a time, and old secrets that sign nothing any more.
    ///
    /// - Returns: how many deliveries were deleted.
    @discardableResult
    func purge(olderThan age: Duration, now: Date? = nil) async throws -> Int {
        let seconds = Int(age.components.seconds)
        _ = try await self.pool.execute(
            "DELETE FROM events.webhook_secrets WHERE expires_at < COALESCE(\(optional: now), clock_timestamp())")
        return try await self.pool.execute(
            """
            DELETE FROM events.deliveries WHERE id IN (SELECT d.id FROM events.deliveries d \
            WHERE d.created_at < COALESCE(\(optional: now), clock_timestamp()) - make_interval(secs => \(seconds)::int) \
            AND (d.finished_at IS NOT NULL OR EXISTS (SELECT FROM events.webhooks w WHERE w.id = d.webhook \
            AND w.state = 'disabled')) ORDER BY d.created_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """)
    }

    /// Seals with the present key what was sealed with a former one.
    ///
    /// - Returns: how much there was.
    @discardableResult
    func reseal(with sealer: Sealer) async throws -> Int {
        try await self.pool.withTransaction { connection in
            var count = 0
            let secrets = try await connection.query(
                """
                SELECT id::text, secret, secret_key FROM events.webhook_secrets \
                WHERE secret_key <> \(sealer.currentKey) FOR UPDATE
                """)
            for row in secrets {
                let id = row.string(0) ?? ""
                let old = Sealed(bytes: try row.decode(1), key: try row.decode(2))
                guard let bytes = try? sealer.open(old, for: SealedPurpose.secret(id)) else { continue }
                let new = try sealer.seal(bytes, for: SealedPurpose.secret(id))
                count += try await connection.execute(
                    """
                    UPDATE events.webhook_secrets SET secret = \(new.bytes), secret_key = \(new.key) \
                    WHERE id = \(id)::uuid
                    """)
            }
            let headers = try await connection.query(
                """
                SELECT id::text, headers, headers_key FROM events.webhooks \
                WHERE headers_key <> \(sealer.currentKey) FOR UPDATE
                """)
            for row in headers {
                let id = row.string(0) ?? ""
                let old = Sealed(bytes: try row.decode(1), key: try row.decode(2))
                guard let bytes = try? sealer.open(old, for: SealedPurpose.headers(id)) else { continue }
                let new = try sealer.seal(bytes, for: SealedPurpose.headers(id))
                count += try await connection.execute(
                    """
                    UPDATE events.webhooks SET headers = \(new.bytes), headers_key = \(new.key) WHERE id = \(id)::uuid
                    """)
            }
            return count
        }
    }
}

/// What something sealed belongs to.
enum SealedPurpose {
    static func secret(_ id: String) -> String { "events.webhook_secrets/\(id)" }
    static func headers(_ id: String) -> String { "events.webhooks/\(id)/headers" }
}

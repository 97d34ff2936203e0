import Database
import EventBus
import FoundationEssentials
import HTTPTypes
import Model
import ServiceKit

/// What somebody, or the program, does to a webhook in one transaction: with an entry in the audit trail and an event to
/// the unit that owns it.
struct WebhookChange {
    let connection: Connection
    let holder: Integrator
    let rule: WebhookRule
    let sealer: Sealer?

    /// What a webhook that says nothing of it is like.
    static let defaults = JSONObject([
        (Webhook.payload.name, "full"), (Webhook.signature.name, "hmac"), (Webhook.rate.name, 600),
        (Webhook.concurrency.name, 4),
    ])

    var actor: Actor { self.holder.actor }

    func sealing() throws -> Sealer {
        guard let sealer else { throw Problem.noSecretKey }
        return sealer
    }

    func webhook(_ id: RecordID) async throws -> Record {
        guard
            let record = try await WebhookStore.webhook(id, for: self.holder, on: self.connection, locking: true)
        else { throw Refusal.notFound }
        return record
    }

    // MARK: Making and editing

    /// Makes a webhook, and its first secret.
    func create(_ input: JSON, head: Int) async throws -> (record: Record, secret: WebhookSecret) {
        var record = try Webhook.fields.validateNew(input)
        for member in Self.defaults where record.object[member.key] == nil { record.object[member.key] = member.value }
        let unit = record[Webhook.unit] ?? ""
        if let units = self.holder.units, !units.contains(unit) { throw Refusal.forbidden(.integrator, unit: unit) }
        try self.rule.check(record)
        try await IdentityChange(connection: self.connection, actor: self.actor).requireUnit(unit, at: "/unit")
        let id = RecordID.generate().description
        let headers = try self.sealed(record[Webhook.headers] ?? [], keeping: nil, id: id)
        try await self.connection.execute(
            """
            INSERT INTO events.webhooks (id, name, unit, url, filters, payload, signature, rate, concurrency, \
            header_names, headers, headers_key, since_position, created_by, updated_by) VALUES (\(id)::uuid, \
            \(record[Webhook.name] ?? ""), \(unit), \(record[Webhook.url] ?? ""), \(Self.filters(record))::json, \
            \(record[Webhook.payload] ?? ""), \(record[Webhook.signature] ?? ""), \
            \(Int(record[Webhook.rate] ?? 0))::int, \(Int(record[Webhook.concurrency] ?? 0))::int, \
            \(Self.names(record)), \(optional: headers?.bytes), \(optional: headers?.key), \(head), \
            \(self.actor.name), \(self.actor.name))
            """)
        try await self.connection.execute("INSERT INTO events.webhook_pace (webhook) VALUES (\(id)::uuid)")
        let secret = try await self.addSecret(record[Webhook.signature] ?? "hmac", to: id)
        let made = try await self.webhook(try Self.id(id))
        try await self.tell(.webhookCreated, before: nil, after: made)
        return (made, secret)
    }

    func update(_ id: RecordID, _ patch: JSON, expecting version: Int64?) async throws -> Record {
        let before = try await self.webhook(id)
        try Self.require(version, of: before)
        let (record, changed) = try Webhook.fields.validateChange(patch, of: before)
        let text = id.description
        let old = try await self.headers(of: text)
        try self.rule.check(record, known: old?.object.keys ?? [])
        guard !changed.isEmpty else { return before }
        let headers = try self.sealed(record[Webhook.headers] ?? [], keeping: old, id: text)
        let defaults = Record(Self.defaults)
        try await self.connection.execute(
            """
            UPDATE events.webhooks SET name = \(record[Webhook.name] ?? ""), url = \(record[Webhook.url] ?? ""), \
            filters = \(Self.filters(record))::json, \
            payload = \(record[Webhook.payload] ?? defaults[Webhook.payload] ?? ""), \
            rate = \(Int(record[Webhook.rate] ?? defaults[Webhook.rate] ?? 1))::int, \
            concurrency = \(Int(record[Webhook.concurrency] ?? defaults[Webhook.concurrency] ?? 1))::int, \
            header_names = \(Self.names(record)), headers = \(optional: headers?.bytes), \
            headers_key = \(optional: headers?.key), version = version + 1, updated_at = now(), \
            updated_by = \(self.actor.name) WHERE id = \(text)::uuid
            """)
        let after = try await self.webhook(id)
        try await self.tell(.webhookUpdated, before: before, after: after)
        return after
    }

    func delete(_ id: RecordID, expecting version: Int64?) async throws {
        let before = try await self.webhook(id)
        try Self.require(version, of: before)
        try await self.connection.execute("DELETE FROM events.webhooks WHERE id = \(id.description)::uuid")
        try await self.tell(.webhookDeleted, before: before, after: nil)
    }

    // MARK: Working or not

    func transition(_ id: RecordID, _ name: String, expecting version: Int64?) async throws -> Record {
        guard let transition = Webhook.lifecycle.transition(name) else { throw Refusal.unknownTransition(name) }
        let before = try await self.webhook(id)
        try Self.require(version, of: before)
        let state = before[Webhook.state] ?? ""
        guard transition.from.contains(state) else {
            throw Refusal.transition(
                transition, state: Webhook.lifecycle.state(state),
                possible: Webhook.lifecycle.transitions(from: state))
        }
        try await self.connection.execute(
            """
            UPDATE events.webhooks SET state = \(transition.to), reason = NULL, version = version + 1, \
            updated_at = now(), updated_by = \(self.actor.name) WHERE id = \(id.description)::uuid
            """)
        // Whoever sets it to work again gives it another chance.
        try await self.connection.execute(
            """
            UPDATE events.webhook_pace SET failing_since = NULL, next_at = '-infinity' \
            WHERE webhook = \(id.description)::uuid
            """)
        let after = try await self.webhook(id)
        try await self.tell(name == "pause" ? .webhookPaused : .webhookResumed, before: before, after: after)
        return after
    }

    /// Stops a webhook whose receiver does not take events; false when somebody else has stopped it.
    func disable(_ id: RecordID, because reason: String) async throws -> Bool {
        let before = try await self.webhook(id)
        guard before[Webhook.state] != "disabled" else { return false }
        try await self.connection.execute(
            """
            UPDATE events.webhooks SET state = 'disabled', reason = \(reason), version = version + 1, \
            updated_at = now(), updated_by = \(self.actor.name) WHERE id = \(id.description)::uuid
            """)
        try await self.tell(.webhookDisabled, before: before, after: try await self.webhook(id))
        return true
    }

    // MARK: Secrets

    /// Makes a new secret; those before it go on signing beside it for a while.
    func rotate(
        _ id: RecordID, overlap: Duration, at: Date? = nil
    ) async throws -> (record: Record, secret: WebhookSecret) {
        let before = try await self.webhook(id)
        let seconds = Int(overlap.components.seconds)
        try await self.connection.execute(
            """
            UPDATE events.webhook_secrets SET expires_at = least(expires_at, COALESCE(\(optional: at), clock_timestamp()) \
            + make_interval(secs => \(seconds)::int)) WHERE webhook = \(id.description)::uuid
            """)
        let secret = try await self.addSecret(before[Webhook.signature] ?? "hmac", to: id.description)
        try await self.connection.execute(
            """
            UPDATE events.webhooks SET version = version + 1, updated_at = now(), updated_by = \(self.actor.name) \
            WHERE id = \(id.description)::uuid
            """)
        let after = try await self.webhook(id)
        try await self.tell(.webhookRotated, before: before, after: after)
        return (after, secret)
    }

    private func addSecret(_ signature: String, to webhook: String) async throws -> WebhookSecret {
        let secret = WebhookSecret.generate(signature)
        let id = RecordID.generate().description
        let sealed = try self.sealing().seal(secret.kept, for: SealedPurpose.secret(id))
        try await self.connection.execute(
            """
            INSERT INTO events.webhook_secrets (id, webhook, secret, secret_key, public_key) \
            VALUES (\(id)::uuid, \(webhook)::uuid, \(sealed.bytes), \(sealed.key), \(optional: secret.publicKey))
            """)
        return secret
    }

    private func headers(of id: String) async throws -> SealedHeaders? {
        let rows = try await self.connection.query(
            "SELECT headers, headers_key FROM events.webhooks WHERE id = \(id)::uuid")
        guard let row = rows.first, let bytes: [UInt8] = try row.decode(0) else { return nil }
        let sealed = Sealed(bytes: bytes, key: try row.decode(1))
        return SealedHeaders(try self.sealing().open(sealed, for: SealedPurpose.headers(id)))
    }

    private func sealed(_ headers: [Record], keeping old: SealedHeaders?, id: String) throws -> Sealed? {
        guard !headers.isEmpty else { return nil }
        let object = SealedHeaders(headers, keeping: old).object
        return try self.sealing().seal(JSON.object(object).bytes, for: SealedPurpose.headers(id))
    }

    // MARK: Telling

    /// Notes what was done, and publishes it; the address may hold a secret and does not travel.
    func tell(_ action: IdentityAction, before: Record?, after: Record?) async throws {
        guard let record = after ?? before, let id = record.id else { return }
        try await IdentityChange(connection: self.connection, actor: self.actor).note(
            action, id.description, units: [record[Webhook.unit] ?? ""], before: before?.object.audited,
            after: after?.object.audited)
        var shown = JSONObject()
        for field in Webhook.published.fields { shown[field.name] = record.object[field.name] }
        let data: JSON = ["record": .object(shown)]
        let subject = "webhooks/\(id)"
        try await self.connection.execute(
            EventBus.insert(
                EventDraft(
                    source: "/events", type: "events.\(action.rawValue)", subject: subject, data: data.bytes,
                    unit: record[Webhook.unit], actor: self.actor.name)))
    }

    private static func require(_ version: Int64?, of record: Record) throws {
        guard let version, let current = record.version, version != current else { return }
        throw Refusal.stale(current: current)
    }

    private static func id(_ text: String) throws -> RecordID {
        guard let id = RecordID(text) else { throw Refusal.notFound }
        return id
    }

    private static func filters(_ record: Record) -> String {
        JSON.array((record[Webhook.filters] ?? []).map { .object($0.object) }).description
    }

    private static func names(_ record: Record) -> [String] {
        (record[Webhook.headers] ?? []).map { ($0[Webhook.headerName] ?? "").lowercased() }
    }
}

extension JSONObject {
    /// What the audit trail keeps: what changes by itself is not in it.
    fileprivate var audited: JSONObject {
        var object = self
        for name in [
            SystemFields.id.name, SystemFields.updatedAt.name, SystemFields.updatedBy.name, Webhook.failingSince.name,
        ] { object[name] = nil }
        return object
    }
}

extension Problem {
    /// Nobody has given a key to encrypt with.
    static let noSecretKey = Problem(
        .serviceUnavailable, "secret-key-missing", Label(zh: "未设置加密密钥", en: "There is no key for secrets"),
        detail: Label(
            zh: "推送的密钥须加密保存。请管理员设置 YIZHAN_SECRET_KEY（openssl rand -base64 32）后重试，没有任何改动。",
            en: """
                Secrets of webhooks are kept encrypted. Have an operator set YIZHAN_SECRET_KEY \
                (openssl rand -base64 32) and try again; nothing was changed.
                """))
}

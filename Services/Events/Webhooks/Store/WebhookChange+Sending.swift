import Database
import EventBus
import FoundationEssentials
import LibPQ
import Model
import ServiceKit

extension WebhookChange {
    /// Puts a made-up event on its way to a webhook alone.
    func test(_ id: RecordID) async throws -> Record {
        let webhook = try await self.webhook(id)
        let event = RecordID.generate().description
        let body: JSON = [
            "specversion": "1.0", "id": .string(event), "source": "/events", "type": "events.webhook.test",
            "subject": .string("webhooks/\(id)"), "time": .string(Instant.now.description),
            "unit": .string(webhook[Webhook.unit] ?? ""), "datacontenttype": "application/json",
            "data": ["message": "驿站测试事件 · A test event from Yizhan"],
        ]
        return try await self.delivery(
            """
            INSERT INTO events.deliveries AS d (webhook, event, type, test, due_at) \
            VALUES (\(id.description)::uuid, \(event)::uuid, 'events.webhook.test', \(body.description)::json, now()) \
            RETURNING \(raw: WebhookRows.delivery)
            """)
    }

    /// Sends a delivery once more, as if it had never been tried, under the same `webhook-id`.
    func resend(_ delivery: Int) async throws -> Record {
        var sql: SQL = """
            UPDATE events.deliveries d SET state = 'pending', tries = 0, due_at = now(), leased_until = NULL, \
            finished_at = NULL FROM events.webhooks w WHERE d.id = \(delivery) AND w.id = d.webhook
            """
        sql.append(WebhookStore.seen(by: self.holder))
        sql.append(WebhookStore.sent(to: self.holder))
        sql.append(" RETURNING \(raw: WebhookRows.delivery)")
        return try await self.delivery(sql)
    }

    private func delivery(_ sql: SQL) async throws -> Record {
        guard let record = try await self.connection.query(sql).first?.record() else { throw Refusal.notFound }
        return record
    }

    /// Puts on their way all events that came into the log since a time and were not sent successfully to a webhook.
    ///
    /// - Returns: how many.
    func recover(_ id: RecordID, since: Instant) async throws -> Int {
        let webhook = try await self.webhook(id)
        let addressees = try await WebhookFanOut.webhooks("w.id = \(id.description)::uuid", on: self.connection)
        guard let filter = addressees.first?.filter else { throw Refusal.notFound }
        var after =
            try await self.connection.query("SELECT bus.position_at(\(since.description)::timestamptz)")
            .first?.decode(0, as: Int.self) ?? 0
        var count = 0
        while true {
            let page = try await EventBus.read(
                on: self.connection, after: after, limit: 1000, bytes: WebhookFanOut.batchBytes)
            let wanted = page.events.filter(filter.matches)
            if !wanted.isEmpty {
                count += try await self.connection.execute(
                    WebhookFanOut.insert(wanted, for: id.description) + """
                         ON CONFLICT (webhook, event) DO UPDATE SET state = 'pending', tries = 0, due_at = now(), \
                        finished_at = NULL WHERE events.deliveries.state = 'failed'
                        """)
            }
            guard page.next > after, page.next < page.head else { break }
            after = page.next
        }
        try await IdentityChange(connection: self.connection, actor: self.actor).note(
            .webhookRecovered, id.description, units: [webhook[Webhook.unit] ?? ""],
            after: JSONObject([("since", .string(since.description)), ("deliveries", .integer(Int64(count)))]))
        return count
    }
}

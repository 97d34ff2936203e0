import Database
import EventBus
import FoundationEssentials
import Model
import ServiceKit

/// A delivery that this process holds for a while.
struct ClaimedDelivery: Sendable {
    let id: Int
    let webhook: String
    let event: String
    let position: Int?
    let test: [UInt8]?
    /// The number of this attempt.
    let attempt: Int
    /// The same since it was last sent by hand.
    let tries: Int
}

/// Where and how deliveries of one webhook are sent, opened.
struct WebhookRoute: Sendable {
    let url: String
    let isThin: Bool
    let headers: [(name: String, value: String)]
    let secrets: [WebhookSecret]
}

extension WebhookStore {
    /// Takes deliveries that are due.
    ///
    /// - Parameters:
    ///   - most: how many at the most.
    ///   - lease: for how long nobody else takes them.
    ///   - at: the time; nil for the server's clock.
    func claim(most: Int, lease: Duration, at: Date?) async throws -> [ClaimedDelivery] {
        try await self.pool.query(
            """
            SELECT delivery, webhook::text, event::text, place, test, attempt, try FROM events.claim_deliveries(\
            \(most)::int, make_interval(secs => \(Int(lease.components.seconds))::int), \
            COALESCE(\(optional: at), clock_timestamp()))
            """
        ).map { row in
            ClaimedDelivery(
                id: try row.decode(0), webhook: row.string(1) ?? "", event: row.string(2) ?? "",
                position: try row.decode(3), test: row.isNull(4) ? nil : row.withBytes(4) { [UInt8]($0) },
                attempt: try row.decode(5), tries: try row.decode(6))
        }
    }

    /// The routes of webhooks; one that cannot be opened is missing.
    func routes(of webhooks: Set<String>, sealer: Sealer, at: Date?) async throws -> [String: WebhookRoute] {
        let ids = webhooks.sorted()
        return try await self.pool.withConnection { connection in
            var secrets: [String: [WebhookSecret]] = [:]
            let kept = try await connection.query(
                """
                SELECT id::text, webhook::text, secret, secret_key FROM events.webhook_secrets \
                WHERE webhook = ANY(\(ids)::uuid[]) \
                AND (expires_at IS NULL OR expires_at > COALESCE(\(optional: at), clock_timestamp())) \
                ORDER BY created_at DESC
                """)
            for row in kept {
                let sealed = Sealed(bytes: try row.decode(2), key: try row.decode(3))
                guard let bytes = try? sealer.open(sealed, for: SealedPurpose.secret(row.string(0) ?? "")),
                    let secret = WebhookSecret(kept: bytes)
                else { continue }
                secrets[row.string(1) ?? "", default: []].append(secret)
            }
            var routes: [String: WebhookRoute] = [:]
            let rows = try await connection.query(
                """
                SELECT id::text, url, payload, headers, headers_key FROM events.webhooks \
                WHERE id = ANY(\(ids)::uuid[])
                """)
            for row in rows {
                let id = row.string(0) ?? ""
                guard let secrets = secrets[id] else { continue }
                var headers: [(name: String, value: String)] = []
                if let bytes: [UInt8] = try row.decode(3) {
                    let sealed = Sealed(bytes: bytes, key: try row.decode(4))
                    guard let opened = try? sealer.open(sealed, for: SealedPurpose.headers(id)) else { continue }
                    headers = SealedHeaders(opened).pairs
                }
                routes[id] = WebhookRoute(
                    url: row.string(1) ?? "", isThin: row.string(2) == "thin", headers: headers, secrets: secrets)
            }
            return routes
        }
    }

    /// The events of deliveries, by their positions; one that the log no longer has is missing.
    func events(at positions: [Int]) async throws -> [Int: Event] {
        var events: [Int: Event] = [:]
        let sorted = Set(positions).sorted()
        let wanted = Set(sorted)
        var looked = 0
        for position in sorted where position > looked {
            do {
                // Deliveries that are due together mostly stand together.
                let page = try await self.bus.read(
                    after: position - 1, limit: 100, bytes: WebhookFanOut.batchBytes)
                looked = max(page.next, position)
                for event in page.events where wanted.contains(event.position) { events[event.position] = event }
            } catch let error as EventBusError where error.code == .positionExpired || error.code == .positionAhead {
                continue
            }
        }
        return events
    }

    /// Notes an attempt and what follows from it, if the delivery is still this process's.
    ///
    /// - Returns: since when everything has failed; nil when it does not.
    func record(
        _ attempt: WebhookAttempt, of delivery: ClaimedDelivery, _ verdict: RetrySchedule.Verdict, at: Date?,
    ) async throws -> Date? {
        let now: SQL = "COALESCE(\(optional: at), clock_timestamp())"
        var state = "failed"
        var wait: Int?
        var pace: SQL = "failing_since = COALESCE(failing_since, \(now))"
        switch verdict {
        case .delivered:
            state = "delivered"
            pace = "failing_since = NULL"
        case .retry(let duration, let slowsDown):
            state = "pending"
            let parts = duration.components
            wait = Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
            if slowsDown, let asked = attempt.retryAfter {
                let seconds = Int(min(asked, RetrySchedule.longest).components.seconds)
                pace.append(", next_at = greatest(next_at, \(now) + make_interval(secs => \(seconds)::int))")
            }
        case .failed, .gone: break
        }
        let milliseconds = wait ?? 0
        let isOver = state != "pending"
        let rows = try await self.pool.withConnection { connection in
            try await connection.batch([
                // Before the attempt: whoever erases an event locks this table, so that either this sees that it was
                // erased, or the other one what was kept.
                """
                UPDATE events.deliveries SET state = \(state), leased_until = NULL, status = \(optional: attempt.status), \
                failure = \(optional: attempt.failure), \
                due_at = \(now) + make_interval(secs => \(milliseconds)::float8 / 1000), \
                finished_at = CASE WHEN \(isOver) THEN \(now) END \
                WHERE id = \(delivery.id) AND attempts = \(delivery.attempt) AND state = 'pending'
                """,
                """
                INSERT INTO events.delivery_attempts (delivery, number, at, milliseconds, url, address, \
                request_headers, request_body, status, failure, response_headers, response_body) \
                SELECT d.id, \(delivery.attempt), \(attempt.at), \(attempt.milliseconds), \(attempt.url), \
                \(optional: attempt.address), \(attempt.requestHeaders.description)::json, \
                CASE WHEN d.is_erased THEN \(EventBus.erased) ELSE \(attempt.requestBody) END, \
                \(optional: attempt.status), \(optional: attempt.failure), \
                \(optional: attempt.responseHeaders?.description)::json, \
                CASE WHEN NOT d.is_erased THEN \(optional: attempt.responseBody) END \
                FROM events.deliveries d WHERE d.id = \(delivery.id) ON CONFLICT DO NOTHING
                """,
                // A success that changes nothing writes nothing.
                """
                UPDATE events.webhook_pace SET \(pace) WHERE webhook = \(delivery.webhook)::uuid \
                AND NOT (\(state == "delivered") AND failing_since IS NULL) RETURNING failing_since
                """,
            ])
        }
        return try rows.last?.first?.decode(0)
    }
}

/// Headers with their values, as they are sealed.
struct SealedHeaders {
    var object: JSONObject

    init(_ bytes: [UInt8]) {
        self.object = (try? JSON(parsing: bytes))?.objectValue ?? JSONObject()
    }

    /// Takes what was given, and what is kept for names that were given without a value.
    init(_ headers: [Record], keeping old: SealedHeaders?) {
        self.object = JSONObject()
        for header in headers {
            let name = (header[Webhook.headerName] ?? "").lowercased()
            self.object[name] = header[Webhook.headerValue].map(JSON.string) ?? old?.object[name]
        }
    }

    var pairs: [(name: String, value: String)] {
        self.object.map { (name: $0.key, value: $0.value.stringValue ?? "") }
    }
}

import Database
import Model
import ServiceKit
import WebPages

extension WebhookStore {
    /// So many of the last deliveries that were tried are looked at.
    private static let looked = 50
    /// Among so many of the newest: whatever has piled up, a look costs no more than this.
    private static let depth = 1000

    /// How it went lately with webhooks, by their ids.
    func outcomes(of webhooks: [String]) async throws -> [String: WebhookOutcomes] {
        let rows = try await self.pool.query(
            """
            SELECT w.id, o.states, o.last, (SELECT count(*) FROM (SELECT FROM events.deliveries d \
            WHERE d.webhook = w.id::uuid AND d.state = 'pending' LIMIT \(WebhookOutcomes.mostWaiting + 1)) p) \
            FROM unnest(\(webhooks)) AS w (id) CROSS JOIN LATERAL (\
            WITH tried AS (SELECT n.id, n.state FROM (SELECT d.id, d.state, d.attempts FROM events.deliveries d \
            WHERE d.webhook = w.id::uuid ORDER BY d.id DESC LIMIT \(Self.depth)) n \
            WHERE n.attempts > 0 ORDER BY n.id DESC LIMIT \(Self.looked)) \
            SELECT (SELECT array_agg(t.state ORDER BY t.id) FROM tried t) AS states, \
            (SELECT json_strip_nulls(json_build_object('at', \(raw: IdentityRows.time("a.at")), 'status', a.status, \
            'failure', a.failure)) FROM tried t JOIN events.delivery_attempts a ON a.delivery = t.id \
            ORDER BY a.at DESC LIMIT 1) AS last) o
            """)
        var outcomes: [String: WebhookOutcomes] = [:]
        for row in rows {
            let states: [String]? = try row.decode(1)
            // Not with a conditional operator: its nil would be a value, JSON's null.
            var last: JSON?
            if !row.isNull(2) { last = try row.withBytes(2) { try JSON(parsing: Array($0)) } }
            outcomes[row.string(0) ?? ""] = WebhookOutcomes(
                outcomes: (states ?? []).map(WebhookOutcomes.Outcome.init(state:)),
                last: last.map { attempt in
                    WebhookOutcomes.Attempt(
                        at: attempt["at"]?.stringValue ?? "", status: attempt["status"]?.integerValue,
                        failure: attempt["failure"]?.stringValue)
                },
                waiting: try row.decode(3))
        }
        return outcomes
    }
}

extension WebhookOutcomes.Outcome {
    fileprivate init(state: String) {
        switch state {
        case "delivered": self = .delivered
        case "failed": self = .failed
        default: self = .retrying
        }
    }
}

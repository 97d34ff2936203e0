import Database
import ServiceKit

/// What the database says of webhooks and of what is on its way to them.
enum WebhookCollector {
    static func make(_ runtime: ServiceRuntime) -> MetricsCollector {
        MetricsCollector("webhooks") { exposition in
            // A webhook that is tried in vain is told apart from those that work, although both are active.
            let rows = try await runtime.pool.query(
                """
                SELECT s.state, count(w.state), COALESCE(sum(d.pending), 0)::bigint,
                    COALESCE(max(extract(epoch FROM clock_timestamp() - d.oldest)), 0)::float8
                FROM unnest(ARRAY['active', 'failing', 'paused', 'disabled']) AS s (state)
                LEFT JOIN (
                    SELECT w.id, CASE WHEN w.state = 'active' AND p.failing_since IS NOT NULL THEN 'failing'
                        ELSE w.state END AS state
                    FROM events.webhooks w LEFT JOIN events.webhook_pace p ON p.webhook = w.id
                ) AS w ON w.state = s.state
                LEFT JOIN LATERAL (
                    SELECT count(*) AS pending, min(d.created_at) AS oldest FROM events.deliveries d
                    WHERE d.webhook = w.id AND d.state = 'pending'
                ) AS d ON true
                GROUP BY s.state
                """)
            for row in rows {
                let label = [(name: "state", value: row.string(0) ?? "")]
                exposition.gauge(
                    "yizhan_webhooks", "Webhooks by their state; `failing` are active and tried in vain.",
                    Double(try row.decode(1, as: Int.self)), label)
                exposition.gauge(
                    "yizhan_webhook_deliveries_pending", "Deliveries on their way, by the state of their webhook.",
                    Double(try row.decode(2, as: Int.self)), label)
                exposition.gauge(
                    "yizhan_webhook_delivery_age_seconds", "The age of the oldest delivery on its way.",
                    max(try row.decode(3, as: Double.self), 0), label)
            }
        }
    }
}

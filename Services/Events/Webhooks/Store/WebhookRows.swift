import ServiceKit

/// How webhooks and deliveries become JSON, in the shape that `Webhook` and `WebhookDelivery` declare.
enum WebhookRows {
    /// Of a row `w` of `events.webhooks` and its row `p` of `events.webhook_pace`; nothing secret is in it.
    static let webhook = """
        json_strip_nulls(json_build_object('id', w.id, 'name', w.name, 'unit', w.unit, 'url', w.url, \
        'filters', CASE WHEN json_array_length(w.filters) > 0 THEN w.filters END, 'payload', w.payload, \
        'headers', (SELECT json_agg(json_build_object('name', n.name) ORDER BY n.place) \
        FROM unnest(w.header_names) WITH ORDINALITY AS n (name, place)), \
        'signature', w.signature, 'rate', w.rate, 'concurrency', w.concurrency, 'state', w.state, \
        'reason', w.reason, 'failingSince', \(IdentityRows.time("p.failing_since")), \
        'publicKey', (SELECT s.public_key FROM events.webhook_secrets s WHERE s.webhook = w.id \
        AND s.expires_at IS NULL ORDER BY s.created_at DESC LIMIT 1), 'version', w.version, \
        'createdAt', \(IdentityRows.time("w.created_at")), 'createdBy', w.created_by, \
        'updatedAt', \(IdentityRows.time("w.updated_at")), 'updatedBy', w.updated_by))
        """

    static let webhooks = "events.webhooks w JOIN events.webhook_pace p ON p.webhook = w.id"

    /// Of a row `d` of `events.deliveries`.
    static let delivery = """
        json_strip_nulls(json_build_object('id', d.id, 'webhook', d.webhook, 'event', d.event, 'type', d.type, \
        'position', d.position, 'state', d.state, 'attempts', d.attempts, 'status', d.status, 'failure', d.failure, \
        'createdAt', \(IdentityRows.time("d.created_at")), \
        'dueAt', CASE WHEN d.state = 'pending' THEN \(IdentityRows.time("d.due_at")) END, \
        'finishedAt', \(IdentityRows.time("d.finished_at"))))
        """

    /// Of a row `a` of `events.delivery_attempts`.
    static let attempt = """
        json_strip_nulls(json_build_object('number', a.number, 'at', \(IdentityRows.time("a.at")), \
        'milliseconds', a.milliseconds, 'url', a.url, 'address', a.address, \
        'request', json_build_object('headers', a.request_headers, 'body', a.request_body), \
        'status', a.status, 'failure', a.failure, 'response', CASE WHEN a.status IS NOT NULL THEN \
        json_build_object('headers', a.response_headers, 'body', a.response_body) END))
        """
}

extension EventsMigrations {
    /// Hands out deliveries to whoever asks first, however many processes ask.
    ///
    /// A lease is nothing but the due time put off: if the process dies, the delivery is due again. The lock on the
    /// webhook's pace makes processes take turns, one webhook each, so rate and concurrency hold for all together; each
    /// statement in here sees what those before it have committed.
    static let claims = """
        CREATE FUNCTION events.claim_deliveries(most int, lease interval, at timestamptz)
        RETURNS TABLE (delivery bigint, webhook uuid, event uuid, place bigint, test json, attempt int, try int)
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_column
        DECLARE
            pace record;
            gap interval;
            room int;
            taken int;
            remaining int := most;
        BEGIN
            FOR pace IN
                SELECT p.webhook, p.next_at, w.rate, w.concurrency
                FROM events.webhook_pace AS p JOIN events.webhooks AS w ON w.id = p.webhook
                WHERE w.state = 'active' AND p.next_at <= at + interval '1 second' AND EXISTS (
                    SELECT FROM events.deliveries AS d
                    WHERE d.webhook = p.webhook AND d.state = 'pending' AND d.due_at <= at)
                -- Whoever was served longest ago comes first.
                ORDER BY p.next_at
                FOR UPDATE OF p SKIP LOCKED
            LOOP
                EXIT WHEN remaining <= 0;
                gap := interval '1 minute' / pace.rate;
                -- A second's worth may go out at once (the generic cell rate algorithm).
                room := floor(
                    (greatest(extract(epoch FROM gap), 1)
                        - CASE WHEN pace.next_at > at THEN extract(epoch FROM pace.next_at - at) ELSE 0 END)
                    / extract(epoch FROM gap));
                room := least(room, remaining, pace.concurrency - (
                    SELECT count(*) FROM events.deliveries AS d
                    WHERE d.webhook = pace.webhook AND d.leased_until > at));
                CONTINUE WHEN room <= 0;
                RETURN QUERY
                    UPDATE events.deliveries AS d
                    SET leased_until = at + lease, due_at = at + lease, attempts = d.attempts + 1, tries = d.tries + 1
                    FROM (
                        SELECT c.id FROM events.deliveries AS c
                        WHERE c.webhook = pace.webhook AND c.state = 'pending' AND c.due_at <= at
                        ORDER BY c.due_at, c.id LIMIT room FOR UPDATE SKIP LOCKED
                    ) AS due
                    WHERE d.id = due.id
                    RETURNING d.id, d.webhook, d.event, d.position, d.test, d.attempts, d.tries;
                GET DIAGNOSTICS taken = ROW_COUNT;
                remaining := remaining - taken;
                UPDATE events.webhook_pace AS p SET next_at = greatest(p.next_at, at) + gap * taken
                WHERE p.webhook = pace.webhook;
            END LOOP;
        END
        $$;
        """
}

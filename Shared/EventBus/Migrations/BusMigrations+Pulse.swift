extension BusMigrations {
    /// Signs of life, as numbers that give nothing away: who watches the log need not be able to read it.
    ///
    /// One statement and so one snapshot, else events that come between two looks would seem to wait.
    static let pulse = #"""
        CREATE FUNCTION bus.pulse(
            OUT head bigint, OUT tick bigint, OUT waiting bigint, OUT wait_seconds float8, OUT queue_usage float8,
            OUT oldest_transaction_seconds float8
        )
        LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
        AS $$
            WITH last AS (
                SELECT t.tick, t.base + t.n AS head, t.at, t.snapshot FROM bus.ticks AS t ORDER BY t.tick DESC LIMIT 1
            ), waiting AS (
                -- Enough to see that something is wrong; counting a whole backlog would make it worse.
                SELECT w.time FROM (
                    SELECT e.time FROM bus.events AS e
                    WHERE e.txid >= coalesce((SELECT pg_snapshot_xmax(l.snapshot) FROM last AS l), '1')
                    ORDER BY e.txid, e.seq LIMIT 1000
                ) AS w
                UNION ALL
                SELECT e.time FROM bus.events AS e
                WHERE e.txid = ANY (ARRAY(SELECT pg_snapshot_xip(l.snapshot) FROM last AS l))
            ), backlog AS (
                -- When an event was committed is written nowhere. It has not waited longer than its transaction is old,
                -- nor since before the last tick; a publisher may say any time.
                SELECT count(*) AS n, greatest(least(min(w.time), clock_timestamp()), (SELECT l.at FROM last AS l)) AS since
                FROM waiting AS w
            ), oldest AS (
                SELECT min(a.xact_start) AS since FROM pg_stat_activity AS a
                WHERE a.datname = current_database() AND a.backend_type = 'client backend'
                    AND a.pid <> pg_backend_pid()
                UNION ALL
                SELECT min(p.prepared) FROM pg_prepared_xacts AS p WHERE p.database = current_database()
            )
            SELECT coalesce((SELECT l.head FROM last AS l), 0), coalesce((SELECT l.tick FROM last AS l), 0), b.n,
                CASE WHEN b.n = 0 THEN 0 ELSE greatest(extract(epoch FROM clock_timestamp() - b.since), 0) END::float8,
                pg_notification_queue_usage(),
                coalesce(greatest(extract(epoch FROM clock_timestamp() - (SELECT min(o.since) FROM oldest AS o)), 0), 0)
                    ::float8
            FROM backlog AS b
        $$;
        REVOKE ALL ON FUNCTION bus.pulse() FROM PUBLIC;

        -- Transactions that have been open for long, the oldest first: who they are, and their last statement, which holds
        -- no values, as these are parameters. For operators, whose business others' statements are. One that was prepared
        -- has no session any more, and goes on for ever unless somebody ends it by its name.
        CREATE FUNCTION bus.open_transactions(longer_than interval)
        RETURNS TABLE (pid int, application text, seconds float8, query text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT o.pid, o.application, extract(epoch FROM clock_timestamp() - o.since)::float8, o.query
            FROM (
                SELECT a.pid, coalesce(nullif(a.application_name, ''), a.usename, '') AS application,
                    a.xact_start AS since, left(a.query, 500) AS query
                FROM pg_stat_activity AS a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
                UNION ALL
                SELECT NULL, p.owner::text, p.prepared, left('PREPARE TRANSACTION ' || quote_literal(p.gid), 500)
                FROM pg_prepared_xacts AS p WHERE p.database = current_database()
            ) AS o
            WHERE o.since < clock_timestamp() - longer_than
            ORDER BY o.since LIMIT 20
        $$;
        REVOKE ALL ON FUNCTION bus.open_transactions FROM PUBLIC;

        -- How many events came into the log within the time before now.
        CREATE FUNCTION bus.flow(within interval) RETURNS bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ SELECT bus.head() - bus.position_at(clock_timestamp() - within) $$;
        REVOKE ALL ON FUNCTION bus.flow FROM PUBLIC;
        """#
}

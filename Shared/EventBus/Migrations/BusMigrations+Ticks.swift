extension BusMigrations {
    /// Ticks: the order of the log, one row per glance at it.
    ///
    /// A tick's events are those with `txid` in `[lo, hi)` visible in `snapshot`, and those with `txid` in `late`, all with
    /// `seq` in `[first_seq, last_seq]`; an event's position is `base` plus its rank by `seq`. A glance that finds more than
    /// two thousand events is cut into rows of one thousand that name their transactions, so that no reader ever has to
    /// rank more than that, however large the transaction that published.
    static let ticks = #"""
        CREATE TABLE bus.ticks (
            tick bigint PRIMARY KEY,
            base bigint NOT NULL UNIQUE,
            n bigint NOT NULL CHECK (n > 0),
            lo xid8 NOT NULL,
            hi xid8 NOT NULL,
            first_seq bigint NOT NULL,
            last_seq bigint NOT NULL,
            at timestamptz NOT NULL DEFAULT clock_timestamp(),
            late xid8[] NOT NULL DEFAULT '{}',
            snapshot pg_snapshot NOT NULL
        );

        CREATE FUNCTION bus.head() RETURNS bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ SELECT coalesce((SELECT base + n FROM bus.ticks ORDER BY tick DESC LIMIT 1), 0) $$;

        CREATE FUNCTION bus.tick(tells boolean = true) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
        SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
        AS $$
        DECLARE
            piece_size CONSTANT bigint := 1000;
            previous bus.ticks;
            seen pg_snapshot;
            low xid8;
            high xid8;
            stragglers xid8[];
            arrived bigint;
            late_arrived bigint;
            late xid8[] := '{}';
            first_seq bigint;
            last_seq bigint;
            head bigint;
            number bigint;
        BEGIN
            -- The snapshot must be younger than the lock, so every statement needs its own.
            IF current_setting('transaction_isolation') <> 'read committed' THEN
                RAISE EXCEPTION 'bus.tick() needs READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
            END IF;
            -- A transaction sees its own writes as finished, though it may yet publish more: it must not judge itself.
            IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
                RETURN bus.head();
            END IF;
            PERFORM pg_advisory_xact_lock(1501193576, 1);
            SELECT * INTO previous FROM bus.ticks ORDER BY tick DESC LIMIT 1;
            seen := pg_current_snapshot();
            low := coalesce(pg_snapshot_xmax(previous.snapshot), '1');
            high := pg_snapshot_xmax(seen);
            head := coalesce(previous.base + previous.n, 0);
            IF high < low THEN
                RAISE EXCEPTION 'bus: this log comes from another cluster' USING ERRCODE = 'YZ003';
            END IF;

            SELECT count(*), min(e.seq), max(e.seq) INTO arrived, first_seq, last_seq
            FROM bus.events AS e
            WHERE e.txid >= low AND e.txid < high AND pg_visible_in_snapshot(e.txid, seen);

            IF pg_snapshot_xmin(previous.snapshot) < pg_snapshot_xmax(previous.snapshot) THEN
                stragglers := ARRAY(
                    SELECT x FROM pg_snapshot_xip(previous.snapshot) AS x
                    WHERE pg_visible_in_snapshot(x, seen) ORDER BY x);
            END IF;
            IF cardinality(stragglers) > 0 THEN
                SELECT count(*), coalesce(array_agg(DISTINCT e.txid), '{}'),
                    least(first_seq, min(e.seq)), greatest(last_seq, max(e.seq))
                INTO late_arrived, late, first_seq, last_seq
                FROM bus.events AS e
                WHERE e.txid = ANY (stragglers)
                    AND e.txid >= stragglers[1] AND e.txid <= stragglers[cardinality(stragglers)];
                arrived := arrived + late_arrived;
            END IF;
            IF arrived = 0 THEN
                RETURN head;
            END IF;

            IF (SELECT i.timeline FROM bus.incarnations AS i ORDER BY i.number DESC LIMIT 1)
                IS DISTINCT FROM bus.timeline()
            THEN
                PERFORM bus.reincarnate(head);
            END IF;
            number := coalesce(previous.tick, 0) + 1;
            IF arrived <= 2 * piece_size THEN
                INSERT INTO bus.ticks (tick, base, n, lo, hi, first_seq, last_seq, late, snapshot)
                VALUES (number, head, arrived, low, high, first_seq, last_seq, late, seen);
            ELSE
                WITH ranked AS (
                    SELECT e.txid, e.seq, (row_number() OVER (ORDER BY e.seq) - 1) / piece_size AS piece
                    FROM (
                        SELECT e.txid, e.seq FROM bus.events AS e
                        WHERE e.txid >= low AND e.txid < high AND pg_visible_in_snapshot(e.txid, seen)
                        UNION ALL
                        SELECT e.txid, e.seq FROM bus.events AS e WHERE e.txid = ANY (late)
                    ) AS e
                ), pieces AS (
                    SELECT r.piece, count(*) AS n, min(r.seq) AS first_seq, max(r.seq) AS last_seq,
                        array_agg(DISTINCT r.txid) AS txids
                    FROM ranked AS r GROUP BY r.piece
                ), written AS (
                    INSERT INTO bus.ticks (tick, base, n, lo, hi, first_seq, last_seq, late, snapshot)
                    SELECT number + p.piece, head + p.piece * piece_size, p.n, high, high, p.first_seq, p.last_seq,
                        p.txids, seen
                    FROM pieces AS p
                    RETURNING tick
                )
                SELECT max(w.tick) INTO number FROM written AS w;
            END IF;
            head := head + arrived;
            IF tells THEN
                PERFORM pg_notify('yizhan', number || ' ' || head);
            END IF;
            RETURN head;
        END
        $$;
        """#
}

extension BusMigrations {
    /// What positions mean, and since when.
    ///
    /// After a restore to an earlier moment, or the promotion of a standby that lagged, positions that readers have seen may
    /// be given to other events. An incarnation begins wherever that can have happened; its `base` is the last position
    /// that it shares with the one before. A reader that says in which incarnation it learnt its position gets exactly what
    /// follows, or is told where the two part.
    static let incarnations = """
        CREATE TABLE bus.incarnations (
            number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id text NOT NULL UNIQUE DEFAULT substr(md5(gen_random_uuid()::text), 1, 8),
            base bigint NOT NULL,
            timeline text NOT NULL,
            system bigint NOT NULL,
            at timestamptz NOT NULL DEFAULT clock_timestamp()
        );

        -- Without settings of its own, so that it becomes a part of the statement that asks, at every tick.
        CREATE FUNCTION bus.timeline() RETURNS text
        LANGUAGE sql STABLE
        AS $$ SELECT pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8) $$;

        INSERT INTO bus.incarnations (base, timeline, system)
        SELECT 0, bus.timeline(), c.system_identifier FROM pg_control_system() AS c;

        CREATE FUNCTION bus.incarnation() RETURNS text
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ SELECT i.id FROM bus.incarnations AS i ORDER BY i.number DESC LIMIT 1 $$;

        -- Begins a new incarnation: this server is not the one, or not in the life, that made the last tick. To be called
        -- under the lock of ticks, before one is made, by a function that has set its search path.
        CREATE FUNCTION bus.reincarnate(log_head bigint) RETURNS void
        LANGUAGE sql
        AS $$
            INSERT INTO bus.incarnations (base, timeline, system)
            SELECT log_head, bus.timeline(), c.system_identifier FROM pg_control_system() AS c
        $$;

        -- Refuses a position that was learnt in an incarnation which went another way.
        CREATE FUNCTION bus.require_incarnation(known_as text, known_position bigint) RETURNS void
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            known int;
            border bigint;
        BEGIN
            SELECT i.number INTO known FROM bus.incarnations AS i WHERE i.id = known_as;
            IF NOT FOUND THEN
                border := 0;
            ELSE
                SELECT min(i.base) INTO border FROM bus.incarnations AS i WHERE i.number > known;
            END IF;
            IF known_position > border THEN
                RAISE EXCEPTION 'bus: position % of incarnation % is not of this log', known_position, known_as
                    USING ERRCODE = 'YZ006', DETAIL = border::text;
            END IF;
        END
        $$;

        -- Makes a log that came from another cluster by dump and restore this cluster's own. Transaction numbers mean
        -- nothing here, so every event is written anew under one number of old, and ticks name it; positions stay.
        -- Returns how many events there were, or NULL if the log is at home.
        CREATE FUNCTION bus.adopt() RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off
        AS $$
        DECLARE
            old_number CONSTANT xid8 := '3';
            piece_size CONSTANT bigint := 1000;
            home bigint := (SELECT c.system_identifier FROM pg_control_system() AS c);
            log_head bigint;
            part record;
        BEGIN
            IF (SELECT i.system FROM bus.incarnations AS i ORDER BY i.number DESC LIMIT 1) = home THEN
                RETURN NULL;
            END IF;
            PERFORM pg_advisory_xact_lock(1501193576, 1);
            IF (SELECT i.system FROM bus.incarnations AS i ORDER BY i.number DESC LIMIT 1) = home THEN
                RETURN NULL;
            END IF;
            LOCK TABLE bus.events, bus.ticks IN ACCESS EXCLUSIVE MODE;
            log_head := bus.head();
            CREATE TEMP TABLE bus_moved ON COMMIT DROP AS
            SELECT row_number() OVER (PARTITION BY t.base ORDER BY e.seq) + t.base AS new_position, t.at, e.*
            FROM bus.ticks AS t
            CROSS JOIN LATERAL (
                SELECT e.* FROM bus.events AS e
                WHERE e.txid >= t.lo AND e.txid < t.hi AND pg_visible_in_snapshot(e.txid, t.snapshot)
                UNION ALL
                SELECT e.* FROM bus.events AS e
                WHERE e.txid = ANY (t.late) AND e.seq >= t.first_seq AND e.seq <= t.last_seq
            ) AS e;
            -- What had no position yet follows in the order of its numbers.
            INSERT INTO bus_moved
            SELECT log_head + row_number() OVER (ORDER BY e.seq), clock_timestamp(), e.*
            FROM bus.events AS e
            WHERE NOT EXISTS (SELECT FROM bus_moved AS m WHERE m.txid = e.txid AND m.seq = e.seq);
            FOR part IN SELECT p.name FROM bus.partitions AS p LOOP
                EXECUTE format('DROP TABLE bus.%I', part.name);
            END LOOP;
            DELETE FROM bus.partitions;
            TRUNCATE bus.events;
            TRUNCATE bus.ticks;
            INSERT INTO bus.events (seq, txid, id, time, \(said))
            OVERRIDING SYSTEM VALUE
            SELECT m.new_position, old_number, m.id, m.time, \(said(of: "m"))
            FROM bus_moved AS m ORDER BY m.new_position;
            PERFORM setval(
                pg_get_serial_sequence('bus.events', 'seq'),
                greatest((SELECT max(m.new_position) FROM bus_moved AS m), 1));
            INSERT INTO bus.ticks (tick, base, n, lo, hi, first_seq, last_seq, at, late, snapshot)
            SELECT row_number() OVER (ORDER BY min(m.new_position)), min(m.new_position) - 1, count(*), '4', '4',
                min(m.new_position), max(m.new_position), max(m.at), ARRAY[old_number], pg_current_snapshot()
            FROM bus_moved AS m GROUP BY (m.new_position - 1) / piece_size;
            INSERT INTO bus.incarnations (base, timeline, system) VALUES (log_head, bus.timeline(), home);
            PERFORM bus.ensure_partitions();
            RETURN (SELECT count(*) FROM bus_moved);
        END
        $$;
        """
}

extension BusMigrations {
    /// Partitions about a day wide, made ahead of the head.
    ///
    /// Rows never move. When the head has already run past the last bound, the rows in between are in the default
    /// partition and stay there; the new partition starts ahead of the head, where the default can hold nothing. If the
    /// head overtakes even that start, `ATTACH` finds the rows, refuses, and the next call tries again from further on.
    static let partitions = #"""
        CREATE TABLE bus.partitions (
            name text PRIMARY KEY,
            lower xid8 NOT NULL,
            middle xid8 NOT NULL,
            upper xid8 NOT NULL,
            head xid8 NOT NULL,
            at timestamptz NOT NULL DEFAULT clock_timestamp()
        );

        CREATE FUNCTION bus.ensure_partitions() RETURNS text
        LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET lock_timeout = '50ms' SET jit = off
        AS $$
        DECLARE
            narrowest CONSTANT numeric := 262144;
            widest CONSTANT numeric := 1073741824;
            head xid8 := pg_snapshot_xmax(pg_current_snapshot());
            last bus.partitions;
            per_second numeric;
            width numeric := 1048576;
            start numeric := head::text::numeric;
            child text;
        BEGIN
            SELECT * INTO last FROM bus.partitions ORDER BY upper DESC LIMIT 1;
            IF FOUND AND head < last.middle THEN
                RETURN NULL;
            END IF;
            IF NOT pg_try_advisory_xact_lock(1501193576, 2) THEN
                RETURN NULL;
            END IF;
            SELECT * INTO last FROM bus.partitions ORDER BY upper DESC LIMIT 1;
            IF FOUND THEN
                IF head < last.middle THEN
                    RETURN NULL;
                END IF;
                per_second := (head::text::numeric - last.head::text::numeric)
                    / greatest(extract(epoch FROM clock_timestamp() - last.at), 1);
                width := ceil(least(greatest(per_second * 86400, narrowest), widest));
                IF head >= last.upper THEN
                    start := head::text::numeric + ceil(greatest(per_second * 2, 10000));
                ELSE
                    start := last.upper::text::numeric;
                END IF;
            END IF;
            child := format('events_%s', start);
            EXECUTE format(
                'CREATE TABLE bus.%I (LIKE bus.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', child);
            EXECUTE format(
                'ALTER TABLE bus.events ATTACH PARTITION bus.%I FOR VALUES FROM (%L) TO (%L)',
                child, start, start + width);
            INSERT INTO bus.partitions (name, lower, middle, upper, head)
            VALUES (child, start::text::xid8, ceil(start + width / 2)::text::xid8, (start + width)::text::xid8, head);
            RETURN child;
        EXCEPTION
            -- A long reader holds the default partition, or the head was faster: rows keep going to the default.
            WHEN lock_not_available OR deadlock_detected OR check_violation OR duplicate_table THEN
                RAISE LOG 'bus: no new partition this time (%)', SQLSTATE;
                RETURN NULL;
        END
        $$;

        SELECT bus.ensure_partitions();
        """#
}

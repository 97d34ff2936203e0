extension BusMigrations {
    /// The options of a function that reads the log: the plan is an index walk whatever the statistics say.
    ///
    /// With methods turned off a plan may carry their penalty in its cost, and such a cost alone would have it compiled:
    /// hence no JIT. Each setting costs some eight microseconds a call, so those that could not matter are not here: of two
    /// relations that no equality joins, nothing but nested loops can be made.
    static let readerOptions = """
        LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET jit = off
        SET enable_seqscan = off SET enable_bitmapscan = off
        """

    /// The role that calls a function which runs as its owner.
    static let caller = """
        CASE pg_catalog.current_setting('role') WHEN 'none' THEN session_user
            ELSE pg_catalog.current_setting('role')::pg_catalog.name END
        """

    /// The columns of an event as it is read.
    static let eventColumns = """
        "position" bigint, id uuid, source text, type text, subject text, "time" timestamptz, partitionkey text,
        unit text, actor text, dataschema text, traceparent text, tracestate text, correlationid text, causationid text,
        data json
        """

    /// An event's values after its position, in the order of ``eventColumns``, of a row called `name`.
    ///
    /// A domain as its base type, which is what those columns are.
    static func eventValues(_ name: String) -> String {
        [
            "id", "source::text", "type::text", "subject::text", "time::timestamptz", "partitionkey::text", "unit",
            "actor", "dataschema", "traceparent", "tracestate", "correlationid", "causationid", "data",
        ].map { "\(name).\($0)" }.joined(separator: ", ")
    }

    /// The last row of a reader: it carries no event but where to go on.
    static func lastRow(_ further: String) -> String {
        "until, NULL::uuid, NULL, NULL, NULL, NULL::timestamptz, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL::json, "
            + further
    }

    /// Declarations shared by the readers.
    static let readerVariables = """
        filtered boolean;
        granted_types text[];
        granted_units text[];
        patterns text[];
        scoped_patterns text[];
        subject_patterns text[];
        part int := 0;
        parts int := 1;
        log_head bigint := 0;
        start bigint;
        until bigint;
        low xid8;
        high xid8;
        found_events bigint := 0;
        first_tick_at timestamptz;
        """

    /// The units granted, of a row `g` of `bus.readers`; what belongs to no unit is for those who may read all.
    static let grantedUnits = "CASE WHEN g.scope IS NULL THEN g.units ELSE bus.scoped_units(g.scope, g.role) END"

    /// What a reader does once it knows `after`, `max_events` and what is wanted, the head of the log and what is granted to
    /// the caller.
    ///
    /// `scoped_types` and `scoped_units` are what those may see for whom the caller reads.
    ///
    /// `low` and `high` repeat what each tick says about itself, as plain parameters: they let the executor leave out
    /// partitions before it opens them.
    ///
    /// - Parameter further: the values of each row after those of the event.
    static func readerBody(further: String) -> String {
        """
        IF after > log_head THEN
            PERFORM bus.refuse_ahead(after, log_head);
        END IF;
        IF after < log_head AND max_events > 0 THEN
            filtered := parts > 1 OR wanted_types IS NOT NULL OR wanted_sources IS NOT NULL OR wanted_units IS NOT NULL
                OR wanted_subjects IS NOT NULL OR wanted_data IS NOT NULL
                OR granted_types IS NOT NULL OR granted_units IS NOT NULL
                OR scoped_types IS NOT NULL OR scoped_units IS NOT NULL;
            IF wanted_types IS NOT NULL THEN
                patterns := bus.like_patterns(wanted_types);
            END IF;
            IF wanted_subjects IS NOT NULL THEN
                subject_patterns := bus.like_patterns(wanted_subjects);
            END IF;
            IF granted_types IS NOT NULL THEN
                granted_types := bus.like_patterns(granted_types);
            END IF;
            IF scoped_types IS NOT NULL THEN
                scoped_patterns := bus.like_patterns(scoped_types);
            END IF;
            -- What the ticks tell of must still be there when it is read: without this, a partition that goes in between
            -- takes its events along, and the reader passes over them.
            LOCK TABLE ONLY bus.events IN ACCESS SHARE MODE;
            until := least(log_head, after + CASE WHEN filtered THEN greatest(10000, max_events) ELSE max_events END);
            SELECT min(t.base), min(least(t.lo, t.late[1])), max(t.hi), min(t.at) INTO start, low, high, first_tick_at
            FROM bus.ticks AS t
            WHERE t.base >= (SELECT f.base FROM bus.ticks AS f WHERE f.base <= after ORDER BY f.base DESC LIMIT 1)
                AND t.base < until;
            IF start IS NULL THEN
                PERFORM bus.refuse_expired(after);
            END IF;
            IF current_setting('transaction_isolation') <> 'read committed' THEN
                -- Under a snapshot of its own a reader still sees ticks whose partitions went before it came; a sequence
                -- is seen as it is.
                IF start < (SELECT f.last_value FROM bus.floor AS f) THEN
                    PERFORM bus.refuse_expired(after);
                END IF;
            END IF;
            RETURN QUERY
            SELECT p.position, \(self.eventValues("p")), \(further)
            FROM (
                SELECT t.base + row_number() OVER (PARTITION BY t.base ORDER BY e.seq) AS position, t.base, e.*
                FROM bus.ticks AS t
                CROSS JOIN LATERAL (
                    SELECT e.* FROM bus.events AS e
                    WHERE e.txid >= t.lo AND e.txid < t.hi AND pg_visible_in_snapshot(e.txid, t.snapshot)
                        AND e.txid >= low AND e.txid < high
                    UNION ALL
                    SELECT e.* FROM bus.events AS e
                    WHERE e.txid = ANY (t.late) AND e.seq >= t.first_seq AND e.seq <= t.last_seq
                        AND e.txid >= low AND e.txid < high
                ) AS e
                WHERE t.base >= start AND t.base < until
            ) AS p
            WHERE p.position > after AND p.position <= until
                AND (NOT filtered OR (
                    (parts = 1 OR bus.part(p.partitionkey, parts) = part)
                    AND (patterns IS NULL OR p.type LIKE ANY (patterns))
                    AND (wanted_sources IS NULL OR p.source = ANY (wanted_sources))
                    AND (wanted_units IS NULL OR p.unit = ANY (wanted_units))
                    AND (subject_patterns IS NULL OR p.subject LIKE ANY (subject_patterns))
                    AND (granted_types IS NULL OR p.type LIKE ANY (granted_types))
                    AND (granted_units IS NULL OR p.unit = ANY (granted_units))
                    AND (scoped_patterns IS NULL OR p.type LIKE ANY (scoped_patterns))
                    AND (scoped_units IS NULL OR p.unit = ANY (scoped_units))
                    AND (wanted_data IS NULL OR bus.satisfies(p.data, wanted_data))))
            ORDER BY p.base, p.seq
            LIMIT max_events;
            GET DIAGNOSTICS found_events = ROW_COUNT;
        ELSE
            until := after;
        END IF;
        -- A full page goes on after its last event, any other after what was looked at.
        IF found_events > 0 AND found_events >= max_events THEN
            until := NULL;
        END IF;
        """
    }

    /// Reading the log by position.
    static let reading = """
        -- `scope` is a function that is given the role and tells the units it may read, NULL for all, or refuses. It is
        -- named with its schema, and kept as text: a column of functions would stop pg_upgrade. `reserved` is another, that
        -- tells the first words of names of subscriptions which are not for the role.
        CREATE TABLE bus.readers (
            role name PRIMARY KEY,
            types text[],
            units text[],
            scope text,
            reserved text
        );

        CREATE FUNCTION bus.log_owner() RETURNS name
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$ SELECT pg_get_userbyid(c.relowner) FROM pg_class AS c WHERE c.oid = 'bus.events'::regclass $$;

        -- For roles without a row, which would have all rights: they are those of who owns the log.
        CREATE FUNCTION bus.require_log_owner(role name) RETURNS void
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            IF NOT bus.is_member(role, bus.log_owner()) THEN
                RAISE EXCEPTION 'bus: role % is not a reader', role USING ERRCODE = 'insufficient_privilege';
            END IF;
        END
        $$;

        CREATE FUNCTION bus.scoped_units(scope text, whose text) RETURNS text[]
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            units text[];
        BEGIN
            EXECUTE format('SELECT %s($1)', scope) INTO units USING whose;
            RETURN units;
        END
        $$;

        -- What the scope of an operator says of a subscription; everything where there is none.
        CREATE FUNCTION bus.reach(scope text, subscription text, OUT types text[], OUT units text[])
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            IF scope IS NOT NULL THEN
                EXECUTE format('SELECT r.types, r.units FROM %s($1) AS r', scope) INTO types, units USING subscription;
            END IF;
        END
        $$;

        -- The oldest position that can still be read after.
        CREATE FUNCTION bus.tail() RETURNS bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ SELECT coalesce((SELECT t.base FROM bus.ticks AS t ORDER BY t.tick LIMIT 1), 0) $$;

        -- The same for whoever has an old snapshot: a value that is outside of all transactions.
        CREATE SEQUENCE bus.floor AS bigint MINVALUE 0 START 0;

        CREATE FUNCTION bus.refuse_expired("position" bigint) RETURNS void
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            RAISE EXCEPTION 'bus: position % has expired', position
                USING ERRCODE = 'YZ001',
                DETAIL = (SELECT greatest(bus.tail(), f.last_value)::text FROM bus.floor AS f);
        END
        $$;

        CREATE FUNCTION bus.refuse_ahead("position" bigint, log_head bigint) RETURNS void
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            RAISE EXCEPTION 'bus: position % is ahead of the log', position
                USING ERRCODE = 'YZ002', DETAIL = log_head::text;
        END
        $$;

        -- `scoped_types` and `scoped_units` are for a role that reads for others, of whom each may see less than it does.
        CREATE FUNCTION bus.read(
            after bigint, max_events int, wanted_types text[] = NULL, wanted_sources text[] = NULL,
            wanted_units text[] = NULL, wanted_subjects text[] = NULL, wanted_data jsonb = NULL,
            of_incarnation text = NULL, scoped_types text[] = NULL, scoped_units text[] = NULL
        ) RETURNS TABLE (\(eventColumns), head bigint, incarnation text)
        \(readerOptions)
        AS $$
        #variable_conflict use_column
        DECLARE
        \(readerVariables)
            head_at timestamptz;
            is_reader boolean;
        BEGIN
            SELECT coalesce(t.base + t.n, 0), t.at, g.role IS NOT NULL, g.types, \(grantedUnits)
            INTO log_head, head_at, is_reader, granted_types, granted_units
            FROM (SELECT \(caller) AS role) AS c
            LEFT JOIN LATERAL (SELECT t.base, t.n, t.at FROM bus.ticks AS t ORDER BY t.tick DESC LIMIT 1) AS t ON true
            LEFT JOIN bus.readers AS g ON g.role = c.role;
            IF NOT is_reader THEN
                PERFORM bus.require_log_owner(bus.caller());
            END IF;
            IF of_incarnation IS NOT NULL THEN
                PERFORM bus.require_incarnation(of_incarnation, after);
            END IF;
        \(readerBody(further: "NULL::bigint, NULL::text"))
            -- A tick is not waited for when it is committed. Before a position leaves the database it must be on disk,
            -- or a crash could give it another meaning: a commit of our own takes everything before it there. The
            -- server does so by itself soon (three times wal_writer_delay, which is ten seconds at the most).
            IF found_events > 0 AND head_at > clock_timestamp() - interval '1 minute' AND NOT pg_is_in_recovery() THEN
                IF current_setting('synchronous_commit') = 'off' THEN
                    PERFORM set_config('synchronous_commit', 'local', true);
                END IF;
                PERFORM pg_logical_emit_message(true, 'yizhan', '');
            END IF;
            RETURN QUERY SELECT \(lastRow("log_head, bus.incarnation()"));
        END
        $$;
        """
}

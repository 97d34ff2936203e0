extension BusMigrations {
    /// Durable, named readers of the log.
    ///
    /// `epoch` changes whenever what a consumer remembers about its subscription stops being true: a new filter, a new
    /// place in the log.
    static let subscriptions = """
        CREATE TABLE bus.subscriptions (
            name text PRIMARY KEY CHECK (name <> ''),
            owner name NOT NULL,
            types text[],
            sources text[],
            units text[],
            position bigint NOT NULL CHECK (position >= 0),
            epoch bigint NOT NULL DEFAULT 1,
            paused boolean NOT NULL DEFAULT false,
            created_at timestamptz NOT NULL DEFAULT now(),
            moved_at timestamptz NOT NULL DEFAULT now()
        ) WITH (fillfactor = 50);

        CREATE FUNCTION bus.caller() RETURNS name
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$ SELECT \(caller) $$;

        -- Idempotent: an existing subscription keeps its place, and takes the filter given now. `start` is the position
        -- to read after; NULL is the head as it stands.
        CREATE FUNCTION bus.subscribe(
            subscription text, start bigint = NULL, wanted_types text[] = NULL, wanted_sources text[] = NULL,
            wanted_units text[] = NULL
        ) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            caller name := bus.caller();
            known bus.subscriptions;
        BEGIN
            IF start > bus.head() THEN
                RAISE EXCEPTION 'bus: position % is ahead of the log', start
                    USING ERRCODE = 'YZ002', DETAIL = bus.head()::text;
            END IF;
            INSERT INTO bus.subscriptions (name, owner, types, sources, units, position)
            VALUES (subscription, caller, wanted_types, wanted_sources, wanted_units, coalesce(start, bus.tick()))
            ON CONFLICT (name) DO NOTHING;
            SELECT * INTO known FROM bus.subscriptions AS s WHERE s.name = subscription;
            IF NOT pg_has_role(caller, known.owner, 'MEMBER') THEN
                RAISE EXCEPTION 'bus: subscription % belongs to another role', subscription
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            IF (known.types, known.sources, known.units) IS DISTINCT FROM (wanted_types, wanted_sources, wanted_units) THEN
                UPDATE bus.subscriptions AS s
                SET types = wanted_types, sources = wanted_sources, units = wanted_units, epoch = s.epoch + 1
                WHERE s.name = subscription;
            END IF;
            RETURN known.position;
        END
        $$;

        -- No row at all means that another consumer has the subscription, or that it is paused. `seen` spares a consumer
        -- that has found nothing to do a write: nothing up to there matches, as long as the epoch is the same.
        CREATE FUNCTION bus.fetch(subscription text, max_events int, seen bigint = 0, seen_epoch bigint = 0)
        RETURNS TABLE (\(readerColumns))
        \(readerOptions)
        AS $$
        #variable_conflict use_column
        DECLARE
            known record;
            after bigint;
            wanted_types text[];
            wanted_sources text[];
            wanted_units text[];
            \(readerVariables)
        BEGIN
            SELECT s.position, s.epoch, s.owner, pg_has_role(c.role, s.owner, 'MEMBER') AS is_owner,
                coalesce(t.base + t.n, 0) AS head, g.types AS granted_types, g.units AS granted_units
            INTO known
            FROM (SELECT \(caller) AS role) AS c
            CROSS JOIN bus.subscriptions AS s
            LEFT JOIN LATERAL (SELECT t.base, t.n FROM bus.ticks AS t ORDER BY t.tick DESC LIMIT 1) AS t ON true
            LEFT JOIN bus.readers AS g ON g.role = c.role
            WHERE s.name = subscription;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'bus: there is no subscription %', subscription USING ERRCODE = 'YZ004';
            END IF;
            IF NOT known.is_owner THEN
                RAISE EXCEPTION 'bus: subscription % belongs to another role', subscription
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            log_head := known.head;
            granted_types := known.granted_types;
            granted_units := known.granted_units;
            after := CASE WHEN known.epoch = seen_epoch THEN greatest(known.position, seen) ELSE known.position END;
            IF after < log_head THEN
                SELECT s.position, s.epoch, s.types, s.sources, s.units INTO known
                FROM bus.subscriptions AS s WHERE s.name = subscription AND NOT s.paused
                FOR NO KEY UPDATE SKIP LOCKED;
                IF NOT FOUND THEN
                    RETURN;
                END IF;
                wanted_types := known.types;
                wanted_sources := known.sources;
                wanted_units := known.units;
                after := CASE WHEN known.epoch = seen_epoch THEN greatest(known.position, seen) ELSE known.position END;
                -- Another consumer may have got on since the head was looked at.
                IF after > log_head THEN
                    log_head := bus.head();
                END IF;
            END IF;
            \(readerBody)
            RETURN QUERY SELECT until, NULL::uuid, NULL, NULL, NULL, NULL::timestamptz, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL::json, log_head, known.epoch;
        END
        $$;

        -- Forward only, and only by a consumer whose epoch still holds.
        CREATE FUNCTION bus.acknowledge(subscription text, up_to bigint, of_epoch bigint) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            UPDATE bus.subscriptions AS s SET position = greatest(s.position, up_to), moved_at = clock_timestamp()
            WHERE s.name = subscription AND s.epoch = of_epoch AND up_to <= bus.head()
                AND pg_has_role(bus.caller(), s.owner, 'MEMBER');
            IF NOT FOUND THEN
                RAISE EXCEPTION 'bus: subscription % has changed hands', subscription USING ERRCODE = 'YZ005';
            END IF;
        END
        $$;

        CREATE FUNCTION bus.seek(subscription text, to_position bigint) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            UPDATE bus.subscriptions AS s
            SET position = to_position, epoch = s.epoch + 1, moved_at = clock_timestamp()
            WHERE s.name = subscription AND to_position BETWEEN 0 AND bus.head()
                AND pg_has_role(bus.caller(), s.owner, 'MEMBER');
            IF NOT FOUND THEN
                RAISE EXCEPTION 'bus: subscription % cannot be moved to %', subscription, to_position
                    USING ERRCODE = 'YZ002', DETAIL = bus.head()::text;
            END IF;
        END
        $$;
        """
}

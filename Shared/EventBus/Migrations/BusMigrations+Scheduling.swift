extension BusMigrations {
    /// Events that are to be published at a moment to come.
    static let scheduling = """
        -- Source and id name an event, so that nobody is kept from an id by another who has scheduled the same.
        CREATE TABLE bus.scheduled (
            id uuid NOT NULL,
            due timestamptz NOT NULL CHECK (isfinite(due)),
            role name NOT NULL,
            \(saidColumns),
            created_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (id, source)
        );
        CREATE INDEX scheduled_due ON bus.scheduled (due, id, source);

        -- In the transaction of the change that it belongs to, like publishing. The same id again changes nothing.
        CREATE FUNCTION bus.schedule(
            due timestamptz, \(publisherParameters)
        ) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            event uuid := coalesce(id, gen_random_uuid());
            rule text := (SELECT p.rule FROM bus.publishers AS p WHERE p.role = bus.caller());
            is_known boolean := false;
        BEGIN
            -- Without its id: what was taken back may be scheduled again.
            \(admission(id: "NULL::uuid"))
            INSERT INTO bus.scheduled (id, due, role, \(said))
            VALUES (event, due, bus.caller(), \(publishedValues))
            ON CONFLICT DO NOTHING;
            RETURN event;
        END
        $$;

        -- Whether it was still to be published.
        CREATE FUNCTION bus.unschedule(id uuid) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            DELETE FROM bus.scheduled AS s WHERE s.id = $1 AND bus.may_move(bus.caller(), s.role);
            RETURN FOUND;
        END
        $$;

        -- Whether something is due: asked with every poll, so it must cost next to nothing.
        CREATE FUNCTION bus.is_due() RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ SELECT EXISTS (SELECT FROM bus.scheduled AS s WHERE s.due <= clock_timestamp()) $$;

        -- Publishes what is due, each event once however many processes do this; returns how many.
        CREATE FUNCTION bus.publish_due(max_events int = 500) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            published bigint;
        BEGIN
            WITH due AS (
                DELETE FROM bus.scheduled AS s WHERE (s.id, s.source) IN (
                    SELECT o.id, o.source FROM bus.scheduled AS o WHERE o.due <= clock_timestamp()
                    ORDER BY o.due LIMIT max_events FOR UPDATE SKIP LOCKED)
                RETURNING s.*
            )
            INSERT INTO bus.events (id, \(said))
            SELECT d.id, \(said(of: "d"))
            FROM due AS d ORDER BY d.due, d.id, d.source;
            GET DIAGNOSTICS published = ROW_COUNT;
            RETURN published;
        END
        $$;
        """
}

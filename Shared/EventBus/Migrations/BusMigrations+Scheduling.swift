extension BusMigrations {
    /// Events that are to be published at a moment to come.
    static let scheduling = """
        -- Source and id name an event, so that nobody is kept from an id by another who has scheduled the same.
        -- What the log would refuse is refused when it is scheduled: nothing that is due can fail to be published.
        CREATE TABLE bus.scheduled (
            id uuid NOT NULL,
            due timestamptz NOT NULL CHECK (isfinite(due)),
            role name NOT NULL,
            \(saidColumns),
            created_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (id, source)
        );
        CREATE INDEX scheduled_due ON bus.scheduled (due, id, source);

        -- In the transaction of the change that it belongs to, like publishing. The same id again changes nothing while it
        -- waits; whether it is known once it was published is for the caller's rule to say.
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
            \(admission(id: "event", due: "due"))
            IF NOT is_known THEN
                INSERT INTO bus.scheduled (id, due, role, \(said))
                VALUES (event, due, bus.caller(), \(publishedValues))
                ON CONFLICT DO NOTHING;
            END IF;
            RETURN event;
        END
        $$;

        -- What was taken back may be scheduled again, as something else.
        CREATE FUNCTION bus.forget(role name, source text, id uuid) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            forget text := (SELECT p.forget FROM bus.publishers AS p WHERE p.role = $1);
        BEGIN
            IF forget IS NOT NULL THEN
                EXECUTE format('SELECT %s($1, $2)', forget) USING source, id;
            END IF;
        END
        $$;

        -- Whether it was still to be published.
        CREATE FUNCTION bus.unschedule(id uuid) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            taken record;
        BEGIN
            FOR taken IN
                DELETE FROM bus.scheduled AS s WHERE s.id = $1 AND bus.may_move(bus.caller(), s.role)
                RETURNING s.role, s.source, s.id
            LOOP
                PERFORM bus.forget(taken.role, taken.source, taken.id);
            END LOOP;
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

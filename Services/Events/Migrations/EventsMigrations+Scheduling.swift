extension EventsMigrations {
    /// What integrators want published later, over HTTP.
    ///
    /// As with publishing, functions write under no source but theirs; they are also the service's only way to look at what
    /// waits.
    static let scheduling = """
        -- What has become of it: 'new'; 'scheduled' or 'published' when it was known, by source and id, with the same
        -- content and for the same moment; 'conflicting' when the id is taken.
        CREATE FUNCTION events.schedule(event json, moment timestamptz) RETURNS text
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            given record;
            kept events.published;
            due timestamptz;
        BEGIN
            SELECT x.* INTO given FROM json_to_record(event) AS x (\(givenColumns));
            PERFORM events.require_integrators(ARRAY[given.source]);
            INSERT INTO events.published AS p (source, id, digest, at, due)
            VALUES (given.source, given.id, decode(given.digest, 'hex'), moment, moment) ON CONFLICT DO NOTHING;
            IF FOUND THEN
                INSERT INTO bus.scheduled (id, due, role, source, type, subject, partitionkey, unit, actor, dataschema,
                    traceparent, tracestate, correlationid, causationid, data)
                VALUES (given.id, moment, bus.caller(), given.source, given.type, given.subject, given.partitionkey,
                    given.unit, given.actor, given.dataschema, given.traceparent, given.tracestate,
                    given.correlationid, given.causationid, given.data);
                RETURN 'new';
            END IF;
            SELECT p.* INTO kept FROM events.published AS p WHERE p.source = given.source AND p.id = given.id;
            SELECT s.due INTO due FROM bus.scheduled AS s WHERE s.source = given.source AND s.id = given.id;
            RETURN CASE
                WHEN kept.digest IS DISTINCT FROM decode(given.digest, 'hex') THEN 'conflicting'
                WHEN due IS NULL THEN 'published'
                WHEN due = moment THEN 'scheduled'
                ELSE 'conflicting' END;
        END
        $$;

        -- Whether a source belongs to publishers of this name, as a path has it, in these units; NULL stands for all units,
        -- and no name for whoever looks after the whole.
        CREATE FUNCTION events.is_own(source text, name text, units text[]) RETURNS boolean
        LANGUAGE sql IMMUTABLE
        AS $$
            SELECT name IS NULL OR (starts_with(source, '/integrators/') AND split_part(source, '/', 4) = name
                AND (units IS NULL OR split_part(source, '/', 3) = ANY (units)))
        $$;

        -- What waits to be published, in the order in which it will be.
        CREATE FUNCTION events.scheduled(
            name text, units text[], wanted_id uuid = NULL, wanted_source text = NULL, after_due timestamptz = '-infinity',
            after_id uuid = '00000000-0000-0000-0000-000000000000', after_source text = '', most int = 100
        ) RETURNS SETOF bus.scheduled
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            PERFORM events.require_service();
            RETURN QUERY
                SELECT s.* FROM bus.scheduled AS s
                WHERE (s.due, s.id, s.source) > (after_due, after_id, after_source)
                    AND (wanted_id IS NULL OR s.id = wanted_id) AND (wanted_source IS NULL OR s.source = wanted_source)
                    AND events.is_own(s.source, scheduled.name, scheduled.units)
                ORDER BY s.due, s.id, s.source LIMIT most;
        END
        $$;

        -- Takes one back, and says whether it was in time. Its id is free again.
        CREATE FUNCTION events.unschedule(name text, units text[], id uuid, source text, actor text) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            author text;
        BEGIN
            PERFORM events.require_service();
            DELETE FROM bus.scheduled AS s
            WHERE s.id = id AND s.source = source AND events.is_own(s.source, name, units)
            RETURNING s.actor INTO author;
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            PERFORM events.forget(source, id);
            -- What was another's to say must not vanish without a trace.
            IF author IS DISTINCT FROM actor THEN
                PERFORM bus.note(NULL, 'unschedule', actor, jsonb_build_object('source', source, 'id', id));
            END IF;
            RETURN true;
        END
        $$;
        """
}

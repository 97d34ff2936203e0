extension EventsMigrations {
    /// What is said of an event that is published for an integrator, as the columns of a record made from JSON.
    static let givenColumns = """
        ordinal int, id uuid, source text, type text, subject text, time timestamptz, partitionkey text, unit text,
        actor text, dataschema text, traceparent text, tracestate text, correlationid text, causationid text, data json, digest text
        """

    /// What integrators publish over HTTP.
    ///
    /// The service's role may write to the log under its own source only. What it publishes for others goes through a
    /// function that writes under no source but theirs, so not even a mistake here speaks for another service.
    static let publishing = """
        -- Which events are known: CloudEvents names one by source and id, and a sender that had no answer sends again.
        -- One that was scheduled says for when, and is known from then on for as long as all others.
        CREATE TABLE events.published (
            source text NOT NULL,
            id uuid NOT NULL,
            digest bytea NOT NULL CHECK (length(digest) = 32),
            at timestamptz NOT NULL DEFAULT now(),
            due timestamptz,
            PRIMARY KEY (source, id)
        );
        CREATE INDEX published_at ON events.published (at);

        CREATE FUNCTION events.require_service() RETURNS void
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            IF NOT pg_has_role(bus.caller(), 'yizhan_events', 'MEMBER') THEN
                RAISE EXCEPTION 'events: role % publishes for nobody', bus.caller()
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
        END
        $$;

        CREATE FUNCTION events.require_integrators(sources text[]) RETURNS void
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            PERFORM events.require_service();
            IF EXISTS (SELECT FROM unnest(sources) AS s WHERE starts_with(s, '/integrators/') IS NOT TRUE) THEN
                RAISE EXCEPTION 'events: a source is no integrator''s' USING ERRCODE = 'insufficient_privilege';
            END IF;
        END
        $$;

        -- A row for each event: whether it was known. Further rows name those whose id is taken: by another event
        -- ('content'), or by this one, which is to be published later ('scheduled').
        CREATE FUNCTION events.publish(batch json)
        RETURNS TABLE (ordinal int, known boolean, conflict text)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_column
        BEGIN
            PERFORM events.require_integrators(
                ARRAY(SELECT x.source FROM json_to_recordset(batch) AS x (source text)));
            RETURN QUERY
                WITH input AS MATERIALIZED (
                    SELECT * FROM json_to_recordset(batch) AS x (\(givenColumns))
                ), fresh AS (
                    -- In one order for all, so that two who send the same do not wait for each other.
                    INSERT INTO events.published AS p (source, id, digest)
                    SELECT i.source, i.id, decode(i.digest, 'hex') FROM input AS i ORDER BY i.source, i.id
                    ON CONFLICT DO NOTHING RETURNING p.source, p.id
                ), sent AS (
                    INSERT INTO bus.events (id, source, type, subject, time, partitionkey, unit, actor, dataschema,
                        traceparent, tracestate, correlationid, causationid, data)
                    SELECT i.id, i.source, i.type, i.subject, coalesce(i.time, now()), i.partitionkey, i.unit, i.actor,
                        i.dataschema, i.traceparent, i.tracestate, i.correlationid, i.causationid, i.data
                    FROM input AS i JOIN fresh AS f USING (source, id) ORDER BY i.ordinal
                )
                SELECT i.ordinal, f.id IS NULL, NULL::text FROM input AS i LEFT JOIN fresh AS f USING (source, id);
            -- A statement of its own sees what another transaction has published meanwhile.
            RETURN QUERY
                SELECT i.ordinal, true, CASE WHEN p.digest = decode(i.digest, 'hex') THEN 'scheduled' ELSE 'content' END
                FROM json_to_recordset(batch) AS i (ordinal int, id uuid, source text, digest text)
                JOIN events.published AS p USING (source, id)
                WHERE p.digest <> decode(i.digest, 'hex') OR (p.due IS NOT NULL AND EXISTS (
                    SELECT FROM bus.scheduled AS s WHERE s.id = p.id AND s.source = p.source));
            DELETE FROM events.published AS p USING (
                SELECT o.source, o.id FROM events.published AS o WHERE o.at < now() - interval '30 days'
                ORDER BY o.at LIMIT 100 FOR UPDATE SKIP LOCKED
            ) AS old WHERE p.source = old.source AND p.id = old.id;
        END
        $$;
        """
}

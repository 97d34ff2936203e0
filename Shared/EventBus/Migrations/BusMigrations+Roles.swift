extension BusMigrations {
    /// Least privilege: a publisher inserts under its own source and nothing else, a reader calls functions only.
    static let roles = #"""
        -- `rule` is a function that is given the role, what it says of an event and when that is due (NULL: now), and tells
        -- unit, actor and whether it is known already, or refuses. `forget` is one that is given source and id of an event
        -- that was scheduled and taken back. Both are named with their schemas.
        CREATE TABLE bus.publishers (
            role name PRIMARY KEY,
            source text NOT NULL CHECK (source <> ''),
            rule text,
            forget text
        );

        REVOKE ALL ON ALL TABLES IN SCHEMA bus FROM PUBLIC;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bus FROM PUBLIC;
        ALTER TABLE bus.events ENABLE ROW LEVEL SECURITY;

        CREATE FUNCTION bus.register_publisher(role name, source text) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_column
        BEGIN
            INSERT INTO bus.publishers AS p (role, source) VALUES (register_publisher.role, register_publisher.source)
            ON CONFLICT (role) DO UPDATE SET source = excluded.source;
            EXECUTE format('DROP POLICY IF EXISTS %I ON bus.events', 'publish_' || role);
            EXECUTE format(
                'CREATE POLICY %I ON bus.events FOR INSERT TO %I WITH CHECK (source = %L)',
                'publish_' || role, role, source);
            EXECUTE format('GRANT USAGE ON SCHEMA bus TO %I', role);
            EXECUTE format(
                'GRANT INSERT (id, time, \#(said)) ON bus.events TO %I', role);
            EXECUTE format(
                'GRANT EXECUTE ON FUNCTION bus.tick, bus.head(), bus.ensure_partitions(), bus.publish, bus.schedule,
                    bus.unschedule, bus.is_due, bus.publish_due, bus.adopt, bus.expire TO %I', role);
        END
        $$;

        -- NULL grants everything; events that belong to no unit are for those who may read all.
        CREATE FUNCTION bus.register_reader(role name, types text[] = NULL, units text[] = NULL) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_column
        BEGIN
            INSERT INTO bus.readers AS r (role, types, units)
            VALUES (register_reader.role, register_reader.types, register_reader.units)
            ON CONFLICT (role) DO UPDATE SET types = excluded.types, units = excluded.units;
            EXECUTE format('GRANT USAGE ON SCHEMA bus TO %I', role);
            EXECUTE format(
                'GRANT EXECUTE ON FUNCTION bus.tick, bus.head(), bus.tail(), bus.position_at, bus.incarnation(),
                    bus.ensure_partitions(), bus.is_due, bus.publish_due, bus.adopt, bus.expire, bus.read, bus.subscribe,
                    bus.divide, bus.beat, bus.release, bus.leave, bus.fetch, bus.acknowledge, bus.attempt, bus.fail,
                    bus.park, bus.settle, bus.dead_letters, bus.redrive, bus.discard, bus.receive, bus.ack, bus.nack,
                    bus.extend, bus.pause, bus.seek, bus.replay, bus.end_replays, bus.unsubscribe, bus.status,
                    bus.operations_done, bus.require_incarnation TO %I', role);
        END
        $$;

        -- An operator moves what others own, and erases.
        CREATE FUNCTION bus.register_operator(role name, scope text = NULL) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_column
        BEGIN
            INSERT INTO bus.operators AS o (role, scope) VALUES (register_operator.role, register_operator.scope)
            ON CONFLICT (role) DO UPDATE SET scope = excluded.scope;
            EXECUTE format('GRANT USAGE ON SCHEMA bus TO %I', role);
            EXECUTE format('GRANT EXECUTE ON FUNCTION bus.erase, bus.open_transactions, bus.flow, bus.owner TO %I', role);
        END
        $$;

        -- The source the calling role publishes under.
        CREATE FUNCTION bus.publisher_source() RETURNS text
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            origin text;
        BEGIN
            SELECT p.source INTO origin FROM bus.publishers AS p WHERE p.role = bus.caller();
            IF NOT FOUND THEN
                RAISE EXCEPTION 'bus: role % is not a publisher', bus.caller()
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN origin;
        END
        $$;

        -- For publishers that speak plain SQL: the source is the one registered for the role that calls.
        CREATE FUNCTION bus.publish(
            \#(publisherParameters)
        ) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            event uuid := coalesce(id, gen_random_uuid());
            rule text := (SELECT p.rule FROM bus.publishers AS p WHERE p.role = bus.caller());
            is_known boolean := false;
        BEGIN
            \#(admission(id: "id", due: "NULL::timestamptz"))
            IF NOT is_known THEN
                INSERT INTO bus.events (id, \#(said)) VALUES (event, \#(publishedValues));
            END IF;
            RETURN event;
        END
        $$;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bus FROM PUBLIC;
        REVOKE ALL ON ALL SEQUENCES IN SCHEMA bus FROM PUBLIC;
        """#

    /// Asks the rule of the role that publishes, where it has one.
    static func admission(id: String, due: String) -> String {
        """
        IF rule IS NOT NULL THEN
            EXECUTE format('SELECT * FROM %s($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)', rule)
            INTO unit, actor, is_known
            USING bus.caller(), type, subject, data, partitionkey, unit, actor, dataschema, traceparent, tracestate,
                correlationid, causationid, \(id), \(due);
        END IF;
        """
    }
}

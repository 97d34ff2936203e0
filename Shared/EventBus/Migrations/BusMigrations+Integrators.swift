extension BusMigrations {
    /// Database logins of other systems: less than a service may do, and what they may do is asked for with every call.
    ///
    /// A service's role gets what a consumer in Swift needs, ticks and leases included. A login outside is given none of
    /// that: a transaction that has made a tick and then waits would keep everybody from making the next.
    static let integrators = #"""
        -- `scope` is a function that is given the role and tells the units it may read, NULL for all, or refuses; `rule`
        -- one that is given the role and what it says of an event, and tells unit, actor and whether it is known already,
        -- or refuses. Both are named with their schema. Kept as text: a column of functions would stop pg_upgrade.
        ALTER TABLE bus.readers ADD COLUMN scope text;
        ALTER TABLE bus.publishers ADD COLUMN rule text;

        CREATE FUNCTION bus.scoped_units(scope text, role name) RETURNS text[]
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            units text[];
        BEGIN
            EXECUTE format('SELECT %s($1)', scope) INTO units USING role;
            RETURN units;
        END
        $$;

        \#(readFunction(.scoped))

        \#(fetchFunction(.scoped))

        -- Whether a role may move what another owns; nobody is a member of a role that is gone.
        CREATE OR REPLACE FUNCTION bus.may_move(caller name, owner name) RETURNS boolean
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT caller = owner
                OR EXISTS (
                    SELECT FROM pg_roles AS r WHERE r.rolname = owner AND pg_has_role(caller, r.oid, 'MEMBER'))
                OR EXISTS (SELECT FROM bus.operators AS o WHERE o.role = caller)
        $$;

        CREATE OR REPLACE FUNCTION bus.publish(
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
            \#(admission(id: "id"))
            IF NOT is_known THEN
                INSERT INTO bus.events (id, \#(said)) VALUES (event, \#(publishedValues));
            END IF;
            RETURN event;
        END
        $$;

        CREATE OR REPLACE FUNCTION bus.schedule(
            due timestamptz, \#(publisherParameters)
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
            \#(admission(id: "NULL::uuid"))
            INSERT INTO bus.scheduled (id, due, role, \#(said))
            VALUES (event, due, bus.caller(), \#(publishedValues))
            ON CONFLICT DO NOTHING;
            RETURN event;
        END
        $$;

        -- Takes everything on the bus from a role, also what it has scheduled; its subscriptions keep their places.
        CREATE FUNCTION bus.unregister(role name) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            DELETE FROM bus.readers AS r WHERE r.role = unregister.role;
            DELETE FROM bus.publishers AS p WHERE p.role = unregister.role;
            DELETE FROM bus.scheduled AS s WHERE s.role = unregister.role;
            IF EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = unregister.role) THEN
                EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bus FROM %I', role);
                EXECUTE format('REVOKE ALL ON SCHEMA bus FROM %I', role);
            END IF;
        END
        $$;

        -- `source` makes it a publisher too.
        CREATE FUNCTION bus.register_integrator(
            role name, types text[], scope text, source text = NULL, rule text = NULL
        ) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        BEGIN
            PERFORM bus.unregister(role);
            INSERT INTO bus.readers AS r (role, types, scope) VALUES (role, types, scope);
            EXECUTE format('GRANT USAGE ON SCHEMA bus TO %I', role);
            EXECUTE format(
                'GRANT EXECUTE ON FUNCTION bus.head(), bus.tail(), bus.position_at, bus.incarnation(), bus.read,
                    bus.subscribe, bus.divide, bus.receive, bus.ack, bus.nack, bus.extend, bus.pause, bus.seek, bus.replay,
                    bus.unsubscribe, bus.status, bus.dead_letters, bus.redrive, bus.discard TO %I', role);
            IF source IS NOT NULL THEN
                INSERT INTO bus.publishers AS p (role, source, rule) VALUES (role, source, rule);
                EXECUTE format('GRANT EXECUTE ON FUNCTION bus.publish, bus.schedule, bus.unschedule TO %I', role);
            END IF;
        END
        $$;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bus FROM PUBLIC;
        """#

    /// Asks the rule of the role that publishes, where it has one.
    private static func admission(id: String) -> String {
        """
        IF rule IS NOT NULL THEN
            EXECUTE format('SELECT * FROM %s($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)', rule)
            INTO unit, actor, is_known
            USING bus.caller(), type, subject, data, partitionkey, unit, actor, dataschema, traceparent, correlationid,
                causationid, \(id);
        END IF;
        """
    }
}

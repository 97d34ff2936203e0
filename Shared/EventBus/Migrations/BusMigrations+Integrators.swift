extension BusMigrations {
    /// Database logins of other systems: less than a service may do, and what they may do is asked for with every call.
    ///
    /// A service's role gets what a consumer in Swift needs, ticks and leases included. A login outside is given none of
    /// that: a transaction that has made a tick and then waits would keep everybody from making the next.
    static let integrators = #"""
        -- Takes everything on the bus from a role, also what it has scheduled; its subscriptions keep their places.
        CREATE FUNCTION bus.unregister(role name) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            taken record;
        BEGIN
            FOR taken IN
                DELETE FROM bus.scheduled AS s WHERE s.role = unregister.role RETURNING s.source, s.id
            LOOP
                PERFORM bus.forget(role, taken.source, taken.id);
            END LOOP;
            DELETE FROM bus.readers AS r WHERE r.role = unregister.role;
            DELETE FROM bus.publishers AS p WHERE p.role = unregister.role;
            IF EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = unregister.role) THEN
                EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bus FROM %I', role);
                EXECUTE format('REVOKE ALL ON SCHEMA bus FROM %I', role);
            END IF;
        END
        $$;

        -- `source` makes it a publisher too; `scope`, `rule`, `reserved` and `forget` are functions (see the tables).
        CREATE FUNCTION bus.register_integrator(
            role name, types text[], scope text, source text = NULL, rule text = NULL, reserved text = NULL,
            forget text = NULL
        ) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        BEGIN
            PERFORM bus.unregister(role);
            INSERT INTO bus.readers AS r (role, types, scope, reserved) VALUES (role, types, scope, reserved);
            EXECUTE format('GRANT USAGE ON SCHEMA bus TO %I', role);
            EXECUTE format(
                'GRANT EXECUTE ON FUNCTION bus.head(), bus.tail(), bus.position_at, bus.incarnation(), bus.read,
                    bus.subscribe, bus.divide, bus.receive, bus.ack, bus.nack, bus.extend, bus.pause, bus.seek, bus.replay,
                    bus.unsubscribe, bus.status, bus.dead_letters, bus.redrive, bus.discard TO %I', role);
            IF source IS NOT NULL THEN
                INSERT INTO bus.publishers AS p (role, source, rule, forget) VALUES (role, source, rule, forget);
                EXECUTE format('GRANT EXECUTE ON FUNCTION bus.publish, bus.schedule, bus.unschedule TO %I', role);
            END IF;
        END
        $$;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bus FROM PUBLIC;
        """#
}

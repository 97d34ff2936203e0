extension EventsMigrations {
    /// Whose the subscriptions of integrators are: an account's, of a unit.
    ///
    /// Another token by the same name is the same account, and whoever administers the unit can hand it over, so that it goes
    /// on when people and tokens change.
    static let subscriptions = """
        CREATE TABLE events.subscriptions (
            name text PRIMARY KEY,
            unit text NOT NULL REFERENCES identity.units (code),
            holder text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        );

        -- Gives one to another account; it keeps its place.
        CREATE FUNCTION events.hand_over(subscription text, account text, actor text) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            PERFORM events.require_service();
            UPDATE events.subscriptions AS s SET holder = account WHERE s.name = subscription;
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            PERFORM bus.note(subscription, 'hand-over', actor, jsonb_build_object('to', account));
            RETURN true;
        END
        $$;

        -- The units whose events are for somebody of a unit: it and all below it, NULL for all.
        CREATE FUNCTION events.units_below(unit text) RETURNS text[]
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$ SELECT CASE WHEN unit <> 'university' THEN ARRAY(SELECT identity.below(unit)) END $$;

        -- What a subscription may receive: looked up with every batch, so that a unit that is made, moved or dated counts at
        -- once, and a token that is limited. The service's own subscriptions stand in no row, and receive all.
        CREATE FUNCTION events.received(subscription text, OUT types text[], OUT units text[])
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT events.types_of(s.holder, s.unit), events.units_below(s.unit)
            FROM events.subscriptions AS s WHERE s.name = $1
        $$;
        """
}

extension EventsMigrations {
    /// Whose the subscriptions of integrators are: units, so that they go on when people and tokens change.
    static let subscriptions = """
        CREATE TABLE events.subscriptions (
            name text PRIMARY KEY,
            unit text NOT NULL REFERENCES identity.units (code),
            created_by text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        );

        -- The units whose events a subscription receives, NULL for all: looked up with every batch, so that a unit that is
        -- made, moved or dated counts at once. The service's own subscriptions stand in no row, and receive all.
        CREATE FUNCTION events.units_received(subscription text) RETURNS text[]
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT CASE WHEN s.unit <> 'university' THEN ARRAY(SELECT identity.below(s.unit)) END
            FROM events.subscriptions AS s WHERE s.name = $1
        $$;
        """
}

extension EventsMigrations {
    /// Whose the subscriptions of integrators are: units, so that they go on when people and tokens change.
    static let subscriptions = """
        CREATE TABLE events.subscriptions (
            name text PRIMARY KEY,
            unit text NOT NULL REFERENCES identity.units (code),
            created_by text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        );
        """
}

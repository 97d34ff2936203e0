extension EventsMigrations {
    static let webhooks = """
        CREATE TABLE events.webhooks (
            id uuid PRIMARY KEY,
            name text NOT NULL,
            unit text NOT NULL REFERENCES identity.units (code),
            url text NOT NULL,
            filters json NOT NULL,
            payload text NOT NULL CHECK (payload IN ('full', 'thin')),
            signature text NOT NULL CHECK (signature IN ('hmac', 'ed25519')),
            rate int NOT NULL CHECK (rate BETWEEN 1 AND 60000),
            concurrency int NOT NULL CHECK (concurrency BETWEEN 1 AND 50),
            -- Names can be read; the values only with the key.
            header_names text[] NOT NULL DEFAULT '{}',
            headers bytea,
            headers_key text,
            state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'disabled')),
            reason text CHECK (reason IN ('gone', 'failing')),
            -- Only what comes after this position is sent by itself.
            since_position bigint NOT NULL,
            version bigint NOT NULL DEFAULT 1 CHECK (version > 0),
            created_at timestamptz NOT NULL DEFAULT now(),
            created_by text NOT NULL,
            updated_at timestamptz NOT NULL DEFAULT now(),
            updated_by text NOT NULL,
            CHECK ((state = 'disabled') = (reason IS NOT NULL)),
            CHECK (num_nonnulls(headers, headers_key) <> 1)
        );
        CREATE INDEX webhooks_unit ON events.webhooks (unit);

        -- What every delivery changes, apart from what people edit. Its lock is the right to hand out deliveries.
        CREATE TABLE events.webhook_pace (
            webhook uuid PRIMARY KEY REFERENCES events.webhooks (id) ON DELETE CASCADE,
            next_at timestamptz NOT NULL DEFAULT '-infinity',
            failing_since timestamptz
        ) WITH (fillfactor = 50);

        -- The newest signs, and so do those before it until they expire.
        CREATE TABLE events.webhook_secrets (
            id uuid PRIMARY KEY,
            webhook uuid NOT NULL REFERENCES events.webhooks (id) ON DELETE CASCADE,
            secret bytea NOT NULL,
            secret_key text NOT NULL,
            public_key text,
            created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            expires_at timestamptz
        );
        CREATE INDEX webhook_secrets_webhook ON events.webhook_secrets (webhook, created_at);
        """
}

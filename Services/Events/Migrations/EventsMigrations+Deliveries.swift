extension EventsMigrations {
    static let deliveries = """
        -- An event on its way to a webhook. The event itself is read from the log when it is sent, so that there is no
        -- second copy of anybody's data; only a test, which is not in the log, carries its own.
        CREATE TABLE events.deliveries (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            webhook uuid NOT NULL REFERENCES events.webhooks (id) ON DELETE CASCADE,
            event uuid NOT NULL,
            position bigint,
            type text NOT NULL,
            test json,
            state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
            attempts int NOT NULL DEFAULT 0,
            -- Attempts since it was last sent by hand: the schedule begins anew then.
            tries int NOT NULL DEFAULT 0,
            due_at timestamptz NOT NULL,
            -- While a process is sending it; after that it is due again.
            leased_until timestamptz,
            status int,
            failure text,
            -- Of an event whose payload was erased nothing is kept that was sent or answered.
            is_erased boolean NOT NULL DEFAULT false,
            created_at timestamptz NOT NULL DEFAULT now(),
            finished_at timestamptz,
            CHECK ((position IS NULL) = (test IS NOT NULL)),
            CHECK ((state = 'pending') = (finished_at IS NULL)),
            UNIQUE (webhook, event)
        ) WITH (fillfactor = 80);
        CREATE INDEX deliveries_due ON events.deliveries (webhook, due_at) WHERE state = 'pending';
        CREATE INDEX deliveries_leased ON events.deliveries (webhook, leased_until) WHERE leased_until IS NOT NULL;
        CREATE INDEX deliveries_webhook ON events.deliveries (webhook, id);
        CREATE INDEX deliveries_created_at ON events.deliveries (created_at);

        -- What was sent and what was answered, cut to a few thousand bytes.
        CREATE TABLE events.delivery_attempts (
            delivery bigint NOT NULL REFERENCES events.deliveries (id) ON DELETE CASCADE,
            number int NOT NULL,
            at timestamptz NOT NULL,
            milliseconds int NOT NULL,
            url text NOT NULL,
            address text,
            request_headers json NOT NULL,
            request_body text NOT NULL,
            status int,
            failure text,
            response_headers json,
            response_body text,
            PRIMARY KEY (delivery, number)
        );
        """
}

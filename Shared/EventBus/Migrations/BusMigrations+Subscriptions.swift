extension BusMigrations {
    /// Whether the word of a worker `w` that it is alive still holds.
    ///
    /// A word from the time to come is none: the clock was set back since, and by it the word of one that has died might
    /// hold for hours. Who lives soon says so again.
    static let isAlive =
        "w.until > clock_timestamp() AND w.since < clock_timestamp() + interval '10 seconds'"

    /// How fast a slot `l` gets on, in positions a second: a mean that fades with a time constant of a minute, as load
    /// averages do.
    ///
    /// It stands in a row that is written anyway and fades by the time since then, so that nothing is done for it while
    /// nothing happens. What has faded below notice is zero: the floating-point numbers below it end in an error.
    static let pace = """
        CASE WHEN l.pace > 1e-6 THEN l.pace * exp(
            -least(greatest(extract(epoch FROM clock_timestamp() - l.moved_at)::float8, 0), 600) / 60) ELSE 0 END
        """

    /// What becomes of a slot `l` that gets on to a position.
    static func moved(to position: String) -> String {
        """
        position = \(position), pace = \(pace) + (\(position) - l.position) / 60::float8, moved_at = clock_timestamp()
        """
    }

    /// What a slot keeps of a receipt, once that stands for nothing any more.
    static let nothingReceived = "fetched = NULL, delivered = NULL, is_retry = false"

    /// Durable, named readers of the log, and the slots their work is divided into.
    ///
    /// A slot reads the whole log and takes the keys that fall to its part, so the order of one key is kept whatever the
    /// number of workers. Success writes nothing but the slot's position; only failures have rows (see ``failures``).
    static let subscriptions = """
        -- Ownership of a slot changes with its epoch; drawn from one sequence, an epoch names one lease of one slot.
        CREATE SEQUENCE bus.epochs;

        CREATE TABLE bus.subscriptions (
            name text PRIMARY KEY CHECK (octet_length(name) BETWEEN 1 AND 200 AND name !~ '[[:cntrl:]]'),
            owner name NOT NULL,
            types text[],
            sources text[],
            units text[],
            subjects text[],
            data jsonb,
            attempts int NOT NULL DEFAULT 8 CHECK (attempts BETWEEN 1 AND 1000),
            first_wait interval NOT NULL DEFAULT '1 second' CHECK (first_wait >= '0'),
            longest_wait interval NOT NULL DEFAULT '1 hour' CHECK (longest_wait >= first_wait),
            blocks_key boolean NOT NULL DEFAULT false,
            paused boolean NOT NULL DEFAULT false,
            suspended_at timestamptz,
            created_at timestamptz NOT NULL DEFAULT now()
        );

        -- A slot has what lies behind `since`; `upto` ends it: that of a replay, or of a division that was replaced. `begun_at`
        -- is when it was put where it began. `trying` is the event that is being handled alone; whoever dies meanwhile has
        -- died of it. What a receipt stands for: `delivered` are the positions that were handed out, `fetched` how far to go
        -- on once they are done with, unless it `is_retry`: failed events that came again. After those it `owes_log` a turn.
        -- How many events were `acknowledged` and `refused` by receipt is for whoever looks after receivers elsewhere.
        CREATE TABLE bus.slots (
            subscription text NOT NULL REFERENCES bus.subscriptions ON DELETE CASCADE ON UPDATE CASCADE,
            slot int NOT NULL,
            part int NOT NULL,
            parts int NOT NULL CHECK (parts BETWEEN 1 AND 256 AND part BETWEEN 0 AND parts - 1),
            since bigint NOT NULL,
            position bigint NOT NULL CHECK (position >= 0),
            upto bigint,
            is_replay boolean NOT NULL DEFAULT false,
            epoch bigint NOT NULL DEFAULT nextval('bus.epochs'),
            holder uuid,
            trying bigint,
            strikes int NOT NULL DEFAULT 0,
            fetched bigint,
            delivered bigint[],
            is_retry boolean NOT NULL DEFAULT false,
            owes_log boolean NOT NULL DEFAULT false,
            acknowledged bigint NOT NULL DEFAULT 0,
            refused bigint NOT NULL DEFAULT 0,
            begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            pace double precision NOT NULL DEFAULT 0,
            PRIMARY KEY (subscription, slot),
            CHECK (NOT is_replay OR upto IS NOT NULL)
        ) WITH (fillfactor = 50);

        -- Who is alive, by the server's clock. Unlogged: after a crash of the server nobody holds anything, and whoever
        -- lives says so again.
        CREATE UNLOGGED TABLE bus.workers (
            id uuid PRIMARY KEY,
            subscription text NOT NULL,
            label text,
            is_receipt boolean NOT NULL DEFAULT false,
            since timestamptz NOT NULL DEFAULT clock_timestamp(),
            until timestamptz NOT NULL
        ) WITH (fillfactor = 50);
        CREATE INDEX workers_subscription ON bus.workers (subscription);

        -- `scope` is a function that is given the name of a subscription of this role and tells the types and the units of
        -- events that it may receive, as OUT parameters of these names, NULL for all: an operator that subscribes for
        -- others, whose rights change. Named with its schema.
        CREATE TABLE bus.operators (
            role name PRIMARY KEY,
            scope text
        );

        -- What was done to subscriptions, dead letters and events, by whom.
        CREATE TABLE bus.operations (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at timestamptz NOT NULL DEFAULT clock_timestamp(),
            role name NOT NULL,
            actor text,
            subscription text,
            operation text NOT NULL,
            detail jsonb
        );
        -- What was erased: asked for with every failure.
        CREATE INDEX operations_erased ON bus.operations ((detail -> 'position')) WHERE operation = 'erase';

        CREATE FUNCTION bus.caller() RETURNS name
        LANGUAGE sql STABLE
        AS $$ SELECT \(caller) $$;

        -- Whether a role is another, or a member of it. Nobody is a member of a role that is gone.
        CREATE FUNCTION bus.is_member(caller name, owner name) RETURNS boolean
        LANGUAGE sql STABLE
        AS $$
            SELECT caller = owner OR EXISTS (
                SELECT FROM pg_catalog.pg_roles AS r
                WHERE r.rolname = owner AND pg_catalog.pg_has_role(caller, r.oid, 'MEMBER'))
        $$;

        -- Whether a role may move what another owns.
        -- Asked for with every batch, nearly always by the owner: answered without a look at any table. No settings of
        -- its own, which would cost as much again; whoever calls it has them.
        CREATE FUNCTION bus.may_move(caller name, owner name) RETURNS boolean
        LANGUAGE plpgsql STABLE
        AS $$
        BEGIN
            IF caller = owner THEN
                RETURN true;
            END IF;
            RETURN bus.is_member(caller, owner) OR EXISTS (SELECT FROM bus.operators AS o WHERE o.role = caller);
        END
        $$;

        CREATE FUNCTION bus.refuse_foreign(subscription text) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            RAISE EXCEPTION 'bus: subscription % belongs to another role', subscription
                USING ERRCODE = 'insufficient_privilege';
        END
        $$;

        -- Whose a subscription is, if it exists.
        CREATE FUNCTION bus.owner(subscription text) RETURNS name
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ SELECT s.owner FROM bus.subscriptions AS s WHERE s.name = $1 $$;

        -- The subscription of that name, if the caller may move it.
        CREATE FUNCTION bus.own(subscription text) RETURNS bus.subscriptions
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            known bus.subscriptions;
        BEGIN
            SELECT * INTO known FROM bus.subscriptions AS s WHERE s.name = subscription;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'bus: there is no subscription %', subscription USING ERRCODE = 'YZ004';
            END IF;
            IF NOT bus.may_move(bus.caller(), known.owner) THEN
                PERFORM bus.refuse_foreign(subscription);
            END IF;
            RETURN known;
        END
        $$;

        -- Wakes the workers of a subscription, wherever they are: something other than the log has changed. Where the queue
        -- of notifications is full, which would undo what has changed, they find out when they say that they live.
        CREATE FUNCTION bus.wake(subscription text) RETURNS void
        LANGUAGE sql SET search_path = pg_catalog, pg_temp
        AS $$ SELECT pg_notify('yizhan_work', subscription) WHERE pg_notification_queue_usage() < 0.99 $$;

        CREATE FUNCTION bus.note(subscription text, operation text, actor text, detail jsonb = NULL) RETURNS void
        LANGUAGE sql SET search_path = pg_catalog, pg_temp
        AS $$
            INSERT INTO bus.operations (role, actor, subscription, operation, detail)
            VALUES (bus.caller(), actor, subscription, operation, detail)
        $$;

        -- Refuses a name that is not for the calling role: those of services begin with theirs and a dot.
        CREATE FUNCTION bus.require_free(subscription text) RETURNS void
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            reserved text;
            words text[];
        BEGIN
            SELECT r.reserved INTO reserved FROM bus.readers AS r WHERE r.role = bus.caller();
            IF NOT FOUND THEN
                PERFORM bus.require_log_owner(bus.caller());
            END IF;
            IF reserved IS NULL THEN
                RETURN;
            END IF;
            EXECUTE format('SELECT %s()', reserved) INTO words;
            IF split_part(subscription, '.', 1) = ANY (words) THEN
                RAISE EXCEPTION 'bus: subscription must not begin with a service''s name and a dot: %', subscription
                    USING ERRCODE = 'YZ007', COLUMN = 'subscription', HINT = 'subscription 第一个点之前不能是各服务的名称';
            END IF;
        END
        $$;

        -- Without a slot a subscription would receive nothing, and could not be divided anew.
        CREATE FUNCTION bus.require_slots(wanted_slots int) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            IF (wanted_slots BETWEEN 1 AND 256) IS NOT TRUE THEN
                RAISE EXCEPTION 'bus: slots must be between 1 and 256'
                    USING ERRCODE = 'YZ007', COLUMN = 'slots', HINT = 'slots 应在 1 到 256 之间';
            END IF;
        END
        $$;

        -- Idempotent: an existing subscription keeps its place, and takes what is declared now. `start` is the position
        -- to read after; NULL is the head as it stands.
        CREATE FUNCTION bus.subscribe(
            subscription text, start bigint = NULL, wanted_types text[] = NULL, wanted_sources text[] = NULL,
            wanted_units text[] = NULL, wanted_subjects text[] = NULL, wanted_data jsonb = NULL, wanted_slots int = 1,
            max_attempts int = 8, first_wait interval = '1 second', longest_wait interval = '1 hour',
            blocks_key boolean = false, actor text = NULL
        ) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            known bus.subscriptions;
            begins bigint;
            is_new boolean;
        BEGIN
            PERFORM bus.require_conditions(wanted_data);
            PERFORM bus.require_slots(wanted_slots);
            IF start > bus.head() THEN
                PERFORM bus.refuse_ahead(start, bus.head());
            END IF;
            -- A row that this transaction has just made is taken for an old one: the tick below needs a transaction that
            -- has not written yet.
            SELECT * INTO known FROM bus.subscriptions AS s WHERE s.name = subscription;
            is_new := NOT FOUND;
            IF is_new THEN
                PERFORM bus.require_free(subscription);
                -- A login from outside makes no tick: everybody would wait for its transaction.
                begins := coalesce(start, CASE
                    WHEN has_function_privilege(bus.caller(), 'bus.tick(boolean)', 'EXECUTE') THEN bus.tick()
                    ELSE bus.head() END);
                INSERT INTO bus.subscriptions AS s (name, owner, types, sources, units, subjects, data, attempts,
                    first_wait, longest_wait, blocks_key)
                VALUES (subscription, bus.caller(), wanted_types, wanted_sources, wanted_units, wanted_subjects,
                    wanted_data, max_attempts, first_wait, longest_wait, blocks_key)
                ON CONFLICT DO NOTHING;
                is_new := FOUND;
            END IF;
            known := bus.own(subscription);
            -- An operator moves what others own, but does not make it its own, nor give it another filter.
            IF NOT bus.is_member(bus.caller(), known.owner) THEN
                PERFORM bus.refuse_foreign(subscription);
            END IF;
            IF is_new THEN
                INSERT INTO bus.slots (subscription, slot, part, parts, since, position)
                SELECT subscription, n + 1, n, wanted_slots, begins, begins FROM generate_series(0, wanted_slots - 1) AS n;
                PERFORM bus.note(subscription, 'subscribe', actor, jsonb_build_object('after', begins));
                RETURN begins;
            END IF;
            IF (known.types, known.sources, known.units, known.subjects, known.data)
                IS DISTINCT FROM (wanted_types, wanted_sources, wanted_units, wanted_subjects, wanted_data)
            THEN
                -- Whoever has read with the old filter is fenced off.
                UPDATE bus.slots AS l SET epoch = nextval('bus.epochs'), holder = NULL WHERE l.subscription = subscription;
                PERFORM bus.note(subscription, 'filter', actor, jsonb_build_object(
                    'types', wanted_types, 'sources', wanted_sources, 'units', wanted_units, 'subjects', wanted_subjects,
                    'data', wanted_data));
                PERFORM bus.wake(subscription);
            END IF;
            UPDATE bus.subscriptions AS s
            SET types = wanted_types, sources = wanted_sources, units = wanted_units, subjects = wanted_subjects,
                data = wanted_data, attempts = max_attempts, first_wait = subscribe.first_wait,
                longest_wait = subscribe.longest_wait, blocks_key = subscribe.blocks_key
            WHERE s.name = subscription
                AND (s.types, s.sources, s.units, s.subjects, s.data, s.attempts, s.first_wait, s.longest_wait,
                    s.blocks_key)
                IS DISTINCT FROM (wanted_types, wanted_sources, wanted_units, wanted_subjects, wanted_data,
                    max_attempts, subscribe.first_wait, subscribe.longest_wait, subscribe.blocks_key);
            IF (known.attempts, known.first_wait, known.longest_wait, known.blocks_key)
                IS DISTINCT FROM (max_attempts, first_wait, longest_wait, blocks_key)
            THEN
                PERFORM bus.note(subscription, 'policy', actor, jsonb_build_object(
                    'attempts', max_attempts, 'first_wait', first_wait, 'longest_wait', longest_wait,
                    'blocks_key', blocks_key));
            END IF;
            PERFORM bus.divide(subscription, wanted_slots, actor);
            RETURN bus.place(subscription);
        END
        $$;

        -- Up to where a subscription is done with the log, replays aside.
        CREATE FUNCTION bus.place(subscription text) RETURNS bigint
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$ SELECT min(l.position) FROM bus.slots AS l WHERE l.subscription = $1 AND NOT l.is_replay $$;

        -- Divides the work anew. The slots of today finish what lies before the head; those of tomorrow begin there, and
        -- only when all of today's are through, so no key is ever in two hands. If those of yesterday are not through yet,
        -- today's come first: none of them is extended, because others of its division may have ended already.
        CREATE FUNCTION bus.divide(subscription text, wanted_slots int, actor text = NULL) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            border bigint;
            last int;
        BEGIN
            PERFORM bus.own(subscription);
            PERFORM bus.require_slots(wanted_slots);
            PERFORM FROM bus.subscriptions AS s WHERE s.name = subscription FOR NO KEY UPDATE;
            IF (SELECT count(*) FROM bus.slots AS l
                WHERE l.subscription = subscription AND NOT l.is_replay AND l.upto IS NULL) = wanted_slots
            THEN
                RETURN;
            END IF;
            -- Nobody who reads on may pass the border before it is drawn.
            PERFORM FROM bus.slots AS l WHERE l.subscription = subscription FOR UPDATE;
            SELECT greatest(bus.head(), max(l.position)), max(l.slot) INTO border, last
            FROM bus.slots AS l WHERE l.subscription = subscription;
            UPDATE bus.slots AS l SET upto = border
            WHERE l.subscription = subscription AND NOT l.is_replay AND l.upto IS NULL;
            INSERT INTO bus.slots (subscription, slot, part, parts, since, position)
            SELECT subscription, last + n + 1, n, wanted_slots, border, border FROM generate_series(0, wanted_slots - 1) AS n;
            DELETE FROM bus.slots AS l
            WHERE l.subscription = subscription AND NOT l.is_replay AND l.position >= l.upto;
            PERFORM bus.note(subscription, 'divide', actor, jsonb_build_object('slots', wanted_slots, 'from', border));
            PERFORM bus.wake(subscription);
        END
        $$;
        """
}

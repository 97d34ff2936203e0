extension BusMigrations {
    /// Whether a failed event may still be read: by the types and units granted to a role, and by those that a subscription
    /// is limited to.
    private static func isReadable(_ failure: String, by grants: String = "") -> String {
        """
        (\(grants)granted_types IS NULL OR \(failure).type LIKE ANY (bus.like_patterns(\(grants)granted_types)))
        AND (\(grants)granted_units IS NULL OR coalesce(\(failure).unit = ANY (\(grants)granted_units), false))
        AND (\(grants)scoped_types IS NULL OR \(failure).type LIKE ANY (bus.like_patterns(\(grants)scoped_types)))
        AND (\(grants)scoped_units IS NULL OR coalesce(\(failure).unit = ANY (\(grants)scoped_units), false))
        """
    }

    /// Events that a subscription could not handle: they wait for another attempt, or for an operator as dead letters.
    ///
    /// Each carries the event itself, so a dead letter outlives the log's retention.
    static let failures = """
        -- `waiting` rows stand behind an earlier failure of their key, in a subscription that keeps keys in order.
        CREATE TABLE bus.failures (
            subscription text NOT NULL REFERENCES bus.subscriptions ON DELETE CASCADE ON UPDATE CASCADE,
            position bigint NOT NULL,
            state text NOT NULL CHECK (state IN ('retrying', 'waiting', 'dead')),
            attempts int NOT NULL,
            next_at timestamptz NOT NULL DEFAULT 'infinity',
            first_failed_at timestamptz,
            last_failed_at timestamptz,
            last_error text,
            id uuid NOT NULL,
            time timestamptz NOT NULL,
            \(saidColumns),
            PRIMARY KEY (subscription, position)
        );
        CREATE INDEX failures_due ON bus.failures (subscription, next_at) WHERE state = 'retrying';
        CREATE INDEX failures_key ON bus.failures (subscription, partitionkey, position);
        CREATE INDEX failures_dead ON bus.failures (last_failed_at) WHERE state = 'dead';

        -- The one event at a position.
        CREATE FUNCTION bus.event_at("position" bigint) RETURNS SETOF bus.events
        \(readerOptions)
        AS $$
        #variable_conflict use_variable
        DECLARE
            tick bus.ticks;
        BEGIN
            SELECT * INTO tick FROM bus.ticks AS t WHERE t.base < position ORDER BY t.base DESC LIMIT 1;
            RETURN QUERY
            SELECT e.* FROM (
                SELECT e.* FROM bus.events AS e
                WHERE e.txid >= tick.lo AND e.txid < tick.hi AND pg_visible_in_snapshot(e.txid, tick.snapshot)
                UNION ALL
                SELECT e.* FROM bus.events AS e
                WHERE e.txid = ANY (tick.late) AND e.seq >= tick.first_seq AND e.seq <= tick.last_seq
                    AND e.txid >= tick.late[1]
            ) AS e
            ORDER BY e.seq OFFSET position - tick.base - 1 LIMIT 1;
        END
        $$;

        -- The same, held as it is until the transaction ends: what is copied of it must not outlive its erasure.
        CREATE FUNCTION bus.hold_event("position" bigint) RETURNS SETOF bus.events
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            event bus.events;
        BEGIN
            SELECT e.* INTO event FROM bus.event_at($1) AS e;
            RETURN QUERY SELECT e.* FROM bus.events AS e WHERE e.txid = event.txid AND e.seq = event.seq FOR SHARE;
        END
        $$;

        -- Notes that an event could not be handled, and returns what becomes of it: `retrying` or `dead`. The worker
        -- acknowledges it in the same transaction. One that `is_final` is not tried again.
        CREATE FUNCTION bus.fail(
            subscription text, slot int, of_epoch bigint, "position" bigint, reason text, retry_in interval = NULL,
            is_final boolean = false
        ) RETURNS text
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            known bus.subscriptions := bus.own(subscription);
            event bus.events;
            made int;
            fate text;
            due timestamptz := 'infinity';
        BEGIN
            PERFORM bus.require_lease(subscription, slot, of_epoch);
            SELECT e.* INTO event FROM bus.hold_event(position) AS e;
            SELECT f.attempts INTO made FROM bus.failures AS f
            WHERE f.subscription = subscription AND f.position = position FOR NO KEY UPDATE;
            IF made IS NOT NULL THEN
                UPDATE bus.slots AS l SET owes_log = true WHERE l.subscription = subscription AND l.slot = slot;
            END IF;
            made := coalesce(made, 0) + 1;
            fate := CASE WHEN is_final OR made >= known.attempts THEN 'dead' ELSE 'retrying' END;
            IF fate = 'retrying' THEN
                -- Doubling, up to the longest, and a fifth of it to chance: what failed together does not return together.
                due := clock_timestamp() + coalesce(retry_in,
                    least(known.longest_wait, known.first_wait * least(2.0 ^ (made - 1), 1e9)) * (0.9 + random() * 0.2));
            END IF;
            -- Whoever has it in hand since before may quote what was erased.
            IF EXISTS (
                SELECT FROM bus.operations AS o WHERE o.operation = 'erase' AND o.detail -> 'position' = to_jsonb(position))
            THEN
                reason := '\(EventBus.erased)';
            END IF;
            UPDATE bus.failures AS f
            SET state = fate, attempts = made, next_at = due,
                first_failed_at = coalesce(f.first_failed_at, clock_timestamp()), last_failed_at = clock_timestamp(),
                last_error = left(reason, 4000)
            WHERE f.subscription = subscription AND f.position = position;
            IF NOT FOUND THEN
                INSERT INTO bus.failures (subscription, position, state, attempts, next_at, first_failed_at,
                    last_failed_at, last_error, id, time, \(said))
                SELECT subscription, position, fate, made, due, clock_timestamp(), clock_timestamp(), left(reason, 4000),
                    e.id, e.time, \(said(of: "e"))
                FROM (SELECT (event).*) AS e WHERE e.id IS NOT NULL;
            END IF;
            RETURN fate;
        END
        $$;

        -- Lets events wait behind the earlier failure of their key.
        CREATE FUNCTION bus.park(subscription text, slot int, of_epoch bigint, positions bigint[]) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            parked bigint;
            key text;
        BEGIN
            PERFORM bus.own(subscription);
            PERFORM bus.require_lease(subscription, slot, of_epoch);
            FOREACH parked IN ARRAY positions LOOP
                INSERT INTO bus.failures AS f (subscription, position, state, attempts, id, time, \(said))
                SELECT subscription, parked, 'waiting', 0, e.id, e.time, \(said(of: "e")) FROM bus.hold_event(parked) AS e
                ON CONFLICT DO NOTHING
                RETURNING partitionkey INTO key;
                IF key IS NOT NULL THEN
                    -- The failure in front may be settled by somebody at this moment: wait for it, then look again.
                    PERFORM FROM bus.failures AS f
                    WHERE f.subscription = subscription AND f.partitionkey = key AND f.position < parked
                    ORDER BY f.position LIMIT 1 FOR UPDATE;
                    PERFORM bus.promote(subscription, key);
                END IF;
            END LOOP;
        END
        $$;

        -- Wakes the first event of a key, if it waits only for what is no longer in front of it.
        CREATE FUNCTION bus.promote(subscription text, key text) RETURNS void
        LANGUAGE sql SET search_path = pg_catalog, pg_temp
        AS $$
            UPDATE bus.failures AS f SET state = 'retrying', next_at = clock_timestamp()
            WHERE f.subscription = $1 AND f.state = 'waiting' AND f.position = (
                SELECT o.position FROM bus.failures AS o WHERE o.subscription = $1 AND o.partitionkey = $2
                ORDER BY o.position LIMIT 1)
        $$;

        -- Failed events were handled after all.
        CREATE FUNCTION bus.settle(subscription text, slot int, of_epoch bigint, positions bigint[]) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            keys text[];
        BEGIN
            PERFORM bus.acknowledge($1, $2, $3, 0);
            UPDATE bus.slots AS l SET owes_log = true WHERE l.subscription = $1 AND l.slot = $2;
            WITH settled AS (
                DELETE FROM bus.failures AS f WHERE f.subscription = $1 AND f.position = ANY (positions)
                RETURNING f.partitionkey
            )
            SELECT array_agg(DISTINCT d.partitionkey) INTO keys FROM settled AS d;
            PERFORM bus.promote($1, k) FROM unnest(keys) AS k;
        END
        $$;

        -- Lets go of failed events that are due and that whoever owns the subscription may not read any more, as those of
        -- the log are passed over. A lost right takes effect with the next call, whatever it was when the event failed.
        CREATE FUNCTION bus.let_go(
            subscription text, granted_types text[], granted_units text[], scoped_types text[], scoped_units text[]
        ) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            keys text[];
        BEGIN
            WITH gone AS (
                DELETE FROM bus.failures AS f
                WHERE f.subscription = $1 AND f.state = 'retrying' AND f.next_at <= clock_timestamp()
                    AND NOT (\(isReadable("f")))
                RETURNING f.partitionkey
            )
            SELECT array_agg(DISTINCT g.partitionkey) INTO keys FROM gone AS g;
            PERFORM bus.promote($1, k) FROM unnest(keys) AS k;
        END
        $$;

        -- What the owner of a subscription may read of it.
        CREATE FUNCTION bus.grants(owner name, subscription text)
        RETURNS TABLE (granted_types text[], granted_units text[], scoped_types text[], scoped_units text[])
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT g.types, \(grantedUnits), r.types, r.units
            FROM (SELECT) AS one
            LEFT JOIN bus.readers AS g ON g.role = $1
            LEFT JOIN bus.operators AS o ON o.role = $1
            CROSS JOIN LATERAL bus.reach(o.scope, $2) AS r
        $$;

        -- The dead letters of one subscription, or of all that the caller may move.
        CREATE FUNCTION bus.dead_letters(
            of_subscription text = NULL, after_subscription text = '', after_position bigint = 0, max_letters int = 100
        ) RETURNS SETOF bus.failures
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
            WITH owned AS MATERIALIZED (
                -- Whoever looks after all sees what its owner would not.
                SELECT s.name, g.* FROM bus.subscriptions AS s
                CROSS JOIN LATERAL bus.grants(
                    CASE WHEN bus.is_member(bus.caller(), s.owner) THEN s.owner END, s.name) AS g
                WHERE (of_subscription IS NULL OR s.name = of_subscription) AND bus.may_move(bus.caller(), s.owner)
            )
            SELECT f.* FROM bus.failures AS f JOIN owned AS s ON s.name = f.subscription
            WHERE f.state = 'dead' AND (f.subscription, f.position) > (after_subscription, after_position)
                AND \(isReadable("f", by: "s."))
            ORDER BY f.subscription, f.position LIMIT max_letters
        $$;

        -- Sends dead letters into their subscription again, the first at once and then so many a second; returns how
        -- many. Of two operators who do it at the same time one finds nothing left to do.
        CREATE FUNCTION bus.redrive(
            subscription text, from_position bigint = 0, through_position bigint = NULL, per_second double precision = 50,
            actor text = NULL
        ) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            driven bigint;
        BEGIN
            PERFORM bus.own(subscription);
            WITH letters AS (
                SELECT f.position, row_number() OVER (ORDER BY f.position) - 1 AS place
                FROM (
                    SELECT f.position FROM bus.failures AS f
                    WHERE f.subscription = subscription AND f.state = 'dead' AND f.position >= from_position
                        AND (through_position IS NULL OR f.position <= through_position)
                    ORDER BY f.position FOR UPDATE
                ) AS f
            )
            UPDATE bus.failures AS f
            SET state = 'retrying', attempts = 0,
                next_at = statement_timestamp() + l.place * (interval '1 second' / greatest(per_second, 0.001))
            FROM letters AS l WHERE f.subscription = subscription AND f.position = l.position AND f.state = 'dead';
            GET DIAGNOSTICS driven = ROW_COUNT;
            PERFORM bus.note(subscription, 'redrive', actor, jsonb_build_object(
                'from', from_position, 'through', through_position, 'letters', driven));
            PERFORM bus.wake(subscription);
            RETURN driven;
        END
        $$;

        -- Gives dead letters up for good; returns how many.
        CREATE FUNCTION bus.discard(
            subscription text, from_position bigint = 0, through_position bigint = NULL, actor text = NULL
        ) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            gone bigint;
        BEGIN
            PERFORM bus.own(subscription);
            WITH given_up AS (
                DELETE FROM bus.failures AS f
                WHERE f.subscription = subscription AND f.state = 'dead' AND f.position >= from_position
                    AND (through_position IS NULL OR f.position <= through_position)
                RETURNING f.partitionkey
            )
            SELECT count(*) INTO gone FROM given_up;
            PERFORM bus.promote(subscription, k.partitionkey)
            FROM (SELECT DISTINCT f.partitionkey FROM bus.failures AS f
                WHERE f.subscription = subscription AND f.state = 'waiting') AS k;
            PERFORM bus.note(subscription, 'discard', actor, jsonb_build_object(
                'from', from_position, 'through', through_position, 'letters', gone));
            PERFORM bus.wake(subscription);
            RETURN gone;
        END
        $$;
        """
}

extension BusMigrations {
    /// What an operator does to a subscription, and how it stands.
    static let operating = """
        CREATE FUNCTION bus.pause(subscription text, is_paused boolean = true, actor text = NULL) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            PERFORM bus.own($1);
            UPDATE bus.subscriptions AS s SET paused = is_paused WHERE s.name = $1 AND s.paused <> is_paused;
            IF FOUND THEN
                PERFORM bus.note($1, CASE WHEN is_paused THEN 'pause' ELSE 'resume' END, actor);
                PERFORM bus.wake($1);
            END IF;
        END
        $$;

        -- After which position the events stand that came into the log at a moment or later, by the clock of the server
        -- that made the ticks: not by what they say of their time, for a publisher may tell tonight what happened last week.
        CREATE FUNCTION bus.position_at(moment timestamptz) RETURNS bigint
        LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off
        AS $$
        DECLARE
            low bigint;
            high bigint;
            middle bigint;
            found bus.ticks;
        BEGIN
            low := (SELECT t.tick FROM bus.ticks AS t ORDER BY t.tick LIMIT 1);
            high := (SELECT t.tick + 1 FROM bus.ticks AS t ORDER BY t.tick DESC LIMIT 1);
            -- Ticks are numbered without gaps, so that halving finds the first that is younger.
            WHILE low < high LOOP
                middle := (low + high) / 2;
                SELECT * INTO found FROM bus.ticks AS t WHERE t.tick = middle;
                IF found.at < moment THEN
                    low := middle + 1;
                ELSE
                    high := middle;
                END IF;
            END LOOP;
            RETURN coalesce(
                (SELECT t.base FROM bus.ticks AS t WHERE t.tick = low), CASE WHEN low IS NULL THEN 0 ELSE bus.head() END);
        END
        $$;

        -- Moves a subscription, forwards or back. Whoever is at work on it is fenced off; failures behind the new place
        -- stay, those before it come again by themselves. A suspended subscription is free again.
        CREATE FUNCTION bus.seek(subscription text, to_position bigint, actor text = NULL) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        BEGIN
            PERFORM bus.own(subscription);
            IF to_position IS NULL OR to_position NOT BETWEEN 0 AND bus.head() THEN
                RAISE EXCEPTION 'bus: subscription % cannot be moved to %', subscription, to_position
                    USING ERRCODE = 'YZ002', DETAIL = bus.head()::text;
            END IF;
            IF to_position < bus.tail() THEN
                PERFORM bus.refuse_expired(to_position);
            END IF;
            PERFORM FROM bus.slots AS l WHERE l.subscription = subscription FOR UPDATE;
            DELETE FROM bus.slots AS l
            WHERE l.subscription = subscription AND NOT l.is_replay AND l.upto IS NOT NULL;
            UPDATE bus.slots AS l
            SET since = to_position, position = to_position, epoch = nextval('bus.epochs'), holder = NULL, trying = NULL, strikes = 0,
                \(nothingReceived), begun_at = clock_timestamp(),
                moved_at = clock_timestamp(), pace = 0
            WHERE l.subscription = subscription AND NOT l.is_replay;
            DELETE FROM bus.failures AS f WHERE f.subscription = subscription AND f.position > to_position;
            UPDATE bus.subscriptions AS s SET suspended_at = NULL WHERE s.name = subscription;
            PERFORM bus.note(subscription, 'seek', actor, jsonb_build_object('to', to_position));
            PERFORM bus.wake(subscription);
        END
        $$;

        -- Gives one subscription a stretch of the log once more, beside what it does anyway.
        CREATE FUNCTION bus.replay(subscription text, after bigint, through bigint, actor text = NULL) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        BEGIN
            PERFORM bus.own(subscription);
            IF (after >= 0 AND after < through) IS NOT TRUE THEN
                RAISE EXCEPTION 'bus: through must be greater than after'
                    USING ERRCODE = 'YZ007', COLUMN = 'through', HINT = 'through 应大于 after';
            END IF;
            IF (through <= bus.head()) IS NOT TRUE THEN
                RAISE EXCEPTION 'bus: there is nothing from % to %', after, through
                    USING ERRCODE = 'YZ002', DETAIL = bus.head()::text;
            END IF;
            IF after < bus.tail() THEN
                PERFORM bus.refuse_expired(after);
            END IF;
            INSERT INTO bus.slots (subscription, slot, part, parts, since, position, upto, is_replay)
            SELECT subscription, n.last + l.part + 1, l.part, l.parts, after, after, through, true
            FROM bus.slots AS l
            CROSS JOIN (SELECT max(o.slot) AS last FROM bus.slots AS o WHERE o.subscription = subscription) AS n
            WHERE l.subscription = subscription AND NOT l.is_replay AND l.upto IS NULL;
            PERFORM bus.note(subscription, 'replay', actor, jsonb_build_object('after', after, 'through', through));
            PERFORM bus.wake(subscription);
        END
        $$;

        -- Ends what is still to be handed out once more; returns how many stretches that were. What is in hand of them is
        -- fenced off.
        CREATE FUNCTION bus.end_replays(subscription text, actor text = NULL) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            ended bigint;
        BEGIN
            PERFORM bus.own($1);
            DELETE FROM bus.slots AS l WHERE l.subscription = $1 AND l.is_replay;
            GET DIAGNOSTICS ended = ROW_COUNT;
            PERFORM bus.note($1, 'end-replays', actor, jsonb_build_object('slots', ended));
            PERFORM bus.wake($1);
            RETURN ended;
        END
        $$;

        CREATE FUNCTION bus.unsubscribe(subscription text, actor text = NULL) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            PERFORM bus.own($1);
            DELETE FROM bus.subscriptions AS s WHERE s.name = $1;
            PERFORM bus.note($1, 'unsubscribe', actor);
            PERFORM bus.wake($1);
        END
        $$;

        -- What was done to the log and to subscriptions, the latest first: an operator sees all of it, anybody else what was
        -- done to its own subscriptions, by whomever.
        CREATE FUNCTION bus.operations_done(of_subscription text = NULL, before bigint = NULL, max_operations int = 100)
        RETURNS TABLE (
            id bigint, at timestamptz, role text, actor text, subscription text, operation text, detail jsonb
        )
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT o.id, o.at, o.role::text, o.actor, o.subscription, o.operation, o.detail
            FROM bus.operations AS o
            LEFT JOIN bus.subscriptions AS s ON s.name = o.subscription
            WHERE (of_subscription IS NULL OR o.subscription = of_subscription) AND (before IS NULL OR o.id < before)
                AND (EXISTS (SELECT FROM bus.operators AS p WHERE p.role = bus.caller())
                    OR bus.may_move(bus.caller(), s.owner))
            ORDER BY o.id DESC LIMIT max_operations
        $$;

        -- How the subscriptions stand that the caller may move. Each is as fast as the slot that is furthest behind.
        CREATE FUNCTION bus.status(of_subscription text = NULL)
        RETURNS TABLE (
            name text, owner text, types text[], sources text[], units text[], subjects text[], conditions jsonb,
            attempts int, blocks_key boolean, is_paused boolean, suspended_at timestamptz, created_at timestamptz,
            "position" bigint, head bigint, waiting_since timestamptz, moved_at timestamptz, pace double precision,
            retrying bigint, waiting bigint, dead bigint, acknowledged bigint, refused bigint, slots json
        )
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off
        AS $$
            SELECT s.name, s.owner::text, s.types, s.sources, s.units, s.subjects, s.data, s.attempts, s.blocks_key,
                s.paused, s.suspended_at, s.created_at, l.position, h.head,
                CASE WHEN l.position < h.head THEN
                    (SELECT t.at FROM bus.ticks AS t WHERE t.base <= l.position ORDER BY t.base DESC LIMIT 1) END,
                l.moved_at, coalesce(l.pace, 0), f.retrying, f.waiting, f.dead, coalesce(l.acknowledged, 0), coalesce(l.refused, 0),
                l.slots
            FROM bus.subscriptions AS s
            CROSS JOIN (SELECT bus.head() AS head) AS h
            CROSS JOIN LATERAL (
                SELECT min(l.position) FILTER (WHERE NOT l.is_replay) AS position, max(l.moved_at) AS moved_at,
                    sum(l.acknowledged)::bigint AS acknowledged, sum(l.refused)::bigint AS refused,
                    (array_agg(\(pace) ORDER BY l.position) FILTER (WHERE NOT l.is_replay))[1] AS pace,
                    json_agg(json_build_object(
                        'slot', l.slot, 'part', l.part, 'parts', l.parts, 'position', l.position, 'upto', l.upto,
                        'isReplay', l.is_replay, 'strikes', l.strikes, 'trying', l.trying, 'holder', w.label,
                        'until', to_char(w.until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY l.slot) AS slots
                FROM bus.slots AS l
                LEFT JOIN bus.workers AS w ON w.id = l.holder AND \(isAlive)
                WHERE l.subscription = s.name
            ) AS l
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE f.state = 'retrying') AS retrying,
                    count(*) FILTER (WHERE f.state = 'waiting') AS waiting,
                    count(*) FILTER (WHERE f.state = 'dead') AS dead
                FROM bus.failures AS f WHERE f.subscription = s.name
            ) AS f
            WHERE (of_subscription IS NULL OR s.name = of_subscription) AND bus.may_move(bus.caller(), s.owner)
            ORDER BY s.name
        $$;
        """
}

extension BusMigrations {
    /// Answers a fetch with the failed events that are due, if any of them may be handed out.
    private static let dueFailures = """
        IF granted_types IS NOT NULL OR granted_units IS NOT NULL OR known.scope IS NOT NULL THEN
            PERFORM bus.let_go($1, known.granted_types, known.granted_units, scoped_types, scoped_units);
        END IF;
        RETURN QUERY
        SELECT f.position, \(eventValues("f")), NULL::bigint, NULL::bigint, f.attempts + 1, false, false, NULL::bigint,
            NULL::text, NULL::bigint
        FROM (
            SELECT f.* FROM bus.failures AS f
            WHERE f.subscription = $1 AND f.state = 'retrying' AND f.next_at <= clock_timestamp()
                AND (parts = 1 OR bus.part(f.partitionkey, parts) = part)
            ORDER BY f.next_at LIMIT greatest(max_events, 1)
        ) AS f
        ORDER BY f.position;
        IF FOUND THEN
            until := known.position;
            RETURN QUERY SELECT \(lastRow("known.head, 0::bigint, NULL::int, false, false, after, NULL::text, NULL::bigint"));
            RETURN;
        END IF;
        """

    /// Who works on which slot, and what a worker does with it.
    ///
    /// A lease is a slot's `holder` and `epoch`; it lasts as long as the holder says that it is alive. Nothing is locked
    /// while a handler runs: whoever takes a slot over draws a new epoch, and what the former holder then tries to
    /// acknowledge is refused, together with the effects in the same transaction.
    static let leases = """
        CREATE FUNCTION bus.refuse_lease(subscription text) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            RAISE EXCEPTION 'bus: subscription % has changed hands', subscription USING ERRCODE = 'YZ005';
        END
        $$;

        -- Refuses a worker whose epoch no longer holds.
        CREATE FUNCTION bus.require_lease(subscription text, slot int, of_epoch bigint) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            PERFORM FROM bus.slots AS l WHERE l.subscription = $1 AND l.slot = $2 AND l.epoch = of_epoch;
            IF NOT FOUND THEN
                PERFORM bus.refuse_lease($1);
            END IF;
        END
        $$;

        -- One call every few seconds keeps a worker's leases and gives it its share. A row for each slot it holds, and a
        -- last one with how many it holds too many. It may say how far it has looked through slots without finding anything
        -- for them: a place that costs no write of its own, so that a lag is what is really waiting.
        CREATE FUNCTION bus.beat(
            subscription text, worker uuid, label text, lease interval, slots int[] = NULL, epochs bigint[] = NULL,
            seen bigint[] = NULL
        )
        RETURNS TABLE (slot int, epoch bigint, trying bigint, strikes int, surplus int)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            known bus.subscriptions := bus.own(subscription);
            is_new boolean;
            live bigint;
            total bigint;
            mine bigint;
            share bigint;
            free int[];
            taken bigint := 0;
        BEGIN
            INSERT INTO bus.workers AS w (id, subscription, label, until)
            VALUES (worker, subscription, label, clock_timestamp() + lease)
            ON CONFLICT (id) DO UPDATE SET since = excluded.since, until = excluded.until
            RETURNING xmax = 0 INTO is_new;
            IF seen IS NOT NULL THEN
                UPDATE bus.slots AS l SET \(moved(to: "p.seen"))
                FROM unnest(slots, epochs, seen) AS p (slot, epoch, seen)
                WHERE l.subscription = beat.subscription AND l.slot = p.slot AND l.epoch = p.epoch
                    AND l.position < p.seen AND p.seen <= least(l.upto, bus.head());
            END IF;
            -- The server's clock went back since these failed: they would wait for that much longer.
            UPDATE bus.failures AS f SET next_at = clock_timestamp(), last_failed_at = clock_timestamp()
            WHERE f.subscription = beat.subscription AND f.state = 'retrying'
                AND f.next_at > clock_timestamp() + known.longest_wait AND f.last_failed_at > clock_timestamp();
            IF FOUND THEN
                PERFORM bus.wake(subscription);
            END IF;
            IF known.paused OR known.suspended_at IS NOT NULL THEN
                RETURN;
            END IF;
            SELECT count(*) INTO live FROM bus.workers AS w
            WHERE w.subscription = beat.subscription AND NOT w.is_receipt AND \(isAlive);
            SELECT count(*), count(*) FILTER (WHERE o.holder = worker) INTO total, mine
            FROM bus.open_slots(subscription) AS o;
            share := ceil(total::numeric / live);
            IF mine < share THEN
                free := ARRAY(SELECT f.slot FROM bus.free_slots(subscription) AS f LIMIT share - mine);
                -- Looked at again, now that they are locked: whoever took one in between was no worker yet by the snapshot
                -- that they were found with.
                UPDATE bus.slots AS l
                SET holder = worker, epoch = nextval('bus.epochs'), strikes = l.strikes + (l.holder IS NOT NULL)::int,
                    \(nothingReceived)
                WHERE l.subscription = beat.subscription AND l.slot = ANY (free)
                    AND NOT EXISTS (SELECT FROM bus.workers AS w WHERE w.id = l.holder AND \(isAlive));
                GET DIAGNOSTICS taken = ROW_COUNT;
                -- Others have too many as of now, and need not find out by themselves.
                IF is_new AND live > 1 AND mine + taken < share THEN
                    PERFORM bus.wake(subscription);
                END IF;
            END IF;
            RETURN QUERY
            SELECT l.slot, l.epoch, l.trying, l.strikes, NULL::int FROM bus.slots AS l
            WHERE l.subscription = beat.subscription AND l.holder = worker ORDER BY l.slot;
            RETURN QUERY SELECT NULL::int, NULL::bigint, NULL::bigint, NULL::int, greatest(mine - share, 0)::int;
        END
        $$;

        -- The slots that may be worked on: those of a new division only when all before it are through.
        CREATE FUNCTION bus.open_slots(subscription text) RETURNS SETOF bus.slots
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT l.* FROM bus.slots AS l
            WHERE l.subscription = $1 AND (l.is_replay OR NOT EXISTS (
                SELECT FROM bus.slots AS o WHERE o.subscription = $1 AND NOT o.is_replay AND o.upto <= l.since))
        $$;

        -- Those of them that nobody alive holds, locked against others who look for one.
        CREATE FUNCTION bus.free_slots(subscription text) RETURNS SETOF bus.slots
        LANGUAGE sql SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT l.* FROM bus.slots AS l
            WHERE l.subscription = $1
                AND l.slot IN (SELECT o.slot FROM bus.open_slots($1) AS o)
                AND NOT EXISTS (SELECT FROM bus.workers AS w WHERE w.id = l.holder AND \(isAlive))
            ORDER BY l.moved_at, l.slot
            FOR UPDATE OF l SKIP LOCKED
        $$;

        -- Gives a slot back. `is_dead` says that its worker did not come back from it.
        CREATE FUNCTION bus.release(subscription text, slot int, of_epoch bigint, is_dead boolean = false) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        BEGIN
            PERFORM bus.own(subscription);
            UPDATE bus.slots AS l
            SET holder = NULL, epoch = nextval('bus.epochs'), strikes = l.strikes + is_dead::int,
                trying = CASE WHEN is_dead THEN l.trying END
            WHERE l.subscription = release.subscription AND l.slot = release.slot AND l.epoch = of_epoch;
            IF FOUND THEN
                PERFORM bus.wake(subscription);
            END IF;
        END
        $$;

        -- Ends a worker and gives back what it holds.
        CREATE FUNCTION bus.leave(subscription text, worker uuid) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        BEGIN
            PERFORM bus.own(subscription);
            DELETE FROM bus.workers AS w WHERE w.id = worker AND w.subscription = leave.subscription;
            UPDATE bus.slots AS l SET holder = NULL, epoch = nextval('bus.epochs'), trying = NULL
            WHERE l.subscription = leave.subscription AND l.holder = worker;
            IF FOUND THEN
                PERFORM bus.wake(subscription);
            END IF;
        END
        $$;

        -- What comes next for a slot: failed events whose wait is over, or events from the log. No row at all means that the
        -- lease does not hold. The last row carries where to go on, the head of the log and how many milliseconds remain
        -- until the next failed event is due. `attempt` counts the attempts at a failed event, this one included, and is 0
        -- for what comes from the log. `is_over` says that the slot ends where to go on. `seen` spares a worker that has
        -- found nothing to do a write: nothing up to there falls to this slot. `after` is where the rows begin, and `age`
        -- for how many microseconds the first of them has been in the log. `question` is there when a whole page could be
        -- read: what the slot wants and may see, and where it ends, as a digest. Slots with the same question are given the
        -- same events after the same position, so that one of them may read for the others.
        CREATE FUNCTION bus.fetch(subscription text, slot int, of_epoch bigint, max_events int, seen bigint = 0)
        RETURNS TABLE (
            \(eventColumns), head bigint, due bigint, attempt int, is_blocked boolean, is_over boolean,
            after bigint, question text, age bigint
        )
        \(readerOptions)
        AS $$
        #variable_conflict use_column
        DECLARE
            known record;
            wanted_types text[];
            wanted_sources text[];
            wanted_units text[];
            wanted_subjects text[];
            wanted_data jsonb;
            scoped_types text[];
            scoped_units text[];
            is_wary boolean;
            wait bigint;
            \(readerVariables)
        BEGIN
            SELECT l.position, l.part, l.parts, l.upto, l.is_replay, l.epoch, s.paused, s.suspended_at, s.types, s.sources,
                s.units, s.subjects, s.data, s.blocks_key, l.owes_log, bus.may_move(c.role, s.owner) AS is_own,
                coalesce(t.base + t.n, 0) AS head, g.role IS NOT NULL AS is_reader, g.types AS granted_types,
                \(grantedUnits) AS granted_units, o.scope,
                (SELECT f.next_at FROM bus.failures AS f
                    WHERE f.subscription = l.subscription AND f.state = 'retrying' AND NOT l.is_replay
                        AND (l.parts = 1 OR bus.part(f.partitionkey, l.parts) = l.part)
                    ORDER BY f.next_at LIMIT 1) AS next_at
            INTO known
            FROM (SELECT \(caller) AS role) AS c
            CROSS JOIN bus.slots AS l
            JOIN bus.subscriptions AS s ON s.name = l.subscription
            LEFT JOIN bus.operators AS o ON o.role = s.owner
            LEFT JOIN LATERAL (SELECT t.base, t.n FROM bus.ticks AS t ORDER BY t.tick DESC LIMIT 1) AS t ON true
            LEFT JOIN bus.readers AS g ON g.role = c.role
            WHERE l.subscription = $1 AND l.slot = $2;
            IF NOT FOUND OR known.epoch <> of_epoch OR known.paused THEN
                RETURN;
            END IF;
            IF NOT known.is_own THEN
                PERFORM bus.refuse_foreign($1);
            END IF;
            IF NOT known.is_reader THEN
                PERFORM bus.require_log_owner(bus.caller());
            END IF;
            IF known.suspended_at IS NOT NULL THEN
                PERFORM bus.refuse_expired(known.position);
            END IF;
            log_head := least(known.head, known.upto);
            granted_types := known.granted_types;
            granted_units := known.granted_units;
            wanted_types := known.types;
            wanted_sources := known.sources;
            wanted_units := known.units;
            IF known.scope IS NOT NULL THEN
                SELECT r.types, r.units INTO scoped_types, scoped_units FROM bus.reach(known.scope, $1) AS r;
            END IF;
            wanted_subjects := known.subjects;
            wanted_data := known.data;
            part := known.part;
            parts := known.parts;
            after := greatest(known.position, seen);
            -- After failed events it is the log's turn, if it has something: many failures must not keep all else waiting.
            IF known.next_at <= clock_timestamp() AND NOT known.owes_log THEN
                \(dueFailures)
            END IF;
            is_wary := known.blocks_key AND EXISTS (SELECT FROM bus.failures AS f WHERE f.subscription = $1);
            \(readerBody(further: """
                NULL::bigint, NULL::bigint, 0, is_wary AND EXISTS (
                    SELECT FROM bus.failures AS f WHERE f.subscription = $1 AND f.partitionkey = p.partitionkey), false,
                NULL::bigint, NULL::text, NULL::bigint
                """))
            IF known.next_at <= clock_timestamp() AND known.owes_log AND found_events = 0 THEN
                \(dueFailures)
            END IF;
            -- What waits behind a failure is this subscription's own. The digest is one that nobody can find a second
            -- question for: filters are chosen by whoever may see least.
            IF after + max_events <= log_head AND NOT is_wary THEN
                question := encode(sha256(convert_to(ROW(
                    known.types, known.sources, known.units, known.subjects, known.data, known.granted_types,
                    known.granted_units, scoped_types, scoped_units, part, parts, known.upto)::text, 'UTF8')), 'hex');
            END IF;
            -- What has become due since it was looked for is due at once: nobody else will wake this worker for it.
            IF known.next_at IS NOT NULL THEN
                wait := greatest(ceil(extract(epoch FROM known.next_at - clock_timestamp()) * 1000), 0);
            END IF;
            RETURN QUERY
            SELECT \(lastRow("""
                known.head, wait, NULL::int, false, coalesce(until >= known.upto, false), after, question, \
                (extract(epoch FROM clock_timestamp() - first_tick_at) * 1000000)::bigint
                """));
        END
        $$;

        -- Stores how far a slot has got: forward only, and only by the worker whose epoch still holds. In the transaction
        -- of the effects it makes them exactly once; outside, at least once.
        CREATE FUNCTION bus.acknowledge(subscription text, slot int, of_epoch bigint, up_to bigint) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            is_through boolean;
        BEGIN
            UPDATE bus.slots AS l
            SET \(moved(to: "greatest(l.position, up_to)")), trying = NULL, strikes = 0,
                owes_log = l.owes_log AND up_to <= l.position,
                \(nothingReceived)
            FROM bus.subscriptions AS s
            WHERE l.subscription = $1 AND l.slot = $2 AND l.epoch = of_epoch
                AND up_to <= coalesce((SELECT t.base + t.n FROM bus.ticks AS t ORDER BY t.tick DESC LIMIT 1), 0)
                -- The slot may have been given an end since this was fetched; what lies behind it is others' work.
                AND (l.upto IS NULL OR up_to <= l.upto)
                AND s.name = l.subscription AND bus.may_move(bus.caller(), s.owner)
            RETURNING l.position >= l.upto INTO is_through;
            IF NOT FOUND THEN
                PERFORM bus.refuse_lease($1);
            END IF;
            IF is_through THEN
                DELETE FROM bus.slots AS l WHERE l.subscription = $1 AND l.slot = $2;
                PERFORM bus.wake($1);
            END IF;
        END
        $$;

        -- Says which event is about to be handled alone.
        CREATE FUNCTION bus.attempt(subscription text, slot int, of_epoch bigint, "position" bigint) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            UPDATE bus.slots AS l SET trying = attempt.position
            FROM bus.subscriptions AS s
            WHERE l.subscription = $1 AND l.slot = $2 AND l.epoch = of_epoch
                AND s.name = l.subscription AND bus.may_move(bus.caller(), s.owner);
            IF NOT FOUND THEN
                PERFORM bus.refuse_lease($1);
            END IF;
        END
        $$;
        """
}

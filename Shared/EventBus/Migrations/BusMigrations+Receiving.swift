extension BusMigrations {
    /// Consuming from outside a worker, over HTTP or by plain SQL: a receipt instead of a lease that is kept alive.
    ///
    /// What is not acknowledged in time comes again. Received, worked on and acknowledged in one transaction it comes
    /// exactly once.
    static let receiving = """
        -- Up to so many events of one slot, and the receipt for all of them. The event that makes them four mebibytes is
        -- the last: whoever asks for a thousand, and whoever passes them on, has them all in memory.
        CREATE FUNCTION bus.receive(
            subscription text, max_events int = 100, visibility interval = '30 seconds', label text = NULL
        ) RETURNS TABLE (receipt bigint, \(eventColumns), attempt int)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            known bus.subscriptions := bus.own(subscription);
            taken bus.slots;
            e record;
            worker uuid := gen_random_uuid();
            parked bigint[];
            delivered bigint[];
            through bigint;
            volume bigint;
            log_head bigint := bus.head();
            most int := max_events;
            is_retry boolean := false;
        BEGIN
            -- Operators see who has it in hand.
            label := coalesce(label, bus.caller());
            IF known.suspended_at IS NOT NULL THEN
                PERFORM bus.refuse_expired(bus.place(subscription));
            END IF;
            IF known.paused THEN
                RETURN;
            END IF;
            -- Where a slot has a long stretch that does not match, each look passes over ten thousand events of it.
            FOR look IN 1 .. 100 LOOP
                SELECT l.* INTO taken FROM bus.slots AS l
                WHERE l.subscription = subscription
                    AND l.slot IN (SELECT o.slot FROM bus.open_slots(subscription) AS o)
                    AND NOT EXISTS (
                        SELECT FROM bus.workers AS w WHERE w.id = l.holder AND \(isAlive))
                    AND (l.position < least(log_head, l.upto) OR (NOT l.is_replay AND EXISTS (
                        SELECT FROM bus.failures AS f
                        WHERE f.subscription = subscription AND f.state = 'retrying' AND f.next_at <= clock_timestamp()
                            AND bus.part(f.partitionkey, l.parts) = l.part)))
                ORDER BY l.moved_at, l.slot LIMIT 1 FOR UPDATE OF l SKIP LOCKED;
                IF NOT FOUND THEN
                    RETURN;
                END IF;
                -- Whoever took it a moment ago, in between the snapshot of that statement and its lock, was no worker yet by
                -- that snapshot. This one is younger than the lock.
                CONTINUE WHEN EXISTS (SELECT FROM bus.workers AS w WHERE w.id = taken.holder AND \(isAlive));
                UPDATE bus.slots AS l
                SET holder = worker, epoch = nextval('bus.epochs'), strikes = l.strikes + (l.holder IS NOT NULL)::int
                WHERE l.subscription = subscription AND l.slot = taken.slot
                RETURNING l.* INTO taken;
                IF taken.trying IS NOT NULL THEN
                    PERFORM bus.fail(
                        subscription, taken.slot, taken.epoch, taken.trying, 'not acknowledged before its receipt ran out');
                    PERFORM bus.acknowledge(subscription, taken.slot, taken.epoch, taken.trying);
                    CONTINUE;
                END IF;
                -- Twice nobody came back from here: one at a time, until it is known which event it is.
                IF taken.strikes > 1 THEN
                    most := 1;
                END IF;
                parked := '{}';
                delivered := '{}';
                volume := 0;
                through := taken.position;
                FOR e IN SELECT * FROM bus.fetch(subscription, taken.slot, taken.epoch, most) LOOP
                    IF e.id IS NULL THEN
                        through := coalesce(e.position, through);
                    ELSIF e.is_blocked THEN
                        through := e.position;
                        parked := parked || e.position;
                    ELSE
                        through := greatest(through, e.position);
                        delivered := delivered || e.position;
                        is_retry := e.attempt > 0;
                        receipt := taken.epoch;
                        position := e.position; id := e.id; source := e.source; type := e.type; subject := e.subject;
                        time := e.time; partitionkey := e.partitionkey; unit := e.unit; actor := e.actor;
                        dataschema := e.dataschema; traceparent := e.traceparent; tracestate := e.tracestate;
                        correlationid := e.correlationid;
                        causationid := e.causationid; data := e.data; attempt := greatest(e.attempt, 1);
                        RETURN NEXT;
                        volume := volume + coalesce(octet_length(e.data::text), 0);
                        EXIT WHEN volume >= 4 * 1048576;
                    END IF;
                END LOOP;
                IF parked <> '{}' THEN
                    PERFORM bus.park(subscription, taken.slot, taken.epoch, parked);
                END IF;
                IF delivered <> '{}' THEN
                    INSERT INTO bus.workers (id, subscription, label, is_receipt, until)
                    VALUES (worker, subscription, label, true, clock_timestamp() + visibility);
                    UPDATE bus.slots AS l
                    SET fetched = through, delivered = delivered,
                        is_retry = is_retry,
                        trying = CASE WHEN cardinality(delivered) = 1 AND most = 1 THEN position END
                    WHERE l.subscription = subscription AND l.slot = taken.slot;
                    RETURN;
                END IF;
                PERFORM bus.acknowledge(subscription, taken.slot, taken.epoch, through);
                UPDATE bus.slots AS l SET holder = NULL WHERE l.subscription = subscription AND l.slot = taken.slot;
            END LOOP;
        END
        $$;

        -- The slot a receipt stands for, of a certain subscription if one is named: whoever acts for several parties must
        -- not let one of them guess the receipts of another.
        CREATE FUNCTION bus.received(receipt bigint, of_subscription text) RETURNS bus.slots
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            taken bus.slots;
        BEGIN
            SELECT l.* INTO taken FROM bus.slots AS l JOIN bus.workers AS w ON w.id = l.holder AND w.is_receipt
            WHERE l.epoch = receipt AND (of_subscription IS NULL OR l.subscription = of_subscription)
            FOR NO KEY UPDATE OF l;
            IF NOT FOUND THEN
                -- Run out and taken by another, acknowledged already, or never given.
                RAISE EXCEPTION 'bus: receipt % does not hold', receipt USING ERRCODE = 'YZ005';
            END IF;
            PERFORM bus.own(taken.subscription);
            RETURN taken;
        END
        $$;

        -- Acknowledges what was received, or the events up to a position; the rest comes again. Answers how many that were,
        -- and where the subscription is now; how it stands in all would be a look at every failure of it.
        CREATE FUNCTION bus.ack(
            receipt bigint, up_to bigint = NULL, of_subscription text = NULL, OUT acknowledged bigint,
            OUT "position" bigint
        )
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            taken bus.slots := bus.received(receipt, of_subscription);
            done bigint[] := ARRAY(SELECT d FROM unnest(taken.delivered) AS d WHERE d <= coalesce(up_to, d));
        BEGIN
            IF taken.is_retry THEN
                PERFORM bus.settle(taken.subscription, taken.slot, receipt, done);
            ELSE
                PERFORM bus.acknowledge(
                    taken.subscription, taken.slot, receipt, least(coalesce(up_to, taken.fetched), taken.fetched));
            END IF;
            acknowledged := cardinality(done);
            PERFORM bus.put_back(taken, cardinality(done), 0);
            position := bus.place(taken.subscription);
        END
        $$;

        -- Says that some of what was received could not be handled, or all of it: those come again later, the others are
        -- acknowledged.
        CREATE FUNCTION bus.nack(
            receipt bigint, positions bigint[] = NULL, reason text = 'refused by the receiver', retry_in interval = NULL,
            of_subscription text = NULL, OUT acknowledged bigint, OUT refused bigint, OUT "position" bigint
        )
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            taken bus.slots := bus.received(receipt, of_subscription);
            known bus.subscriptions := bus.own(taken.subscription);
            failed bigint;
            key text;
        BEGIN
            IF NOT coalesce(positions, taken.delivered) <@ taken.delivered THEN
                RAISE EXCEPTION 'bus: receipt % is not for all of these positions', receipt
                    USING ERRCODE = 'invalid_parameter_value';
            END IF;
            FOREACH failed IN ARRAY taken.delivered LOOP
                CONTINUE WHEN failed <> ALL (positions);
                IF taken.is_retry THEN
                    PERFORM bus.fail(taken.subscription, taken.slot, receipt, failed, reason, retry_in);
                    CONTINUE;
                END IF;
                SELECT e.partitionkey INTO key FROM bus.event_at(failed) AS e;
                -- Behind an earlier failure of its key, of this receipt or of another, it waits its turn.
                IF known.blocks_key AND EXISTS (
                    SELECT FROM bus.failures AS f
                    WHERE f.subscription = taken.subscription AND f.partitionkey = key AND f.position < failed)
                THEN
                    PERFORM bus.park(taken.subscription, taken.slot, receipt, ARRAY[failed]);
                ELSE
                    PERFORM bus.fail(taken.subscription, taken.slot, receipt, failed, reason, retry_in);
                END IF;
            END LOOP;
            IF taken.is_retry THEN
                PERFORM bus.settle(taken.subscription, taken.slot, receipt, ARRAY(
                    SELECT d FROM unnest(taken.delivered) AS d WHERE d <> ALL (positions)));
            ELSE
                PERFORM bus.acknowledge(taken.subscription, taken.slot, receipt, taken.fetched);
            END IF;
            refused := cardinality(coalesce(positions, taken.delivered));
            acknowledged := cardinality(taken.delivered) - refused;
            PERFORM bus.put_back(taken, acknowledged::int, refused::int);
            position := bus.place(taken.subscription);
        END
        $$;

        -- Keeps a receipt for longer, counted from now.
        CREATE FUNCTION bus.extend(receipt bigint, visibility interval, of_subscription text = NULL)
        RETURNS timestamptz
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            taken bus.slots := bus.received(receipt, of_subscription);
            lasts timestamptz := clock_timestamp() + visibility;
        BEGIN
            UPDATE bus.workers AS w SET since = clock_timestamp(), until = lasts WHERE w.id = taken.holder;
            RETURN lasts;
        END
        $$;

        CREATE FUNCTION bus.put_back(taken bus.slots, acknowledged int, refused int) RETURNS void
        LANGUAGE sql SET search_path = pg_catalog, pg_temp
        AS $$
            DELETE FROM bus.workers AS w WHERE w.id = taken.holder;
            UPDATE bus.slots AS l SET holder = NULL, epoch = nextval('bus.epochs'),
                acknowledged = l.acknowledged + put_back.acknowledged, refused = l.refused + put_back.refused
            WHERE l.subscription = taken.subscription AND l.slot = taken.slot;
        $$;
        """
}

extension BusMigrations {
    /// How long the log is kept, and how it is let go: whole partitions at a time.
    static let retention = """
        -- `keep` is promised to every reader. A subscription that is further behind holds the log back, with warnings,
        -- up to `hold`; then it is suspended.
        CREATE TABLE bus.settings (
            is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
            keep interval NOT NULL DEFAULT '30 days' CHECK (keep > '0'),
            hold interval NOT NULL DEFAULT '60 days' CHECK (hold >= keep),
            keep_dead interval NOT NULL DEFAULT '180 days' CHECK (keep_dead > '0')
        );
        INSERT INTO bus.settings DEFAULT VALUES;

        -- Lets go what nobody needs any more. One row for every subscription that holds the log back, and for every
        -- partition that was dropped.
        CREATE FUNCTION bus.expire() RETURNS TABLE (what text, name text)
        LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET lock_timeout = '100ms' SET jit = off
        AS $$
        #variable_conflict use_column
        DECLARE
            rules bus.settings;
            kept bigint;
            held bigint;
            late record;
            last bus.ticks;
            border xid8;
            old record;
            highest xid8;
            given_up record;
        BEGIN
            IF NOT pg_try_advisory_xact_lock(1501193576, 3) THEN
                RETURN;
            END IF;
            SELECT * INTO rules FROM bus.settings;
            kept := bus.position_at(clock_timestamp() - rules.keep);
            held := bus.position_at(clock_timestamp() - rules.hold);
            -- Who has begun far back, at a beginning or with a replay, has as long to catch up as anybody may be behind. A
            -- replay that does not only ends itself.
            FOR late IN
                SELECT s.name, min(l.position) AS place,
                    min(l.position) FILTER (WHERE l.is_old AND NOT l.is_replay) AS own,
                    min(l.position) FILTER (WHERE l.is_old AND l.is_replay) AS again
                FROM bus.subscriptions AS s
                JOIN (SELECT l.*, l.begun_at < clock_timestamp() - rules.hold AS is_old FROM bus.slots AS l) AS l
                    ON l.subscription = s.name
                WHERE s.suspended_at IS NULL GROUP BY s.name HAVING min(l.position) < kept
            LOOP
                name := late.name;
                IF late.own < held THEN
                    what := 'suspended';
                    UPDATE bus.subscriptions AS s SET suspended_at = clock_timestamp() WHERE s.name = late.name;
                    DELETE FROM bus.slots AS l WHERE l.subscription = late.name AND l.is_replay;
                    PERFORM bus.note(late.name, 'suspend', NULL, jsonb_build_object('position', late.own));
                    PERFORM bus.wake(late.name);
                ELSE
                    what := 'behind';
                    IF late.again < held THEN
                        what := 'ended';
                        DELETE FROM bus.slots AS l
                        WHERE l.subscription = late.name AND l.is_replay AND l.position < held
                            AND l.begun_at < clock_timestamp() - rules.hold;
                        PERFORM bus.note(late.name, 'end replay', NULL, jsonb_build_object('position', late.again));
                        PERFORM bus.wake(late.name);
                    END IF;
                    kept := least(
                        kept, (SELECT min(l.position) FROM bus.slots AS l WHERE l.subscription = late.name));
                END IF;
                RETURN NEXT;
            END LOOP;
            -- What has waited behind a dead letter waits no longer.
            FOR given_up IN
                WITH gone AS (
                    DELETE FROM bus.failures AS f
                    WHERE f.state = 'dead' AND f.last_failed_at < clock_timestamp() - rules.keep_dead
                    RETURNING f.subscription, f.partitionkey
                )
                SELECT g.subscription, array_agg(DISTINCT g.partitionkey) AS keys FROM gone AS g GROUP BY g.subscription
            LOOP
                PERFORM bus.promote(given_up.subscription, key) FROM unnest(given_up.keys) AS key;
                PERFORM bus.wake(given_up.subscription);
            END LOOP;
            DELETE FROM bus.workers AS w WHERE w.until < clock_timestamp() - interval '1 hour';

            -- Everything up to `last` may go; what later ticks tell of was in progress or yet to come when that was made.
            SELECT t.* INTO last FROM bus.ticks AS t
            WHERE t.base <= kept AND t.base + t.n <= kept
                AND t.hi < (SELECT n.hi FROM bus.ticks AS n WHERE n.tick = t.tick + 1)
            ORDER BY t.base DESC LIMIT 1;
            IF NOT FOUND THEN
                RETURN;
            END IF;
            border := pg_snapshot_xmin(last.snapshot);
            FOR old IN SELECT p.name, p.upper FROM bus.partitions AS p WHERE p.upper <= border ORDER BY p.upper LOOP
                BEGIN
                    EXECUTE format('DROP TABLE bus.%I', old.name);
                EXCEPTION
                    -- Somebody reads it, and others must not queue behind us: the next time, then.
                    WHEN lock_not_available OR deadlock_detected THEN EXIT;
                END;
                DELETE FROM bus.partitions AS p WHERE p.name = old.name;
                highest := old.upper;
                what := 'dropped';
                name := old.name;
                RETURN NEXT;
            END LOOP;
            IF highest IS NOT NULL THEN
                -- Before the commit that lets readers go on, who then find it.
                PERFORM setval('bus.floor', last.base + last.n);
                DELETE FROM bus.events_default AS e WHERE e.txid < highest;
                -- Positions whose events are partly gone are gone as a whole.
                DELETE FROM bus.ticks AS t WHERE t.tick <= last.tick;
            END IF;
        END
        $$;

        -- Takes the payload of one event out of the log and out of every copy the bus keeps, and with it the errors that
        -- may quote it; its position stays.
        CREATE FUNCTION bus.erase("position" bigint, reason text, actor text = NULL) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            event bus.events;
        BEGIN
            IF NOT bus.may_move(bus.caller(), bus.log_owner()) THEN
                RAISE EXCEPTION 'bus: only an operator erases' USING ERRCODE = 'insufficient_privilege';
            END IF;
            IF position > bus.head() THEN
                PERFORM bus.refuse_ahead(position, bus.head());
            END IF;
            SELECT * INTO event FROM bus.event_at(position);
            -- What nobody could handle is kept for longer than the log.
            event.id := coalesce(
                event.id, (SELECT f.id FROM bus.failures AS f WHERE f.position = position LIMIT 1));
            IF event.id IS NULL THEN
                PERFORM bus.refuse_expired(position);
            END IF;
            UPDATE bus.events AS e SET data = NULL WHERE e.txid = event.txid AND e.seq = event.seq;
            UPDATE bus.failures AS f
            SET data = NULL, last_error = CASE WHEN f.last_error IS NOT NULL THEN '\(EventBus.erased)' END
            WHERE f.position = position;
            PERFORM bus.note(NULL, 'erase', actor, jsonb_build_object('position', position, 'reason', reason));
            RETURN event.id;
        END
        $$;
        """
}

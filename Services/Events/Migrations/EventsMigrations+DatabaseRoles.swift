extension EventsMigrations {
    /// Logins by which other systems use the bus in plain SQL, and what the bus asks about them with each call.
    ///
    /// Their units are found out as those of a token are, at the moment of reading: a unit that is made, moved or dated
    /// counts at once, also when only the day has changed, and there is no copy that could be wrong.
    static let databaseRoles = """
        CREATE TABLE events.database_roles (
            name text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
            role name NOT NULL UNIQUE,
            unit text NOT NULL REFERENCES identity.units (code),
            types text[] CHECK (cardinality(types) > 0),
            publishes boolean NOT NULL,
            has_schema boolean NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            created_by text NOT NULL,
            revoked_at timestamptz
        );

        CREATE FUNCTION events.database_role(role name) RETURNS events.database_roles
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            known events.database_roles;
        BEGIN
            SELECT d.* INTO known FROM events.database_roles AS d JOIN identity.units AS u ON u.code = d.unit
            WHERE d.role = database_role.role AND d.revoked_at IS NULL AND identity.is_in_force(u);
            -- Never by no row: no units would mean all of them.
            IF NOT FOUND THEN
                RAISE EXCEPTION 'bus: role % was revoked, or its unit is not in force', role
                    USING ERRCODE = 'insufficient_privilege', HINT = '登录角色已吊销，或其单位当前无效。';
            END IF;
            RETURN known;
        END
        $$;

        CREATE FUNCTION events.units_of(role name) RETURNS text[]
        LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
        AS $$ SELECT events.units_below((events.database_role(role)).unit) $$;

        -- The first words of types and of names of subscriptions that belong to the services; a test holds them against
        -- the catalogue of events.
        CREATE FUNCTION events.reserved_words() RETURNS text[]
        LANGUAGE sql IMMUTABLE
        AS $$ SELECT '{partners,mobility,experts,insights,events,identity,bus,yizhan}'::text[] $$;

        CREATE FUNCTION events.refuse(attribute text, en text, zh text) RETURNS void
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        BEGIN
            RAISE EXCEPTION USING ERRCODE = 'YZ007', MESSAGE = 'bus: ' || attribute || ' ' || en,
                HINT = attribute || ' ' || zh, COLUMN = attribute;
        END
        $$;

        -- What is refused over HTTP is refused here, and what is filled in there is filled in here.
        CREATE FUNCTION events.admit(
            role name, type text, subject text, data json, partitionkey text, INOUT unit text, INOUT actor text,
            dataschema text, traceparent text, tracestate text, correlationid text, causationid text, id uuid,
            due timestamptz, OUT is_known boolean
        )
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            known events.database_roles := events.database_role(role);
            units text[] := events.units_of(role);
            text_limit record;
            source text := '/integrators/' || known.unit || '/' || known.name;
            said bytea;
            kept bytea;
            waiting timestamptz;
        BEGIN
            IF type IS NULL OR type = '' THEN
                PERFORM events.refuse('type', 'is required', '必填');
            END IF;
            IF split_part(type, '.', 1) = ANY (events.reserved_words()) THEN
                PERFORM events.refuse(
                    'type', 'must not begin with a service''s name; use a name of your own: cn.edu.example.payment.received',
                    '不能以各服务的名称开头；请用自己的名称，如 cn.edu.example.payment.received');
            END IF;
            IF actor IS NOT NULL THEN
                PERFORM events.refuse('actor', 'is set by the system', '由系统填写');
            END IF;
            actor := 'database:' || known.name;
            unit := coalesce(unit, known.unit);
            IF units IS NULL AND NOT EXISTS (SELECT FROM identity.units AS u WHERE u.code = unit) THEN
                PERFORM events.refuse('unit', 'must be one that exists', '没有这个单位');
            END IF;
            IF unit <> ALL (units) THEN
                PERFORM events.refuse(
                    'unit', 'must be one that this role publishes for', '该角色不能为这个单位发布事件');
            END IF;
            FOR text_limit IN SELECT * FROM (VALUES
                ('type', type, 255), ('subject', subject, 4000), ('partitionkey', partitionkey, 4000),
                ('dataschema', dataschema, 2000), ('traceparent', traceparent, 55), ('tracestate', tracestate, 512),
                ('correlationid', correlationid, 255), ('causationid', causationid, 255)
            ) AS x (name, value, bytes) LOOP
                IF text_limit.value = '' OR text_limit.value ~ '[[:cntrl:]]' THEN
                    PERFORM events.refuse(
                        text_limit.name, 'must not be empty nor contain control characters', '不能为空，也不能含有控制字符');
                END IF;
                IF octet_length(text_limit.value) > text_limit.bytes THEN
                    PERFORM events.refuse(
                        text_limit.name, format('must have at most %s bytes', text_limit.bytes),
                        format('最多 %s 个字节', text_limit.bytes));
                END IF;
            END LOOP;
            IF dataschema !~ '^[A-Za-z][A-Za-z0-9+.-]*:[!-~]*$' THEN
                PERFORM events.refuse('dataschema', 'must be an absolute URI', '应为绝对 URI');
            END IF;
            IF traceparent !~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$' THEN
                PERFORM events.refuse(
                    'traceparent', 'must be a traceparent of W3C Trace Context', '应为 W3C Trace Context 的 traceparent');
            END IF;
            IF tracestate IS NOT NULL AND (traceparent IS NULL OR tracestate !~ '^[ -~]*$') THEN
                PERFORM events.refuse(
                    'tracestate', 'must be one of W3C Trace Context, beside a traceparent',
                    '应为 W3C Trace Context 的 tracestate，并与 traceparent 同时给出');
            END IF;
            IF octet_length(data::text) > 1048576 THEN
                PERFORM events.refuse('data', 'must have at most 1 MiB', '最多 1 MiB');
            END IF;
            is_known := false;
            IF id IS NULL THEN
                RETURN;
            END IF;
            -- CloudEvents names an event by source and id, and a sender that had no answer sends again.
            said := sha256(convert_to(jsonb_build_array(
                type, subject, data::text, partitionkey, unit, dataschema, traceparent, tracestate, correlationid,
                causationid)::text,
                'UTF8'));
            INSERT INTO events.published AS p (source, id, digest, at, due)
            VALUES (source, id, said, coalesce(due, now()), due) ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN
                SELECT p.digest INTO kept FROM events.published AS p WHERE p.source = source AND p.id = id;
                IF kept IS DISTINCT FROM said THEN
                    PERFORM events.refuse(
                        'id', 'is that of another event, with other content', '这个标识已用于内容不同的事件');
                END IF;
                SELECT s.due INTO waiting FROM bus.scheduled AS s WHERE s.source = source AND s.id = id;
                IF waiting <> due OR waiting IS NOT NULL AND due IS NULL THEN
                    PERFORM events.refuse(
                        'id', 'is that of an event which is scheduled for another time; take it back first',
                        '这个标识的事件已预定在其他时间发布；如要改动，请先撤回');
                END IF;
                is_known := true;
            END IF;
            DELETE FROM events.published AS p USING (
                SELECT o.source, o.id FROM events.published AS o WHERE o.at < now() - interval '30 days'
                ORDER BY o.at LIMIT 2 FOR UPDATE SKIP LOCKED
            ) AS old WHERE p.source = old.source AND p.id = old.id;
        END
        $$;

        CREATE FUNCTION events.forget(source text, id uuid) RETURNS void
        LANGUAGE sql SET search_path = pg_catalog, pg_temp
        AS $$ DELETE FROM events.published AS p WHERE p.source = $1 AND p.id = $2 $$;
        """
}

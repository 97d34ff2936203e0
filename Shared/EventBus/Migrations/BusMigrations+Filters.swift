extension BusMigrations {
    /// What decides whether a reader wants an event.
    ///
    /// ``EventFilter/matches(_:)`` gives the same answers.
    static let filters = #"""
        -- In a pattern only `*` is special: it stands for any characters, dots included.
        CREATE FUNCTION bus.like_patterns(patterns text[]) RETURNS text[]
        LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT coalesce(
                array_agg(replace(replace(replace(replace(p, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')), '{}')
            FROM unnest(patterns) AS p
        $$;

        -- Which of a number of parts a key belongs to. The hash has been the same since PostgreSQL 11; a release that
        -- changed it would have to be met with a new division of every subscription that has more than one slot.
        CREATE FUNCTION bus.part(key text, parts int) RETURNS int
        LANGUAGE sql IMMUTABLE
        AS $$ SELECT ((hashtextextended(key, 0) % parts + parts) % parts)::int $$;

        -- Refuses what are no conditions: what could not be told apart, compared or read again by everybody.
        CREATE FUNCTION bus.require_conditions(conditions jsonb) RETURNS void
        LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            condition jsonb;
            is_good boolean;
        BEGIN
            FOR condition IN
                SELECT e FROM jsonb_array_elements(
                    CASE WHEN jsonb_typeof(conditions) = 'array' THEN conditions ELSE '[null]' END) AS e
                WHERE conditions IS NOT NULL
            LOOP
                is_good := CASE
                    WHEN jsonb_typeof(condition) <> 'object' THEN false
                    WHEN jsonb_typeof(condition -> 'path') IS DISTINCT FROM 'string' OR condition ->> 'path' = ''
                        OR condition - '{path,is,value}'::text[] <> '{}' THEN false
                    WHEN condition ->> 'is' IN ('present', 'absent') THEN NOT condition ? 'value'
                    WHEN condition ->> 'is' IN ('=', '!=', '<', '<=', '>', '>=') THEN bus.is_scalar(condition -> 'value')
                    WHEN condition ->> 'is' IS DISTINCT FROM 'in' THEN false
                    WHEN jsonb_typeof(condition -> 'value') IS DISTINCT FROM 'array' THEN false
                    ELSE NOT EXISTS (
                        SELECT FROM jsonb_array_elements(condition -> 'value') AS e WHERE NOT bus.is_scalar(e)) END;
                IF is_good IS NOT TRUE THEN
                    RAISE EXCEPTION 'bus: wanted_data must be a list of conditions, like %; this is none: %',
                            '[{"path": "state", "is": "=", "value": "active"}]', left(condition::text, 200)
                        USING ERRCODE = 'YZ007', COLUMN = 'wanted_data',
                        HINT = 'wanted_data 应为条件列表，如 [{"path": "state", "is": "=", "value": "active"}]';
                END IF;
            END LOOP;
        END
        $$;

        -- A text, a truth value, or a number of some thirty digits, which every reader of a subscription can take in.
        CREATE FUNCTION bus.is_scalar(value jsonb) RETURNS boolean
        LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT CASE jsonb_typeof(value)
                WHEN 'string' THEN true
                WHEN 'boolean' THEN true
                WHEN 'number' THEN abs((value #>> '{}')::numeric) < 1e30 AND scale((value #>> '{}')::numeric) <= 30
                ELSE false END
        $$;

        -- Conditions are `[{"path": "a.b", "is": "=", "value": ...}, ...]`, and all must hold. Numbers compare as
        -- numbers, everything else as text by code points, so that ISO dates compare as dates. What is not there
        -- satisfies only `absent` and `!=`.
        CREATE FUNCTION bus.satisfies(data json, conditions jsonb) RETURNS boolean
        LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
        AS $$
        DECLARE
            condition jsonb;
            found jsonb;
            wanted jsonb;
            sign int;
        BEGIN
            FOR condition IN SELECT * FROM jsonb_array_elements(conditions) LOOP
                found := (data #> string_to_array(condition ->> 'path', '.'))::jsonb;
                IF found = 'null' THEN
                    found := NULL;
                END IF;
                wanted := condition -> 'value';
                CASE condition ->> 'is'
                    WHEN 'present' THEN
                        IF found IS NULL THEN RETURN false; END IF;
                        CONTINUE;
                    WHEN 'absent' THEN
                        IF found IS NOT NULL THEN RETURN false; END IF;
                        CONTINUE;
                    WHEN 'in' THEN
                        IF found IS NULL OR jsonb_typeof(found) IN ('object', 'array')
                            OR NOT wanted @> jsonb_build_array(found)
                        THEN
                            RETURN false;
                        END IF;
                        CONTINUE;
                    WHEN '=' THEN
                        IF found IS DISTINCT FROM wanted THEN RETURN false; END IF;
                        CONTINUE;
                    WHEN '!=' THEN
                        IF found IS NOT DISTINCT FROM wanted THEN RETURN false; END IF;
                        CONTINUE;
                    ELSE
                END CASE;
                IF jsonb_typeof(found) = 'number' AND jsonb_typeof(wanted) = 'number' THEN
                    sign := sign((found #>> '{}')::numeric - (wanted #>> '{}')::numeric);
                ELSIF jsonb_typeof(found) = 'string' AND jsonb_typeof(wanted) = 'string' THEN
                    sign := CASE
                        WHEN (found #>> '{}') COLLATE "C" < (wanted #>> '{}') COLLATE "C" THEN -1
                        WHEN found = wanted THEN 0 ELSE 1 END;
                ELSE
                    RETURN false;
                END IF;
                IF NOT (CASE condition ->> 'is'
                    WHEN '<' THEN sign < 0 WHEN '<=' THEN sign <= 0 WHEN '>' THEN sign > 0 WHEN '>=' THEN sign >= 0
                    ELSE false END)
                THEN
                    RETURN false;
                END IF;
            END LOOP;
            RETURN true;
        EXCEPTION
            -- Valid JSON that PostgreSQL cannot take apart, such as the escape of NUL, satisfies nothing.
            WHEN data_exception THEN
                RETURN false;
        END
        $$;
        """#
}

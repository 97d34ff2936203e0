extension EventsMigrations {
    /// Of which types the events are that somebody may receive who does not ask at the moment of receiving.
    static let reach = """
        -- Whether everything that fits some patterns fits others too; NULL stands for all types. A star of the one is a
        -- character to the other, which only a star takes.
        CREATE FUNCTION events.covers(granted text[], patterns text[]) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
            SELECT granted IS NULL OR (patterns IS NOT NULL AND NOT EXISTS (
                SELECT FROM unnest(patterns) AS p WHERE NOT p LIKE ANY (bus.like_patterns(granted))))
        $$;

        -- The types of an account in a unit, NULL for all: what every living token of its name may read there, so that none
        -- of them is handed more than its own. Where none lives any more, those of the last one go on to hold.
        CREATE FUNCTION events.types_of(account text, unit text) RETURNS text[]
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$
        #variable_conflict use_variable
        DECLARE
            token text := substr(account, length('token:') + 1);
            types text[];
        BEGIN
            -- Asked for with every batch, and most tokens have no limit.
            IF NOT starts_with(account, 'token:')
                OR NOT EXISTS (SELECT FROM identity.tokens AS t WHERE t.name = token AND t.types IS NOT NULL)
            THEN
                RETURN NULL;
            END IF;
            WITH named AS (
                SELECT t.types, t.created_at, t.revoked_at IS NULL AND t.expires_at > now() AS is_living
                FROM identity.tokens AS t
                WHERE t.name = token AND EXISTS (
                    SELECT FROM identity.grants AS g
                    WHERE g.token = t.id AND g.role IN ('integrator', 'admin')
                        AND unit IN (SELECT identity.below(g.unit)))
            ), counted AS (
                (SELECT n.types FROM named AS n WHERE n.is_living)
                UNION ALL
                (SELECT n.types FROM named AS n WHERE NOT EXISTS (SELECT FROM named AS o WHERE o.is_living)
                    ORDER BY n.created_at DESC LIMIT 1)
            )
            SELECT CASE WHEN bool_or(c.types IS NOT NULL) THEN ARRAY(
                SELECT DISTINCT p.type FROM counted AS l CROSS JOIN LATERAL unnest(l.types) AS p (type)
                WHERE NOT EXISTS (SELECT FROM counted AS o WHERE NOT events.covers(o.types, ARRAY[p.type])))
                END
            INTO types FROM counted AS c;
            RETURN types;
        END
        $$;

        """
}

import Database

extension IdentitySchema {
    /// Sessions and sign-in links do not pile up.
    static let expiry = Migration(
        id: "0003_expiry",
        sql: """
            -- Deletes sessions and links that have been over for a month, no more than `most` of each; says how many. Until
            -- then it can be seen who was signed in. Services may not delete of these tables, only call this.
            CREATE FUNCTION identity.expire(most bigint) RETURNS bigint
            LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS $$
                WITH sessions AS (
                    DELETE FROM identity.sessions WHERE digest IN (
                        SELECT s.digest FROM identity.sessions AS s
                        WHERE least(s.ended_at, s.expires_at) < now() - interval '30 days'
                        LIMIT most FOR UPDATE SKIP LOCKED)
                    RETURNING 1
                ), links AS (
                    DELETE FROM identity.sign_in_links WHERE digest IN (
                        SELECT l.digest FROM identity.sign_in_links AS l
                        WHERE least(l.used_at, l.expires_at) < now() - interval '30 days'
                        LIMIT most FOR UPDATE SKIP LOCKED)
                    RETURNING 1
                )
                SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM links)
            $$;
            REVOKE ALL ON FUNCTION identity.expire(bigint) FROM PUBLIC;
            """,
    )
}

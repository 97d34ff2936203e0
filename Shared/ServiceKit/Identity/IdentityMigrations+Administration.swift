import Database

extension IdentitySchema {
    /// The channel on which it is announced that somebody's rights may have changed.
    static let channel = "yizhan_identity"

    /// What administrators need: versions, an audit trail, and a bell that rings in every process.
    static let administration = Migration(
        id: "0002_administration",
        sql: """
            -- What one office calls a unit in Chinese only has no English name; nobody has to invent one.
            ALTER TABLE identity.units
                ALTER name_zh DROP NOT NULL, ALTER name_en DROP NOT NULL,
                ADD COLUMN version bigint NOT NULL DEFAULT 1 CHECK (version > 0),
                ADD CONSTRAINT units_name_check CHECK (num_nonnulls(name_zh, name_en) > 0),
                -- Rights that are given in the unit above all others never end by a date, so nobody locks all out.
                ADD CONSTRAINT units_root_check CHECK (parent IS NOT NULL OR num_nonnulls(valid_from, valid_to) = 0);
            ALTER TABLE identity.people
                ADD COLUMN version bigint NOT NULL DEFAULT 1 CHECK (version > 0);

            -- The date in China, eight hours ahead of UTC all the year, whatever the session's time zone is.
            CREATE FUNCTION identity.day(at timestamptz) RETURNS date
            LANGUAGE sql IMMUTABLE AS $$ SELECT (at AT TIME ZONE INTERVAL '8 hours')::date $$;

            CREATE FUNCTION identity.is_in_force(unit identity.units) RETURNS boolean
            LANGUAGE sql STABLE AS $$
                SELECT (unit.valid_from IS NULL OR unit.valid_from <= identity.day(now()))
                    AND (unit.valid_to IS NULL OR identity.day(now()) < unit.valid_to)
            $$;

            -- Roles that count: those that are given in a unit that exists today.
            CREATE VIEW identity.grants_in_force AS
                SELECT g.person, g.token, g.role, g.unit
                FROM identity.grants g JOIN identity.units u ON u.code = g.unit
                WHERE identity.is_in_force(u);

            -- What administrators did. Never updated, never deleted from. It refers to nothing, so that it also tells
            -- of what is gone; `units` says whose administrators may read it.
            CREATE TABLE identity.audit (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at timestamptz NOT NULL DEFAULT now(),
                by text NOT NULL,
                by_key text NOT NULL,
                action text NOT NULL,
                subject text NOT NULL,
                units text[] NOT NULL,
                before json,
                after json
            );
            CREATE INDEX audit_subject ON identity.audit (subject, id);

            -- Processes remember for some seconds who may do what. They are told in the transaction of the change
            -- itself, also when that is made with psql: a NOTIFY in a transaction takes a lock of the whole cluster
            -- through its commit, which is why events are never announced so, but rights change seldom. Signing in
            -- only inserts, and rings nothing.
            CREATE FUNCTION identity.ring() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('\(Self.channel)', '');
                RETURN NULL;
            END $$;
            CREATE TRIGGER ring AFTER INSERT OR UPDATE OR DELETE ON identity.units
                FOR EACH ROW EXECUTE FUNCTION identity.ring();
            CREATE TRIGGER ring AFTER UPDATE OR DELETE ON identity.people
                FOR EACH ROW EXECUTE FUNCTION identity.ring();
            CREATE TRIGGER ring AFTER INSERT OR UPDATE OR DELETE ON identity.grants
                FOR EACH ROW EXECUTE FUNCTION identity.ring();
            CREATE TRIGGER ring AFTER UPDATE OR DELETE ON identity.tokens
                FOR EACH ROW EXECUTE FUNCTION identity.ring();
            CREATE TRIGGER ring AFTER UPDATE OR DELETE ON identity.sessions
                FOR EACH ROW EXECUTE FUNCTION identity.ring();
            """,
    )
}

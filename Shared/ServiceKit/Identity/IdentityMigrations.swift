public import Database
import Model

/// The schema in which units, people, tokens and sessions are kept; all services share it.
public enum IdentitySchema {
    /// The schema's name.
    public static let name = "identity"
    /// The unit above all others.
    public static let rootUnit = OrganisationalUnit.root

    /// Its migrations.
    public static let migrations: [Migration] = [
        Migration(
            id: "0001_identity",
            sql: """
                -- A tree of organisational units: university, schools, departments. A unit's code is its name for
                -- programs and never changes; the titles may.
                CREATE TABLE identity.units (
                    code text PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
                    parent text REFERENCES identity.units (code),
                    name_zh text NOT NULL,
                    name_en text NOT NULL,
                    valid_from date,
                    valid_to date CHECK (valid_to > valid_from),
                    CHECK ((parent IS NULL) = (code = '\(Self.rootUnit)')),
                    CHECK (parent <> code)
                );
                INSERT INTO identity.units (code, parent, name_zh, name_en) VALUES
                    ('\(Self.rootUnit)', NULL, '学校', 'University'),
                    ('office', '\(Self.rootUnit)', '国际合作与交流处', 'International Cooperation and Exchange Office');

                CREATE TABLE identity.people (
                    name text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
                    display_zh text,
                    display_en text,
                    created_at timestamptz NOT NULL DEFAULT now(),
                    disabled_at timestamptz
                );

                -- Only digests of secrets are kept. The secrets are 256 random bits, so a plain SHA-256 is enough:
                -- there is nothing to guess that a slower function would protect.
                CREATE TABLE identity.tokens (
                    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                    name text NOT NULL,
                    prefix text NOT NULL UNIQUE,
                    digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
                    -- Of which events it may read; NULL for all.
                    types text[] CHECK (cardinality(types) > 0),
                    created_at timestamptz NOT NULL DEFAULT now(),
                    created_by text NOT NULL,
                    expires_at timestamptz NOT NULL,
                    revoked_at timestamptz
                );
                -- Whether a name stands for a token that is limited is asked with every batch of its subscriptions.
                CREATE INDEX tokens_limited ON identity.tokens (name) WHERE types IS NOT NULL;

                CREATE TABLE identity.grants (
                    person text REFERENCES identity.people (name) ON DELETE CASCADE,
                    token uuid REFERENCES identity.tokens (id) ON DELETE CASCADE,
                    role text NOT NULL CHECK (role IN ('integrator', 'viewer', 'editor', 'approver', 'admin')),
                    unit text NOT NULL REFERENCES identity.units (code),
                    CHECK (num_nonnulls(person, token) = 1)
                );
                CREATE UNIQUE INDEX grants_person ON identity.grants (person, unit, role) WHERE person IS NOT NULL;
                CREATE UNIQUE INDEX grants_token ON identity.grants (token, unit, role) WHERE token IS NOT NULL;

                CREATE TABLE identity.sign_in_links (
                    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
                    person text NOT NULL REFERENCES identity.people (name) ON DELETE CASCADE,
                    expires_at timestamptz NOT NULL,
                    used_at timestamptz
                );

                CREATE TABLE identity.sessions (
                    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
                    person text NOT NULL REFERENCES identity.people (name) ON DELETE CASCADE,
                    created_at timestamptz NOT NULL DEFAULT now(),
                    expires_at timestamptz NOT NULL,
                    ended_at timestamptz
                );

                -- A unit and all units below it.
                CREATE FUNCTION identity.below(top text) RETURNS SETOF text
                LANGUAGE sql STABLE AS $$
                    WITH RECURSIVE tree(code) AS (
                        SELECT top
                        UNION
                        SELECT u.code FROM identity.units u JOIN tree t ON u.parent = t.code
                    )
                    SELECT code FROM tree
                $$;
                """,
        ),
        Self.administration,
        Self.expiry,
    ]
}

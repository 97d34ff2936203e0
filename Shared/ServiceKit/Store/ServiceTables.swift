public import Database

/// The tables that every service has beside those of its record types.
public enum ServiceTables {
    /// Makes them; the first migration of every service.
    ///
    /// - Parameter schema: the service's name, which is its schema's name.
    public static func migration(schema: String) -> Migration {
        Migration(
            id: "0000_service",
            sql: """
                CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

                -- A text as it is searched: in lower case, without diacritics, letters of full width like others, letters
                -- that are not made of two like those that people type for them. Whoever calls it has put the text into
                -- lower case already, because what a database takes for the lower case of a letter depends on its locale.
                -- Text in ASCII needs nothing of this, which is a tenth as dear.
                CREATE FUNCTION \(schema).folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT CASE WHEN octet_length($1) = length($1) THEN lower($1) ELSE
                        lower(normalize(replace(replace(replace(replace(translate(
                            regexp_replace(normalize($1, NFKD), '[\\u0300-\\u036f]', '', 'g'),
                            'łŁøØđĐðÐħĦŧŦı', 'llooddddhhtti'),
                            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFC)) END
                $$;

                -- The same as a part of a pattern for LIKE that takes its wildcards literally.
                CREATE FUNCTION \(schema).literally(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT regexp_replace(\(schema).folded($1), '([\\\\%_])', '\\\\\\1', 'g')
                $$;

                -- What every record was after each of its changes. Never updated, never deleted from: a record that
                -- is gone is still here.
                CREATE TABLE \(schema).history (
                    resource text NOT NULL,
                    record_id uuid NOT NULL,
                    version bigint NOT NULL,
                    at timestamptz NOT NULL,
                    by text NOT NULL,
                    action text NOT NULL,
                    changed text[] NOT NULL,
                    snapshot json NOT NULL,
                    PRIMARY KEY (record_id, version)
                );

                -- Answers already given to a POST, by the key that its sender chose.
                CREATE TABLE \(schema).idempotency (
                    principal text NOT NULL,
                    key text NOT NULL,
                    request bytea NOT NULL,
                    status int,
                    location text,
                    etag text,
                    body bytea,
                    created_at timestamptz NOT NULL DEFAULT now(),
                    PRIMARY KEY (principal, key)
                );
                CREATE INDEX idempotency_created_at ON \(schema).idempotency (created_at);

                -- Files that somebody had checked and has not imported yet.
                CREATE TABLE \(schema).checked_files (
                    principal text NOT NULL,
                    resource text NOT NULL,
                    id uuid NOT NULL DEFAULT gen_random_uuid(),
                    name text,
                    content bytea NOT NULL,
                    checked_at timestamptz NOT NULL DEFAULT now(),
                    PRIMARY KEY (principal, resource)
                );
                """,
        )
    }

    /// Makes records findable by a code that the program gave them: until it was written along with them, one that had
    /// not been changed since was not.
    ///
    /// - Parameters:
    ///   - schema: the service's name, which is its schema's name.
    ///   - number: the migration's place among the service's own.
    ///   - tables: those of its record types.
    public static func codesInSearch(schema: String, _ number: String, tables: [String]) -> Migration {
        let updates = tables.map { table in
            """
            UPDATE \(schema).\(table) SET search = lower(code) || E'\\n' || search \
            WHERE position(lower(code) IN search) = 0;
            """
        }
        return Migration(id: "\(number)_codes_in_search", sql: updates.joined(separator: "\n"))
    }

    /// The SQL of the columns that every record's table begins with, for use inside `CREATE TABLE`.
    ///
    /// `document` is the record as it is read, `search` what the full-text search looks at; both are written with the
    /// columns, by the same statement, and nothing else writes records.
    public static let systemColumns = """
        id uuid PRIMARY KEY,
        code text NOT NULL,
        unit text NOT NULL REFERENCES identity.units (code),
        state text NOT NULL,
        version bigint NOT NULL CHECK (version > 0),
        created_at timestamptz NOT NULL,
        created_by text NOT NULL,
        updated_at timestamptz NOT NULL,
        updated_by text NOT NULL,
        search text NOT NULL,
        document json NOT NULL
        """
}

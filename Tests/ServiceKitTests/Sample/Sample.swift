import Database
import Model
import ServiceKit

/// A service made for these tests.
enum Sample {
    static let definition = ServiceDefinition(
        name: "samples", label: Label(zh: "样例", en: "Samples"),
        collections: [
            Collection(
                Thing.resource, derived: ["titleLength": "char_length(COALESCE(t.title_zh, t.title_en))::bigint"]),
            Collection(Place.resource, rule: PlaceRule()),
            Collection(Trace.resource, isKeptByProgram: true),
        ],
        migrations: [Migration(id: "0001_samples", sql: Self.tables)])

    private static let tables = """
        CREATE SEQUENCE samples.places_code;
        CREATE TABLE samples.places (
            \(ServiceTables.systemColumns), name_zh text, name_en text, capacity bigint, reach text,
            CONSTRAINT places_code_key UNIQUE (code)
        );
        CREATE SEQUENCE samples.traces_code;
        CREATE TABLE samples.traces (\(ServiceTables.systemColumns), text text NOT NULL);
        CREATE SEQUENCE samples.things_code;
        CREATE TABLE samples.things (
            \(ServiceTables.systemColumns),
            title_zh text, title_en text, note text, website text, email text, orcid text, digest text,
            passport_no text, kind text NOT NULL, tags text[], country text, seats bigint, score numeric,
            is_open boolean, held_on date, period_from date, period_to date, budget_minor bigint,
            budget_currency text, place uuid, origin text, rank bigint, decided_on date,
            CONSTRAINT things_code_key UNIQUE (code),
            CONSTRAINT things_place_fkey FOREIGN KEY (place) REFERENCES samples.places (id),
            -- A rule that only the table knows.
            CONSTRAINT things_seats_check CHECK (seats <> 13)
        );
        CREATE TABLE samples.things_parts (
            parent_id uuid NOT NULL REFERENCES samples.things (id) ON DELETE CASCADE,
            ordinal int NOT NULL,
            label text NOT NULL, name_zh text, name_en text, place uuid, share numeric, period_from date,
            period_to date, cost_minor bigint, cost_currency text, contact text,
            PRIMARY KEY (parent_id, ordinal),
            CONSTRAINT things_parts_place_fkey FOREIGN KEY (place) REFERENCES samples.places (id)
        );
        """
}

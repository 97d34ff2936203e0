import Database
import ServiceKit

/// The schema `mobility`, in the order in which it grew.
enum MobilityMigrations {
    static let all: [Migration] = [
        MobilityService.institutions.migration("0001"),
        MobilityService.agreements.migration("0002"),
        Migration(id: "0003_people", sql: Self.people),
        Migration(id: "0004_mobilities", sql: Self.mobilities),
        ServiceTables.codesInSearch(schema: "mobility", "0005", tables: ["mobilities"]),
    ]

    private static let people = """
        -- Which key stands for which person. A number means something only where it was given out: ours among our own
        -- people, a partner's among that partner's. The key travels on the bus, the number never does.
        CREATE TABLE mobility.people (
            scope text NOT NULL,
            number text NOT NULL,
            key uuid NOT NULL DEFAULT gen_random_uuid(),
            PRIMARY KEY (scope, number),
            CONSTRAINT people_key_key UNIQUE (key)
        );
        """
}

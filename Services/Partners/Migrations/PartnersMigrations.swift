import Database
import ServiceKit

/// The tables of the service, in the order in which they came to be.
enum PartnersMigrations {
    static let all: [Migration] = [
        Migration(id: "0001_institutions", sql: Self.institutions),
        Migration(id: "0002_units_and_contacts", sql: Self.unitsAndContacts),
        Migration(id: "0003_agreements", sql: Self.agreements),
        Migration(id: "0004_versions_and_approvals", sql: Self.versionsAndApprovals),
        DatedEvent.migration(schema: "partners", "0005"),
        ServiceTables.codesInSearch(
            schema: "partners", "0006",
            tables: [
                "institutions", "partner_units", "contacts", "agreements", "agreement_versions", "agreement_approvals",
            ]),
        Migration(id: "0007_uses", sql: Self.uses),
    ]

    private static let uses = """
        -- Which records of other services refer to ours, as heard on the bus, and whether they still rely on them. Ours
        -- may be unknown here: what is on its way may arrive late or be gone again.
        CREATE TABLE partners.uses (
            record uuid NOT NULL,
            subject text NOT NULL,
            relies boolean NOT NULL,
            heard_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (record, subject)
        );
        CREATE INDEX uses_subject ON partners.uses (subject);
        """
}

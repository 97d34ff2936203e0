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
    ]
}

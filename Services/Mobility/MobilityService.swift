import Model
public import ServiceKit

/// The service `mobility`: students and staff who go abroad, and those who come to us.
public enum MobilityService {
    /// Institutions as this service has heard of them.
    public static let institutions = HeardCopy(of: Institution.resource, by: "mobility")
    /// Agreements as this service has heard of them.
    public static let agreements = HeardCopy(of: Agreement.resource, by: "mobility")

    /// What the service keeps and how.
    public static let definition = ServiceDefinition(
        name: "mobility",
        label: Label(zh: "人员交流", en: "Mobility"),
        summary: Label(
            zh: "师生出国（境）与来华交流：提名、成行、返回与认定",
            en: "Students and staff abroad and with us: nominated, gone, returned, recognized"),
        collections: [
            Collection(
                Mobility.resource, rule: MobilityRule(),
                derived: [Mobility.lengthClass.name: MobilityFilters.lengthClassExpression],
                filters: MobilityFilters.all)
        ],
        migrations: MobilityMigrations.all,
        copies: [Self.institutions, Self.agreements],
    )
}

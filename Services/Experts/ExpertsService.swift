import Model
public import ServiceKit

/// The service `experts`: foreign experts and teachers, and the terms for which they work here.
public enum ExpertsService {
    /// Institutions as this service has heard of them.
    public static let institutions = HeardCopy(of: Institution.resource, by: "experts")

    /// What the service keeps and how.
    public static let definition = ServiceDefinition(
        name: "experts",
        label: Label(zh: "外国专家", en: "Experts"),
        summary: Label(
            zh: "外国专家和外籍教师：人员档案、聘任、合同与许可",
            en: "Foreign experts and teachers: who they are, their terms, contracts and permits"),
        collections: [
            Collection(Expert.resource, rule: ExpertRule()),
            Collection(Engagement.resource, rule: EngagementRule(), filters: EngagementFilters.all),
        ],
        migrations: ExpertsMigrations.all,
        copies: [Self.institutions],
    )
}

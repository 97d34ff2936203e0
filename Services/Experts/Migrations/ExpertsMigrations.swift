import Database
import ServiceKit

/// The schema `experts`, in the order in which it grew.
enum ExpertsMigrations {
    static let all: [Migration] = [
        ExpertsService.institutions.migration("0001"),
        Migration(id: "0002_experts", sql: Self.experts),
        Migration(id: "0003_engagements", sql: Self.engagements),
        ServiceTables.codesInSearch(schema: "experts", "0004", tables: ["experts", "engagements"]),
    ]
}

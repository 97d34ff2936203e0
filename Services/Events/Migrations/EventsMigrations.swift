import Database

/// The schema of the events service.
enum EventsMigrations {
    static let all: [Migration] = [
        Migration(id: "0001_webhooks", sql: Self.webhooks), Migration(id: "0002_deliveries", sql: Self.deliveries),
        Migration(id: "0003_claims", sql: Self.claims), Migration(id: "0004_publishing", sql: Self.publishing),
        Migration(id: "0005_subscriptions", sql: Self.reach + Self.subscriptions),
        Migration(id: "0006_database_roles", sql: Self.databaseRoles),
        Migration(id: "0007_scheduling", sql: Self.scheduling),
    ]
}

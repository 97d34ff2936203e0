public import Database

/// The schema `bus`, as migrations to be run before any service's own.
public enum BusMigrations {
    /// The schema the bus lives in; also the name its migrations are recorded under.
    public static let schema = "bus"

    /// Every migration of the bus, oldest first.
    ///
    /// They need a role that may create schemas and grant on them.
    public static let all: [Migration] = [
        Migration(id: "0001_log", sql: BusMigrations.log),
        Migration(id: "0002_partitions", sql: BusMigrations.partitions),
        Migration(id: "0003_ticks", sql: BusMigrations.ticks),
        Migration(id: "0004_filters", sql: BusMigrations.filters),
        Migration(id: "0005_reading", sql: BusMigrations.reading),
        Migration(id: "0006_subscriptions", sql: BusMigrations.subscriptions),
        Migration(id: "0007_failures", sql: BusMigrations.failures),
        Migration(id: "0008_leases", sql: BusMigrations.leases),
        Migration(id: "0009_receiving", sql: BusMigrations.receiving),
        Migration(id: "0010_operating", sql: BusMigrations.operating),
        Migration(id: "0011_scheduling", sql: BusMigrations.scheduling),
        Migration(id: "0012_retention", sql: BusMigrations.retention),
        Migration(id: "0013_incarnations", sql: BusMigrations.incarnations),
        Migration(id: "0014_roles", sql: BusMigrations.roles),
        Migration(id: "0015_pulse", sql: BusMigrations.pulse),
        Migration(id: "0016_integrators", sql: BusMigrations.integrators),
    ]
}

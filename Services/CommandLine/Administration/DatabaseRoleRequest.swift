public import Model

/// What a new login of the database for another system is to be.
public struct DatabaseRoleRequest: Sendable, Equatable {
    /// What tells it from others.
    public let name: String
    /// The code of the unit whose events it may read, with those of all units below.
    public let unit: String
    /// The types of events that it may read, with `*` for anything; empty for all.
    public let types: [String]
    /// Whether it may publish.
    public let publishes: Bool
    /// Whether it gets a schema of its own.
    public let hasSchema: Bool

    /// Makes a request.
    public init(name: String, unit: String, types: [String], publishes: Bool, hasSchema: Bool) {
        self.name = name
        self.unit = unit
        self.types = types
        self.publishes = publishes
        self.hasSchema = hasSchema
    }
}

/// A login that was just made.
public struct IssuedDatabaseRole: Sendable {
    /// What may be shown of it, as the interface shows it.
    public let role: JSON
    /// Its password; a secret.
    public let password: String

    /// Makes the pair.
    public init(role: JSON, password: String) {
        self.role = role
        self.password = password
    }
}

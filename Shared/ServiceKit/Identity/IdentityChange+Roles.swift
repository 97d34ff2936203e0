import Database
public import Model

extension IdentityChange {
    /// Gives a person a role in a unit that the actor administers; giving it twice changes nothing.
    ///
    /// An administrator holds every role, so in such a unit nobody can give more than is held.
    public func grant(_ role: Role, in unit: String, to name: String) async throws -> Record {
        try self.requireAdministrator(in: unit)
        let current = try await self.requirePerson(name)
        try await self.requireUnit(unit, at: "/unit")
        let added = try await self.connection.execute(
            """
            INSERT INTO identity.grants (person, role, unit) VALUES (\(name), \(role), \(unit)) \
            ON CONFLICT DO NOTHING
            """)
        guard added > 0 else { return current }
        // Who could make a link for the person as it was, or has signed in by one, must not be the person that it is now.
        try await self.endLinks(of: name)
        _ = try await self.signOut(name)
        return try await self.noted(.personGranted, role, unit, current)
    }

    /// Takes a role in a unit that the actor administers from a person.
    public func withdraw(_ role: Role, in unit: String, from name: String) async throws -> Record {
        try self.requireAdministrator(in: unit)
        let current = try await self.requirePerson(name)
        if role == .admin, unit == IdentitySchema.rootUnit {
            try await self.requireAnotherAdministrator(than: current, at: "/role")
        }
        let removed = try await self.connection.execute(
            "DELETE FROM identity.grants WHERE person = \(name) AND role = \(role) AND unit = \(unit)")
        guard removed > 0 else { throw Refusal.notFound }
        return try await self.noted(.personWithdrawn, role, unit, current)
    }

    /// Refuses to take away the last person who may do everything.
    func requireAnotherAdministrator(than person: Record, at pointer: String) async throws {
        let rows = try await self.connection.query(
            """
            SELECT p.name FROM identity.people p JOIN identity.grants g ON g.person = p.name \
            WHERE p.disabled_at IS NULL AND g.role = \(Role.admin) AND g.unit = \(IdentitySchema.rootUnit)
            """)
        guard rows.count == 1, rows.first?.string(0) == person[Person.name] else { return }
        throw ValidationError(
            pointer, .business,
            Label(
                zh: "这是全校最后一位管理员；请先让另一位人员成为全校管理员",
                en: "This is the last administrator of everything; make another person one first"))
    }

    private func noted(
        _ action: IdentityAction, _ role: Role, _ unit: String, _ before: Record,
    ) async throws -> Record {
        let name = before[Person.name] ?? ""
        try await self.connection.execute("UPDATE identity.people SET version = version + 1 WHERE name = \(name)")
        var grant = Record()
        grant[RoleGrant.role] = role.rawValue
        grant[RoleGrant.unit] = unit
        let isGiven = action == .personGranted
        try await self.note(
            action, name, units: [unit], before: isGiven ? nil : grant.object, after: isGiven ? grant.object : nil)
        return try await self.requirePerson(name)
    }
}

import Database
public import Model

/// What programs do that have the database itself, such as `yizhan up`: they may do everything, and leave a trail too.
extension IdentityStore {
    /// Makes a token and returns its secret, which is not kept.
    ///
    /// - Parameters:
    ///   - name: what the token is for, for people.
    ///   - grants: pairs of a role and a unit's code.
    ///   - days: after how many days it stops working.
    ///   - types: the types of events that it may read; nil for all.
    public func createToken(
        name: String, grants: [(role: Role, unit: String)], days: Int, types: [String]? = nil, by actor: String,
    ) async throws -> Secret {
        try await self.change(as: .system(actor)) { change in
            try await change.createToken(name: name, grants: grants, days: days, types: types)
        }
    }

    /// Makes a token and ends all others of its name: for programs that keep theirs in one place.
    public func replaceToken(
        name: String, grants: [(role: Role, unit: String)], days: Int, by actor: String,
    ) async throws -> Secret {
        try await self.change(as: .system(actor)) { change in
            for token in try await change.liveTokens(named: name) { try await change.revokeToken(prefix: token) }
            return try await change.createToken(name: name, grants: grants, days: days)
        }
    }

    /// Makes sure that a unit exists.
    public func ensureUnit(code: String, parent: String, name: LocalizedText) async throws {
        guard try await self.unit(code) == nil else { return }
        var unit = Record()
        unit[OrganisationalUnit.code] = code
        unit[OrganisationalUnit.parent] = parent
        unit[OrganisationalUnit.name] = name
        let record = unit
        try await self.change(as: .system("yizhan")) { change in
            guard try await change.unit(code) == nil else { return }
            _ = try await change.createUnit(record)
        }
    }

    /// Makes sure that a person exists and holds a role.
    public func ensurePerson(
        _ name: String, role: Role, unit: String, by actor: String = "yizhan",
    ) async throws {
        var person = Record()
        person[Person.name] = name
        let record = person
        try await self.change(as: .system(actor)) { change in
            if try await change.person(name) == nil { _ = try await change.createPerson(record) }
            _ = try await change.grant(role, in: unit, to: name)
        }
    }

    /// Makes a link that signs a person in once within a quarter of an hour, and returns its secret.
    public func createLink(person: String, by actor: String = "yizhan") async throws -> Secret {
        try await self.change(as: .system(actor)) { change in try await change.createLink(person: person) }
    }

    /// Somebody who may do everything: `admin` when that is an administrator, else the first who is.
    ///
    /// When there is nobody left, `admin` is made one. Rights that were taken from `admin` while there are other
    /// administrators are not given back.
    public func ensureAdministrator(by actor: String) async throws -> String {
        let usual = "admin"
        let names = try await self.pool.query(
            """
            SELECT p.name FROM identity.people p JOIN identity.grants g ON g.person = p.name \
            WHERE p.disabled_at IS NULL AND g.role = \(Role.admin) AND g.unit = \(IdentitySchema.rootUnit) \
            ORDER BY p.name <> \(usual), p.name LIMIT 1
            """)
        if let name = names.first?.string(0) { return name }
        try await self.ensurePerson(usual, role: .admin, unit: IdentitySchema.rootUnit, by: actor)
        try await self.change(as: .system(actor)) { change in
            if try await change.person(usual)?[Person.state] == "disabled" {
                _ = try await change.setState(of: usual, by: "enable", expecting: nil)
            }
        }
        return usual
    }
}

package import Database
package import Model

/// What one administrator does to units, people and tokens in one transaction.
///
/// Here stands what may be done: an administrator of a unit acts in that unit and below it, and gives nobody more than
/// that. Pages, the JSON interface and commands all come through here, and everything that is done leaves an entry in
/// the audit trail.
public struct IdentityChange {
    let connection: Connection
    let actor: Actor

    /// What an administrator does on a connection that the caller holds in a transaction.
    package init(connection: Connection, actor: Actor) {
        self.connection = connection
        self.actor = actor
    }

    // MARK: Rights

    /// Refuses whoever administers nothing.
    func requireAdministrator() throws {
        guard self.actor.access.allows(.admin) else { throw Refusal.forbidden(.admin, unit: "") }
    }

    /// Refuses whoever does not administer a unit.
    func requireAdministrator(in unit: String) throws {
        guard self.actor.access.allows(.admin, in: unit) else { throw Refusal.forbidden(.admin, unit: unit) }
    }

    /// Refuses whoever does not administer all that a person may do.
    ///
    /// Roles that do not count today are no exception: they may count tomorrow.
    func requireReach(over person: Record) throws {
        try self.requireAdministrator()
        for grant in person[Person.grants] ?? [] {
            try self.requireAdministrator(in: grant[RoleGrant.unit] ?? IdentitySchema.rootUnit)
        }
    }

    func require(_ version: Int64?, of record: Record) throws {
        guard let version, let current = record.version, version != current else { return }
        throw Refusal.stale(current: current)
    }

    // MARK: Reading

    func unit(_ code: String) async throws -> Record? {
        try await self.connection.query(
            "SELECT \(raw: IdentityRows.unit) FROM identity.units u WHERE u.code = \(code)"
        ).first?.record()
    }

    package func requireUnit(_ code: String, at pointer: String) async throws {
        guard try await self.unit(code) == nil else { return }
        throw ValidationError(pointer, .reference, Label(zh: "没有这个单位", en: "There is no such unit"))
    }

    func person(_ name: String) async throws -> Record? {
        try await self.connection.query(
            "SELECT \(raw: IdentityRows.person) FROM identity.people p WHERE p.name = \(name)"
        ).first?.record()
    }

    func requirePerson(_ name: String) async throws -> Record {
        guard let person = try await self.person(name) else { throw Refusal.notFound }
        return person
    }

    // MARK: The trail

    /// What is counted or computed, and what the entry itself says already.
    private static let silent: Set<String> = [
        SystemFields.version.name, OrganisationalUnit.isInForce.name, SystemFields.createdAt.name,
        SystemFields.createdBy.name, Person.disabledAt.name, APIToken.prefix.name, APIToken.revokedAt.name,
    ]

    /// Notes what was done.
    ///
    /// - Parameters:
    ///   - action: what.
    ///   - subject: to which unit, person or token.
    ///   - units: whose administrators may read of it.
    ///   - before: what it was; the members that are the same afterwards are left out.
    ///   - after: what it is.
    package func note(
        _ action: IdentityAction, _ subject: String, units: [String], before: JSONObject? = nil,
        after: JSONObject? = nil,
    ) async throws {
        func difference(_ object: JSONObject?, from other: JSONObject?) -> String? {
            guard let object else { return nil }
            var rest = JSONObject()
            for member in object where !Self.silent.contains(member.key) && other?[member.key] != member.value {
                if member.value.arrayValue?.isEmpty != true { rest[member.key] = member.value }
            }
            return rest.isEmpty ? nil : JSON.object(rest).description
        }
        try await self.connection.execute(
            """
            INSERT INTO identity.audit (by, by_key, action, subject, units, before, after) \
            VALUES (\(self.actor.name), \(self.actor.key), \(action), \(subject), \(Set(units).sorted()), \
            \(optional: difference(before, from: after))::json, \(optional: difference(after, from: before))::json)
            """)
    }
}

extension JSONObject {
    /// What was decided about a person or token; that a new one is active goes without saying.
    var withoutState: JSONObject {
        var object = self
        object[Person.state.name] = nil
        return object
    }
}

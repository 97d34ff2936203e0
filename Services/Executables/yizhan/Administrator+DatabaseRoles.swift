import Events
import Model
import ServiceKit
import YizhanCommands

extension Administrator {
    func createDatabaseRole(_ request: DatabaseRoleRequest) async throws -> IssuedDatabaseRole {
        var input = JSONObject()
        input[DatabaseRole.name.name] = .string(request.name)
        input[DatabaseRole.unit.name] = .string(request.unit)
        input[DatabaseRole.types.name] = EventTypeGrant.json(request.types)
        input[DatabaseRole.publishes.name] = .bool(request.publishes)
        input[DatabaseRole.hasSchema.name] = .bool(request.hasSchema)
        let object = input
        return try await self.withDatabaseRoles { store in
            let made = try await store.create(.object(object), by: .system("yizhan database-roles"))
            return IssuedDatabaseRole(role: .object(made.record.object), password: made.password.text)
        }
    }

    func databaseRoles() async throws -> [JSON] {
        try await self.withDatabaseRoles { try await $0.roles().map { .object($0.object) } }
    }

    func revokeDatabaseRole(_ name: String) async throws -> JSON? {
        try await self.withDatabaseRoles { store in
            try await store.revoke(name, by: .system("yizhan database-roles")).map { .object($0.object) }
        }
    }

    /// No service may make roles, so this is done by the login that migrates.
    private func withDatabaseRoles<Value>(_ body: (DatabaseRoleStore) async throws -> Value) async throws -> Value {
        try await self.explaining {
            try await self.host.withOwner { try await body(DatabaseRoleStore(owner: $0)) }
        }
    }
}

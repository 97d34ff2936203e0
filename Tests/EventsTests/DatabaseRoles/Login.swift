import Database
import Events
import Foundation
import LibPQ
import Model
import ServiceKit
import TestSupport
import Testing

/// A login of another system, as `yizhan database-roles create` makes it, and its connections.
struct Login: Sendable {
    let name: String
    let role: String
    let password: String
    let pool: Pool

    /// Makes one for the length of a test.
    static func with(
        _ station: Station, unit: String, types: [String] = [], publishes: Bool = false, hasSchema: Bool = false,
        _ body: @escaping @Sendable (Login) async throws -> Void,
    ) async throws {
        // Roles belong to the whole server, which other tests use too.
        let name = "t-\(UUID().uuidString.prefix(8).lowercased())"
        let login = try await self.make(
            station, name, unit: unit, types: types, publishes: publishes, hasSchema: hasSchema)
        do {
            try await body(login)
        } catch {
            try? await login.drop(station)
            throw error
        }
        try await login.drop(station)
    }

    static func make(
        _ station: Station, _ name: String, unit: String, types: [String] = [], publishes: Bool = false,
        hasSchema: Bool = false,
    ) async throws -> Login {
        let input: JSON = [
            "name": .string(name), "unit": .string(unit), "types": .array(types.map { ["type": .string($0)] }),
            "publishes": .bool(publishes), "hasSchema": .bool(hasSchema),
        ]
        let made = try await station.databaseRoles.create(input, by: .system("tests"))
        let role = try #require(made.record[DatabaseRole.role])
        return Login(
            name: name, role: role, password: made.password.text,
            pool: try self.pool(station, role, made.password.text))
    }

    /// Connections under a role with a password.
    static func pool(_ station: Station, _ role: String, _ password: String) throws -> Pool {
        var settings = try ConnectionSettings(parsing: station.database.url)
        settings["user"] = role
        settings["password"] = password
        return Pool(
            try ConnectionConfiguration(url: settings.conninfo, applicationName: "tests"),
            options: PoolOptions(maximum: 2, acquireTimeout: .seconds(20)), logger: TestDatabase.logger)
    }

    func drop(_ station: Station) async throws {
        await self.pool.shutdown()
        try await station.owner.withConnection { connection in
            guard try await !connection.query("SELECT FROM pg_roles WHERE rolname = \(self.role)").isEmpty else {
                return
            }
            try await connection.script(
                "DROP OWNED BY \(SQL.quoted(self.role)) CASCADE; DROP ROLE \(SQL.quoted(self.role))")
        }
    }

    /// The first column of all rows, as numbers.
    func numbers(_ sql: SQL) async throws -> [Int] {
        try await self.pool.query(sql).compactMap { try $0.decode(0, as: Int?.self) }
    }

    /// Expects that a statement is refused for want of a right.
    func expectRefusal(_ statement: SQL) async {
        let error = await #expect(throws: DatabaseError.self, "\(statement)") { try await self.pool.query(statement) }
        #expect(error?.sqlState == .insufficientPrivilege, "\(statement) \(error?.message ?? "")")
    }
}

extension Station {
    /// Logins of the database.
    var databaseRoles: DatabaseRoleStore { DatabaseRoleStore(owner: self.owner) }

    func number(_ sql: SQL) async throws -> Int {
        try await self.owner.query(sql).first?.decode(0, as: Int?.self) ?? 0
    }
}

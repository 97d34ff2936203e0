import Database
import Foundation
import LibPQ
import Model
import TestSupport
import Testing

/// The command by which another system gets a login of the database.
@Suite("Database roles on the command line")
struct DatabaseRoleCommandTests {
    @Test("A login is made, listed without its password, used, and revoked, in the language of the terminal")
    func whole() async throws {
        try await TestDatabase.with { database in
            let name = "cli-\(UUID().uuidString.prefix(8).lowercased())"
            let settings = ["YIZHAN_DATABASE_URL": database.url]
            let english = Program(name: "yizhan", environment: settings.merging(["LC_ALL": "en_US.UTF-8"]) { $1 })
            let chinese = Program(name: "yizhan", environment: settings.merging(["LC_ALL": "zh_CN.UTF-8"]) { $1 })
            #expect(try await english.run(["migrate"]).status == 0)
            let none = try await chinese.run(["database-roles", "list"])
            #expect(none.errors.contains("还没有数据库角色"))

            let made = try await english.run(
                ["database-roles", "create", name, "--unit", "office", "--type", "partners.*", "--publish"])
            #expect(made.status == 0, "\(made.errors)")
            let password = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(password.hasPrefix("yzd_"))
            #expect(made.errors.contains("yizhan_integrator_\(name)"))
            #expect(made.errors.contains("/integrators/office/\(name)"))
            let list = try await english.run(["database-roles", "list", "--json"])
            #expect(!list.output.contains(password))
            let entry = try JSON(parsing: list.output)[0]
            #expect(entry?["name"] == .string(name))
            #expect(entry?["types"] == [["type": "partners.*"]])
            #expect(entry?["source"] == .string("/integrators/office/\(name)"))
            #expect(entry?["state"] == "active")
            #expect(try await chinese.run(["database-roles", "list"]).output.contains("有效"))

            let twice = try await chinese.run(["database-roles", "create", name, "--unit", "office"])
            #expect(twice.status == 1)
            #expect(twice.errors.contains("已有这个名称"))
            let nowhere = try await english.run(["database-roles", "create", "x", "--unit", "nowhere", "--json"])
            #expect(nowhere.status == 1)
            #expect(nowhere.errors.contains("no such unit"))
            #expect(nowhere.output == "")

            #expect(try await chinese.run(["database-roles", "revoke", name]).errors.contains("已吊销"))
            let again = try await english.run(["database-roles", "revoke", name])
            #expect(again.status == 1)
            #expect(again.errors.contains(name))
            let other = try await english.run(["database-roles", "create", name, "--unit", "office", "--json"])
            let object = try JSON(parsing: other.output)
            #expect(object["password"]?.stringValue?.hasPrefix("yzd_") == true)
            #expect(object["password"]?.stringValue != password)
            #expect(object["publishes"] == false)
            try await Self.drop(name, database)
        }
    }

    @Test("Its help has examples")
    func help() async throws {
        let help = try await Program(name: "yizhan").run(["database-roles", "create", "--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("yizhan database-roles create finance --unit office --type 'partners.*'"))
    }

    /// Roles belong to the whole server, which outlives the database.
    private static func drop(_ name: String, _ database: TestDatabase) async throws {
        let pool = try database.pool(PoolOptions(maximum: 1))
        let role = SQL.quoted("yizhan_integrator_\(name)")
        try await pool.withConnection { try await $0.script("DROP OWNED BY \(role); DROP ROLE \(role)") }
        await pool.shutdown()
    }
}

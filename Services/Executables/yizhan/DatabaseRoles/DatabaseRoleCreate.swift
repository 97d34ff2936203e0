import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan database-roles create`.
struct DatabaseRoleCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a login and print its password, this once.",
        discussion: """
            It reads events of its unit and of all units below, those made later included. With --publish it publishes \
            under /integrators/UNIT/NAME. With --schema it has a schema of its own for what it makes of events, so that \
            both are kept in one transaction. A name that was revoked gets another password and goes on where it was.

            EXAMPLES
              yizhan database-roles create warehouse --unit university
              yizhan database-roles create finance --unit office --type 'partners.*' --publish --schema --json
            """
    )

    @Argument(help: "The name: lower-case letters, digits and hyphens.")
    var name: String

    @Option(help: "The code of the unit whose events it reads, with those of all below it.")
    var unit: String

    @Option(name: .customLong("type"), help: "Only events of this type, with * for anything; may be repeated.")
    var types: [String] = []

    @Flag(help: "It may publish events of its own.")
    var publish = false

    @Flag(help: "It has a schema of its own.")
    var schema = false

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let request = DatabaseRoleRequest(
            name: self.name, unit: self.unit, types: self.types, publishes: self.publish, hasSchema: self.schema)
        let made = try await self.output.installation.administer { try await $0.createDatabaseRole(request) }
        if self.output.json {
            var object = made.role.objectValue ?? JSONObject()
            object["password"] = .string(made.password)
            return Terminal.output.line(JSON.object(object).description)
        }
        let role = Record(made.role.objectValue ?? JSONObject())
        Terminal.output.line(made.password)
        let login = role[DatabaseRole.role] ?? ""
        let database = role[DatabaseRole.database] ?? ""
        self.output.say(
            made.role,
            Label(
                zh: "请立即保存：密码不会再次显示。用户 \(login)，数据库 \(database)。",
                en: "Keep it now: the password is not shown again. User \(login), database \(database)."))
        if let source = role[DatabaseRole.source] {
            self.output.say(made.role, Label(zh: "发布来源：\(source)", en: "It publishes under \(source)"))
        }
    }
}

import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan database-roles list`.
struct DatabaseRoleList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the logins that were made, without their passwords.",
        discussion: """
            EXAMPLES
              yizhan database-roles list
              yizhan database-roles list --json
            """
    )

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let roles = try await self.output.installation.administer { try await $0.databaseRoles() }
        let none = Label(zh: "还没有数据库角色。", en: "There is no database role yet.")
        let (style, language) = (self.output.style, self.output.language)
        self.output.list(roles, none: none) { entry in
            let role = Record(entry.objectValue ?? JSONObject())
            let types = EventTypeGrant.patterns(role) ?? []
            var parts = [style.strong(role[DatabaseRole.name] ?? ""), role[DatabaseRole.role] ?? ""]
            parts.append("\(style.faint(DatabaseRole.unit.spec.label(language))) \(role[DatabaseRole.unit] ?? "")")
            if !types.isEmpty { parts.append(types.joined(separator: " ")) }
            if let source = role[DatabaseRole.source] {
                parts.append("\(style.faint(DatabaseRole.source.spec.label(language))) \(source)")
            }
            let state = role[DatabaseRole.state] ?? ""
            let label = DatabaseRole.lifecycle.state(state)?.label(language) ?? state
            parts.append(state == "active" ? style.good(label) : style.bad(label))
            return parts.joined(separator: "  ")
        }
    }
}

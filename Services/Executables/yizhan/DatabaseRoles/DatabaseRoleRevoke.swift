import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan database-roles revoke`.
struct DatabaseRoleRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a login at once, with its sessions and what it has scheduled.",
        discussion: """
            Its subscriptions and its schema stay, for whoever gets a login of that name. A subscription that nobody \
            receives holds the log back until it is suspended.

            EXAMPLES
              yizhan database-roles revoke warehouse
            """
    )

    @Argument(help: "The name, as yizhan database-roles list shows it.")
    var name: String

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let language = self.output.installation.language
        guard let role = try await self.output.installation.administer({ try await $0.revokeDatabaseRole(self.name) })
        else {
            let message = Label(
                zh: "没有有效的数据库角色 \(self.name)。", en: "There is no database role \(self.name), or it was revoked before.")
            throw CommandError(.failed, message(language))
        }
        self.output.say(role, Label(zh: "已吊销。", en: "Revoked."))
    }
}

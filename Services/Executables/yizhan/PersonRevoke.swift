import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan person revoke`.
struct PersonRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a role from a person, at once.",
        discussion: """
            EXAMPLES
              yizhan person revoke li.xuemei --role editor --unit office
              yizhan person revoke wang.qiang --role viewer --json
            """
    )

    @Argument(help: "The account.")
    var name: String

    @Option(help: "viewer, editor, approver, admin or integrator.")
    var role: String

    @Option(help: "The code of the unit for which, with all below it; the whole university when left out.")
    var unit: String?

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let person = try await self.output.installation.administer {
            try await $0.withdraw(self.role, in: self.unit, from: self.name)
        }
        self.output.say(person, Label(zh: "已收回，立即生效。", en: "Taken away; it no longer holds."))
    }
}

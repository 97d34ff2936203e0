import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan person grant`.
struct PersonGrant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Give a person a role.",
        discussion: """
            EXAMPLES
              yizhan person grant li.xuemei --role editor --unit office
              yizhan person grant wang.qiang --role viewer --json
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
            try await $0.grant(self.role, in: self.unit, to: self.name)
        }
        self.output.say(person, Label(zh: "已授予，立即生效。", en: "Given; it holds at once."))
    }
}

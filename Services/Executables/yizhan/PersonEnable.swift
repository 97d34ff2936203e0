import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan person enable`.
struct PersonEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a person sign in again.",
        discussion: """
            EXAMPLES
              yizhan person enable li.xuemei
              yizhan person enable li.xuemei --json
            """
    )

    @Argument(help: "The account.")
    var name: String

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let person = try await self.output.installation.administer {
            try await $0.setDisabled(false, person: self.name)
        }
        self.output.say(person, Label(zh: "已启用。", en: "Enabled."))
    }
}

import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan person disable`.
struct PersonDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Keep a person out, at once: sessions end, histories stay.",
        discussion: """
            EXAMPLES
              yizhan person disable li.xuemei
              yizhan person disable li.xuemei --json
            """
    )

    @Argument(help: "The account.")
    var name: String

    @OptionGroup var output: IdentityOutput

    func run() async throws {
        let person = try await self.output.installation.administer {
            try await $0.setDisabled(true, person: self.name)
        }
        self.output.say(person, Label(zh: "已停用，全部会话已结束。", en: "Disabled; all sessions have ended."))
    }
}

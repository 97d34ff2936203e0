import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan webhooks delete`.
struct WebhookDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a webhook with its deliveries.",
        discussion: """
            EXAMPLES
              yizhan webhooks delete 019a…
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.webhooks { try await $0.delete(self.id) }
        self.output.say(["deleted": .string(self.id)], Label(zh: "已删除。", en: "Deleted."))
    }
}

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

    @OptionGroup var output: WebhookOutput

    func run() async throws {
        try await self.output.connect { try await $0.delete(self.id) }
        let outcome: JSON = ["deleted": .string(self.id)]
        if self.output.json { return Terminal.output.line(outcome.description) }
        Terminal.error.line(Label(zh: "已删除。", en: "Deleted.")(self.output.language))
    }
}

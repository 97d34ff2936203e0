import ArgumentParser
import YizhanCommands

/// The command `yizhan webhooks show`.
struct WebhookShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a webhook.",
        discussion: """
            EXAMPLES
              yizhan webhooks show 019a… --json
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let webhook = try await self.output.webhooks { try await $0.show(self.id) }
        self.output.show(webhook, self.output.webhookLine.webhook)
    }
}

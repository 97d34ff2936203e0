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

    @OptionGroup var output: WebhookOutput

    func run() async throws {
        let webhook = try await self.output.connect { try await $0.show(self.id) }
        self.output.show(webhook) { $0.webhook($1) }
    }
}

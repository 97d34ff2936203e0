import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan webhooks list`.
struct WebhookList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List webhooks.",
        discussion: """
            EXAMPLES
              yizhan webhooks list
              yizhan webhooks list --state disabled --json
            """
    )

    @Option(help: "active, paused or disabled.")
    var state: String?

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let webhooks = try await self.output.webhooks { try await $0.list(state: self.state) }
        self.output.list(
            webhooks, none: Label(zh: "还没有推送。", en: "There is no webhook."), self.output.webhookLine.webhook)
    }
}

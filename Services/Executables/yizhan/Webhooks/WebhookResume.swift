import ArgumentParser
import YizhanCommands

/// The command `yizhan webhooks resume`.
struct WebhookResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Set a webhook to work that was paused or disabled.",
        discussion: """
            EXAMPLES
              yizhan webhooks resume 019a…
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let outcome = try await self.output.webhooks { try await $0.step("resume", self.id) }
        self.output.show(outcome, self.output.webhookLine.webhook)
    }
}

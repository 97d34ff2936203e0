import ArgumentParser
import YizhanCommands

/// The command `yizhan webhooks pause`.
struct WebhookPause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Pause a webhook; what happens meanwhile is sent later.",
        discussion: """
            EXAMPLES
              yizhan webhooks pause 019a…
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let outcome = try await self.output.webhooks { try await $0.step("pause", self.id) }
        self.output.show(outcome, self.output.webhookLine.webhook)
    }
}

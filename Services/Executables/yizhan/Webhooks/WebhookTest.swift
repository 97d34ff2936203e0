import ArgumentParser
import YizhanCommands

/// The command `yizhan webhooks test`.
struct WebhookTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a made-up event to a webhook alone.",
        discussion: """
            EXAMPLES
              yizhan webhooks test 019a…
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let outcome = try await self.output.webhooks { try await $0.test(self.id) }
        self.output.show(outcome, self.output.webhookLine.delivery)
    }
}

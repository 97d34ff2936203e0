import ArgumentParser
import YizhanCommands

/// The command `yizhan webhooks resend`.
struct WebhookResend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend",
        abstract: "Send a delivery once more, under the same webhook-id.",
        discussion: """
            EXAMPLES
              yizhan webhooks resend 1234
            """
    )

    @Argument(help: "The delivery's number, as yizhan webhooks deliveries shows it.")
    var number: Int

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let outcome = try await self.output.webhooks { try await $0.resend(self.number) }
        self.output.show(outcome, self.output.webhookLine.delivery)
    }
}

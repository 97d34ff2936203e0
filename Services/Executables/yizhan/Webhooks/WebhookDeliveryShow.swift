import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan webhooks delivery`.
struct WebhookDeliveryShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery",
        abstract: "Show what was sent and what was answered.",
        discussion: """
            EXAMPLES
              yizhan webhooks delivery 1234
            """
    )

    @Argument(help: "The delivery's number, as yizhan webhooks deliveries shows it.")
    var number: Int

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let found = try await self.output.webhooks { try await $0.delivery(self.number) }
        let line = self.output.webhookLine
        self.output.show(found) { delivery in
            let attempts = (delivery["log"]?.arrayValue ?? []).map(line.attempt)
            return ([line.delivery(delivery)] + attempts).joined(separator: "\n")
        }
    }
}

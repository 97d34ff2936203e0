import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan webhooks deliveries`.
struct WebhookDeliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List deliveries of a webhook, newest first.",
        discussion: """
            EXAMPLES
              yizhan webhooks deliveries 019a… --state failed
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @Option(help: "pending, delivered or failed.")
    var state: String?

    @Option(help: "Only events of this type, exactly.")
    var type: String?

    @Option(help: "The most to list.")
    var limit = 50

    @OptionGroup var output: CommandOutput

    func validate() throws {
        guard self.limit > 0 else { throw ValidationError("--limit is a number from 1.") }
    }

    func run() async throws {
        let found = try await self.output.webhooks {
            try await $0.deliveries(self.id, state: self.state, type: self.type, limit: self.limit)
        }
        self.output.list(
            found, none: Label(zh: "没有送达记录。", en: "There is no delivery."), self.output.webhookLine.delivery)
    }
}

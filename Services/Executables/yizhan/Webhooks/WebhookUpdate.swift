import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan webhooks update`.
struct WebhookUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change a webhook; what is not given stays.",
        discussion: """
            EXAMPLES
              yizhan webhooks update 019a… --to https://finance.example.edu/hook2 --rate 60
              yizhan webhooks update 019a… --filter 'source=/partners unit=office'
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @Option(help: ArgumentHelp("Where events are sent: https://…", valueName: "address"))
    var to: String?

    @Option(help: "Which system hears of events.")
    var name: String?

    @OptionGroup var options: WebhookOptions
    @OptionGroup var output: CommandOutput

    func run() async throws {
        let fields = try self.options.fields(
            [(name: Webhook.name.name, value: self.name), (name: Webhook.url.name, value: self.to)],
            self.output.language)
        let webhook = try await self.output.webhooks { try await $0.update(self.id, fields) }
        self.output.show(webhook, self.output.webhookLine.webhook)
    }
}

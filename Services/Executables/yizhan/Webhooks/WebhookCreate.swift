import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan webhooks create`.
struct WebhookCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a webhook and print its secret, this once.",
        discussion: """
            EXAMPLES
              yizhan webhooks create https://finance.example.edu/hook --name 财务系统 --type 'partners.agreement.*'
              yizhan webhooks create https://dw.example.edu/in --name 数据仓库 --unit office --payload thin \
            --signature ed25519 --header 'X-Api-Key: …' --json
              yizhan webhooks create https://lab.example.edu/in --name 实验室 --filter 'source=/mobility unit=lab' \
            --filter 'type=partners.* unit=school'

            An event is sent when it is of one of the types, or fits one of the filters; all events when none is given.
            """
    )

    @Argument(help: "Where events are sent: https://…")
    var url: String

    @Option(help: "Which system hears of events.")
    var name: String

    @Option(help: "The code of the unit whose events are sent, with all below it.")
    var unit = OrganisationalUnit.root

    @Option(help: "hmac, with a shared secret, or ed25519, with a public key.")
    var signature: String?

    @OptionGroup var options: WebhookOptions
    @OptionGroup var output: CommandOutput

    func run() async throws {
        let fields = try self.options.fields(
            [
                (name: Webhook.name.name, value: self.name), (name: Webhook.unit.name, value: self.unit),
                (name: Webhook.url.name, value: self.url), (name: Webhook.signature.name, value: self.signature),
            ], self.output.language)
        self.output.secret(try await self.output.webhooks { try await $0.create(fields) })
    }
}

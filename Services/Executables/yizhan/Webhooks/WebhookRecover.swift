import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan webhooks recover`.
struct WebhookRecover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Send all events since a time that fit and were not delivered.",
        discussion: """
            EXAMPLES
              yizhan webhooks recover 019a… --since 2026-11-21T08:00:00Z
            """
    )

    @Argument(help: "The webhook's id.")
    var id: String

    @Option(help: "From when on, as 2026-11-21T08:00:00Z.")
    var since: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let outcome = try await self.output.webhooks { try await $0.recover(self.id, since: self.since) }
        let count = outcome["deliveries"]?.integerValue ?? 0
        self.output.say(outcome, Label(zh: "将补发 \(count) 个事件。", en: "\(count) events are on their way."))
    }
}

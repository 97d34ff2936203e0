import ArgumentParser
import Model
import YizhanClient
import YizhanCommands

/// The command `yizhan subscriptions receive`.
struct SubscriptionReceive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Receive events that nobody else has in hand, with a receipt to acknowledge.",
        discussion: """
            EXAMPLES
              yizhan subscriptions receive finance-agreements --limit 10 --wait 30 --json
              yizhan subscriptions acknowledge finance-agreements RECEIPT
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Option(help: "The most events, 1 to 1000.")
    var limit = 100

    @Option(help: "Seconds to wait when there are none, 0 to 60.")
    var wait = 0

    @Option(help: "Seconds for which the receipt holds; unless acknowledged by then the events come again.")
    var visibility = 30

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let received = try await self.output.subscriptions {
            try await $0.receive(self.name, limit: self.limit, wait: self.wait, visibility: self.visibility)
        }
        if self.output.json { return Terminal.output.line(received.description) }
        let line = EventLine(style: self.output.style)
        for event in received["events"]?.arrayValue ?? [] { Terminal.output.line(line.text(try CloudEvent(event))) }
        guard let receipt = received["receipt"]?.integerValue else {
            return Terminal.error.line(Label(zh: "没有事件。", en: "There are no events.")(self.output.language))
        }
        Terminal.error.line(Label(zh: "回执：\(receipt)", en: "Receipt: \(receipt)")(self.output.language))
    }
}

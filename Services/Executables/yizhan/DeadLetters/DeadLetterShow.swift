import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan dead-letters show`.
struct DeadLetterShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a dead letter with the event itself.",
        discussion: """
            EXAMPLES
              yizhan dead-letters show finance-agreements 1203
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Argument(help: "The event's position, as yizhan dead-letters list shows it.")
    var position: Int64

    @OptionGroup var output: CommandOutput

    func run() async throws {
        guard
            let letter = try await self.output.subscriptions({ client in
                try await client.deadLetter(of: self.name, at: self.position)
            })
        else {
            throw CommandError(
                .failed,
                Label(
                    zh: "订阅“\(self.name)”在位置 \(self.position) 没有死信。",
                    en: "Subscription \(self.name) has no dead letter at position \(self.position).")(
                        self.output.language))
        }
        self.output.show(letter) { letter in
            [self.output.subscriptionLine.deadLetter(letter), letter["event"]?.description ?? ""]
                .joined(separator: "\n")
        }
    }
}

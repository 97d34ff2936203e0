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
        let letter = try await self.output.subscriptions {
            try await $0.deadLetter(of: self.name, at: self.position)
        }
        self.output.show(letter) { letter in
            [self.output.subscriptionLine.deadLetter(letter), letter["event"]?.description ?? ""]
                .joined(separator: "\n")
        }
    }
}

import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan dead-letters list`.
struct DeadLetterList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List dead letters, of one subscription or of all.",
        discussion: """
            EXAMPLES
              yizhan dead-letters list
              yizhan dead-letters list finance-agreements --json
            """
    )

    @Argument(help: "The subscription's name; all unless given.")
    var name: String?

    @Option(help: "The most to list.")
    var limit = 100

    @OptionGroup var output: CommandOutput

    func validate() throws {
        guard self.limit > 0 else { throw ValidationError("--limit is a number from 1.") }
    }

    func run() async throws {
        let letters = try await self.output.subscriptions {
            try await $0.deadLetters(of: self.name, limit: self.limit)
        }
        self.output.list(
            letters, none: Label(zh: "没有死信。", en: "There are no dead letters."), self.output.subscriptionLine.deadLetter
        )
    }
}

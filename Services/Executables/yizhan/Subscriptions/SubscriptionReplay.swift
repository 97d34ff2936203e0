import ArgumentParser
import Model

/// The command `yizhan subscriptions replay`.
struct SubscriptionReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Hand out a stretch of the log once more, beside what is new.",
        discussion: """
            EXAMPLES
              yizhan subscriptions replay finance-agreements --after 1200 --through 1300
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Option(help: "The last position that is not handed out again.")
    var after: Int64

    @Option(help: "The last position that is.")
    var through: Int64

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.operate(
            "replay", on: self.name,
            [(name: "after", value: .integer(self.after)), (name: "through", value: .integer(self.through))])
    }
}

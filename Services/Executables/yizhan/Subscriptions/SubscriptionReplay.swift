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

    @Option(
        help: "The last position that is not handed out again, or a place such as 1200@1a2b3c4d.",
        transform: LogPlace.init(argument:))
    var after: LogPlace

    @Option(help: "The last position that is.")
    var through: Int64

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.operate(
            "replay", on: self.name,
            self.after.fields("after") + [(name: "through", value: .integer(self.through))])
    }
}

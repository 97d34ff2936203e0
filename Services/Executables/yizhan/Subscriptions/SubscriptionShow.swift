import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan subscriptions show`.
struct SubscriptionShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show how a subscription stands, and who works on it.",
        discussion: """
            EXAMPLES
              yizhan subscriptions show finance-agreements
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let found = try await self.output.subscriptions { try await $0.show(self.name) }
        self.output.show(found, self.output.subscriptionLine.details)
    }
}

import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan subscriptions delete`.
struct SubscriptionDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "End a subscription, with its place and its dead letters.",
        discussion: """
            EXAMPLES
              yizhan subscriptions delete finance-agreements
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.subscriptions { try await $0.delete(self.name) }
        self.output.say(["deleted": .string(self.name)], Label(zh: "已删除。", en: "Deleted."))
    }
}

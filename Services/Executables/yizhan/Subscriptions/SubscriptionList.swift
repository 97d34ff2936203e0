import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan subscriptions list`.
struct SubscriptionList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List subscriptions and how far behind they are.",
        discussion: """
            EXAMPLES
              yizhan subscriptions list
              yizhan subscriptions list --json | jq '.[] | select(.lag > 1000) | .name'
            """
    )

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let found = try await self.output.subscriptions { try await $0.list() }
        self.output.list(
            found, none: Label(zh: "还没有订阅。", en: "There is no subscription."), self.output.subscriptionLine.subscription
        )
    }
}

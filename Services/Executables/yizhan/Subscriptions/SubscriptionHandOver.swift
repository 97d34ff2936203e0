import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan subscriptions hand-over`.
struct SubscriptionHandOver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over",
        abstract: "Give a subscription to another account; it keeps its place.",
        discussion: """
            A subscription is the account's that made it. Another token by the same name is the same account. People who \
            are integrators of the unit, or administer it, may hand over too.

            EXAMPLES
              yizhan subscriptions hand-over finance-agreements --to token:ledger
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Option(help: "The account, such as token:ledger, or a person's: zhang.")
    var to: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.subscriptions { try await $0.handOver(self.name, to: self.to) }
        self.output.say(
            .object(JSONObject([("name", .string(self.name)), ("to", .string(self.to))])),
            Label(zh: "已将订阅“\(self.name)”交给 \(self.to)。", en: "\(self.name) is \(self.to)'s now."))
    }
}

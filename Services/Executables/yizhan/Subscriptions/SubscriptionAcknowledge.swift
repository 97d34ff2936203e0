import ArgumentParser
import Model

/// The command `yizhan subscriptions acknowledge`.
struct SubscriptionAcknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Acknowledge what was received.",
        discussion: """
            EXAMPLES
              yizhan subscriptions acknowledge finance-agreements 17
              yizhan subscriptions acknowledge finance-agreements 17 --up-to 1204
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Argument(help: "The receipt, as it was received with the events.")
    var receipt: Int64

    @Option(help: "Only up to this position; the rest comes again.")
    var upTo: Int64?

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.settle(
            "acknowledge", on: self.name,
            [(name: "receipt", value: .integer(self.receipt)), (name: "upTo", value: self.upTo.map(JSON.integer))])
    }
}

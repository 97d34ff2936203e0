import ArgumentParser
import Model

/// The command `yizhan subscriptions extend`.
struct SubscriptionExtend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Keep a receipt for longer, counted from now.",
        discussion: """
            EXAMPLES
              yizhan subscriptions extend finance-agreements 17 --seconds 600
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Argument(help: "The receipt, as it was received with the events.")
    var receipt: Int64

    @Option(help: "For how many seconds from now.")
    var seconds: Int64

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.settle(
            "extend", on: self.name,
            [(name: "receipt", value: .integer(self.receipt)), (name: "seconds", value: .integer(self.seconds))])
    }
}

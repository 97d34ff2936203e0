import ArgumentParser
import Model

/// The command `yizhan subscriptions refuse`.
struct SubscriptionRefuse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse",
        abstract: "Say that events could not be handled: they come again later, and are dead letters in the end.",
        discussion: """
            EXAMPLES
              yizhan subscriptions refuse finance-agreements 17 --reason 'the ledger is closed' --seconds 3600
              yizhan subscriptions refuse finance-agreements 17 --position 1203 --position 1204
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Argument(help: "The receipt, as it was received with the events.")
    var receipt: Int64

    @Option(help: ArgumentHelp("Only these; all of the receipt unless given.", valueName: "position"))
    var position: [Int64] = []

    @Option(help: "Why, for whoever looks at the dead letters.")
    var reason: String?

    @Option(help: "Seconds until they come again.")
    var seconds: Int64?

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let positions = self.position.map { JSON.object(JSONObject([("position", .integer($0))])) }
        try await self.output.settle(
            "refuse", on: self.name,
            [
                (name: "receipt", value: .integer(self.receipt)),
                (name: "positions", value: positions.isEmpty ? nil : .array(positions)),
                (name: "reason", value: self.reason.map(JSON.string)),
                (name: "seconds", value: self.seconds.map(JSON.integer)),
            ])
    }
}

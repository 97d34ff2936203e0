import ArgumentParser
import Model

/// The command `yizhan subscriptions divide`.
struct SubscriptionDivide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "divide",
        abstract: "Divide the work into another number of slots; nothing is lost or doubled.",
        discussion: """
            EXAMPLES
              yizhan subscriptions divide finance-agreements --slots 8
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Option(help: "How many can receive at a time, 1 to 256.")
    var slots: Int64

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.operate("divide", on: self.name, [(name: "slots", value: .integer(self.slots))])
    }
}

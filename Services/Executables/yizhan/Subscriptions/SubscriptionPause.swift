import ArgumentParser

/// The command `yizhan subscriptions pause`.
struct SubscriptionPause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stop handing out events; the log goes on.",
        discussion: """
            EXAMPLES
              yizhan subscriptions pause finance-agreements
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.operate("pause", on: self.name)
    }
}

import ArgumentParser

/// The command `yizhan subscriptions resume`.
struct SubscriptionResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on where it was.",
        discussion: """
            EXAMPLES
              yizhan subscriptions resume finance-agreements
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.operate("resume", on: self.name)
    }
}

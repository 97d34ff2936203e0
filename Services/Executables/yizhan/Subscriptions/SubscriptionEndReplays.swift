import ArgumentParser

/// The command `yizhan subscriptions end-replays`.
struct SubscriptionEndReplays: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-replays",
        abstract: "End what is still to be handed out once more; what is new goes on.",
        discussion: """
            EXAMPLES
              yizhan subscriptions end-replays finance-agreements
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.operate("replay/end", on: self.name)
    }
}

import ArgumentParser
import Model

/// The command `yizhan subscriptions seek`.
struct SubscriptionSeek: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seek",
        abstract: "Move a subscription to a position or a time, forwards or back.",
        discussion: """
            EXAMPLES
              yizhan subscriptions seek finance-agreements --position 1200
              yizhan subscriptions seek finance-agreements --time 2026-11-21T08:00:00Z
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @Option(
        help: "Go on after this position, or a place such as 1200@1a2b3c4d.", transform: LogPlace.init(argument:))
    var position: LogPlace?

    @Option(help: "Go on with what came at this time or later, as 2026-11-21T08:00:00Z.")
    var time: String?

    @OptionGroup var output: CommandOutput

    func validate() throws {
        guard (self.position == nil) != (self.time == nil) else {
            throw ValidationError("Give either --position or --time.")
        }
    }

    func run() async throws {
        try await self.output.operate(
            "seek", on: self.name,
            (self.position?.fields("position") ?? []) + [(name: "time", value: self.time.map(JSON.string))])
    }
}

import ArgumentParser

/// The command `yizhan dead-letters discard`.
struct DeadLetterDiscard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Give dead letters up for good: all, some, or one.",
        discussion: """
            EXAMPLES
              yizhan dead-letters discard finance-agreements --position 1203
              yizhan dead-letters discard finance-agreements --through 1300
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @OptionGroup var range: PositionRange

    @OptionGroup var output: CommandOutput

    func run() async throws {
        try await self.output.operateOnLetters("dead-letters/discard", on: self.name, self.range.fields)
    }
}

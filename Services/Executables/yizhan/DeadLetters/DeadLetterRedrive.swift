import ArgumentParser
import Model

/// The command `yizhan dead-letters redrive`.
struct DeadLetterRedrive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive",
        abstract: "Send dead letters into their subscription again: all, some, or one.",
        discussion: """
            EXAMPLES
              yizhan dead-letters redrive finance-agreements
              yizhan dead-letters redrive finance-agreements --position 1203
              yizhan dead-letters redrive finance-agreements --from 1200 --through 1300 --per-second 5
            """
    )

    @Argument(help: "The subscription's name.")
    var name: String

    @OptionGroup var range: PositionRange

    @Option(help: "How many a second; 50 unless given.")
    var perSecond: Int64?

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let rate = (name: "perSecond", value: self.perSecond.map(JSON.integer))
        try await self.output.operateOnLetters("dead-letters/redrive", on: self.name, self.range.fields + [rate])
    }
}

import ArgumentParser
import Model
import YizhanClient
import YizhanCommands

/// The command `yizhan events log`.
struct EventsLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Read a portion of the log.",
        discussion: """
            Says on standard error where to go on. A place with its incarnation, such as 4711@1a2b3c4d, is refused when \
            the log was restored since and went another way; a bare position is trusted.

            EXAMPLES
              yizhan events log --limit 20
              yizhan events log --after 4711@1a2b3c4d --type 'partners.agreement.*' --json
              yizhan events log --source /mobility --unit office --unit lab --subject 'mobilities/*'
            """
    )

    @Option(
        help: ArgumentHelp("Begin after this place; 0 for the oldest event there is.", valueName: "place"),
        transform: LogPlace.init(argument:))
    var after: LogPlace = 0

    @OptionGroup var wanted: EventSelectionOptions

    @Option(help: "The most events, 1 to 5000.")
    var limit = 100

    @Option(help: "Seconds to wait when there are none, 0 to 60.")
    var wait = 0

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let portion = try await self.output.client.connect { client in
            try await CommandError.explaining {
                try await client.events.log(
                    .after(self.after), self.wanted.selection, limit: self.limit, wait: .seconds(self.wait))
            }
        }
        if self.output.json {
            let outcome: JSON = [
                "events": .array(portion.events.map(\.json)), "next": .string("\(portion.next)"),
                "head": .integer(Int64(portion.head)),
            ]
            return Terminal.output.line(outcome.description)
        }
        let line = EventLine(style: self.output.style)
        for event in portion.events { Terminal.output.line(line.text(event)) }
        Terminal.error.line(
            Label(zh: "继续：--after \(portion.next)", en: "Go on with --after \(portion.next)")(self.output.language))
    }
}

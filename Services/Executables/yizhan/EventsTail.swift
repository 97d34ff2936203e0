import ArgumentParser
import Model
import YizhanClient
import YizhanCommands

/// The command `yizhan events tail`.
struct EventsTail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Show events as they happen.",
        discussion: """
            Goes on after a lost connection where it was, so that no event is missed and none is shown twice.

            EXAMPLES
              yizhan events tail
              yizhan events tail --type 'partners.agreement.*' --after 1200
              yizhan events tail --source /mobility --unit office --subject 'mobilities/*'
              yizhan events tail --json --limit 10 | jq .subject
            """
    )

    @OptionGroup var wanted: EventSelectionOptions

    @Option(
        help: ArgumentHelp("Begin after this place; 0 for the oldest event there is.", valueName: "place"),
        transform: LogPlace.init(argument:))
    var after: LogPlace?

    @Option(help: "End after so many events.")
    var limit: Int?

    @Flag(help: "Print each event as one line of JSON.")
    var json = false

    @OptionGroup var client: ClientOptions

    func run() async throws {
        let line = EventLine(style: Style(isOn: Terminal.output.hasColor))
        var left = self.limit ?? .max
        guard left > 0 else { return }
        try await self.client.connect { client in
            try await CommandError.explaining {
                let events = client.events.events(
                    self.after.map(LogStart.after) ?? .now, self.wanted.selection,
                    interrupted: { Terminal.error.line("Connecting again: \($0)") })
                for try await event in events {
                    let text = self.json ? event.json.bytes : Array(line.text(event).utf8)
                    left -= 1
                    guard Terminal.output.write(bytes: text + [UInt8(ascii: "\n")]), left > 0 else { return }
                }
            }
        }
    }
}

import ArgumentParser
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
              yizhan events tail --json --limit 10 | jq .subject
            """
    )

    @Option(help: ArgumentHelp("Only events of this type, * for anything; may be given again.", valueName: "type"))
    var type: [String] = []

    @Option(help: ArgumentHelp("Begin after this position; 0 for the oldest event there is.", valueName: "position"))
    var after: UInt64?

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
            try await EventTail(client: client, types: self.type).follow(
                after: self.after.map { "\($0)" },
                waiting: { Terminal.error.line("Connecting again: \($0)") }
            ) { event in
                let text = self.json ? event.data.split(whereSeparator: \.isNewline).joined() : line.text(event)
                left -= 1
                return Terminal.output.write(bytes: Array((text + "\n").utf8)) && left > 0
            }
        }
    }
}

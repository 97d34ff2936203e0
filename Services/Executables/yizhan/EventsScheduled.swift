import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan events scheduled`.
struct EventsScheduled: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scheduled",
        abstract: "List events that wait to be published, the next one first.",
        discussion: """
            Those under the source of the token; whoever administers the whole university sees all.

            EXAMPLES
              yizhan events scheduled --limit 20
              yizhan events scheduled --source /integrators/university/finance --json | jq '.[].due'
            """
    )

    @Option(help: "Only of this source.")
    var source: String?

    @Option(help: "The most events.")
    var limit = 100

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let found = try await self.output.client.connect { client in
            try await EventsClient(client).scheduled(source: self.source, limit: self.limit)
        }
        self.output.list(
            found, none: Label(zh: "没有预定的事件。", en: "No event is scheduled."),
            ScheduleLine(style: self.output.style).text)
    }
}

import ArgumentParser
import FoundationEssentials
import Model
import YizhanCommands

/// The command `yizhan events scheduled`.
struct EventsScheduled: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scheduled",
        abstract: "List events that wait to be published, the next one first, or show one.",
        discussion: """
            Those under the source of the token; whoever administers the whole university sees all.

            EXAMPLES
              yizhan events scheduled --limit 20
              yizhan events scheduled --source /integrators/university/finance --json | jq '.[].due'
              yizhan events scheduled 0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a11
            """
    )

    @Argument(help: "The id of the one to show; all are listed unless given.", transform: UUID.init(argument:))
    var id: UUID?

    @Option(help: "Only of this source; whose, where several have scheduled an event of that id.")
    var source: String?

    @Option(help: "The most events.")
    var limit = 100

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let line = ScheduleLine(style: self.output.style)
        if let id = self.id {
            let event = try await self.output.client.connect { client in
                try await EventsClient(client).scheduled(id.uuidString.lowercased(), source: self.source)
            }
            return self.output.show(event) { "\(line.text($0))\n\($0["event"]?.description ?? "")" }
        }
        let found = try await self.output.client.connect { client in
            try await EventsClient(client).scheduled(source: self.source, limit: self.limit)
        }
        self.output.list(
            found, none: Label(zh: "没有预定的事件。", en: "No event is scheduled."),
            line.text)
    }
}

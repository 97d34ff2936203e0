import ArgumentParser
import FoundationEssentials
import Model
import YizhanClient
import YizhanCommands

/// The command `yizhan events unschedule`.
struct EventsUnschedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unschedule",
        abstract: "Take an event back that was scheduled; its id may be used again.",
        discussion: """
            Fails when there is none any more: it was published, or taken back before.

            EXAMPLES
              yizhan events unschedule 0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a11
            """
    )

    @Argument(help: "The event's id.", transform: UUID.init(argument:))
    var id: UUID

    @Option(help: "Whose, where several sources have scheduled an event of this id.")
    var source: String?

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let wasThere = try await self.output.client.connect { client in
            try await CommandError.explaining { try await client.events.unschedule(self.id, source: self.source) }
        }
        let id = self.id.uuidString.lowercased()
        guard wasThere else {
            throw CommandError(
                .failed,
                Label(
                    zh: "没有等待发布的事件 \(id)：或已发布，或已撤回。",
                    en: "No event \(id) waits: it was published, or taken back before.")(self.output.language))
        }
        self.output.say(["unscheduled": .string(id)], Label(zh: "已撤回。", en: "Taken back."))
    }
}

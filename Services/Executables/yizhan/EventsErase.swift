import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan events erase`.
struct EventsErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase the payload of one event, for good; its place and its attributes stay.",
        discussion: """
            Out of the log, out of dead letters and out of the attempts of webhooks. What was sent or read before is \
            elsewhere. For administrators of the whole university; who did it, when and why is kept.

            EXAMPLES
              yizhan events erase 4711 --reason 'request of 2026-11-21: a passport number in a remark'
            """
    )

    @Argument(help: "Where the event stands.")
    var position: Int64

    @Option(help: "Why, for the record; without what is to be erased.")
    var reason: String

    @OptionGroup var output: CommandOutput

    func run() async throws {
        let erased = try await self.output.client.connect { client in
            try await EventsClient(client).erase(at: self.position, because: self.reason)
        }
        let id = erased["id"]?.stringValue ?? ""
        self.output.say(
            erased,
            Label(
                zh: "已清除位置 \(self.position) 的事件 \(id) 的内容。",
                en: "Erased the payload of the event \(id) at position \(self.position)."))
    }
}

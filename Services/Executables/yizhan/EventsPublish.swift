import ArgumentParser
import FoundationEssentials
import Model
import YizhanClient
import YizhanCommands

/// The command `yizhan events publish`.
struct EventsPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish an event of your own.",
        discussion: """
            Under the source of the token that publishes, or below it. Published once more under the same id it changes \
            nothing.

            EXAMPLES
              yizhan events publish /integrators/university/finance cn.edu.example.payment.received \
            '{"amount": {"minor": 120000, "currency": "CNY"}}' --subject payments/17
            """
    )

    @Argument(help: "Who says it: /integrators/UNIT/TOKEN, or below it.")
    var source: String

    @Argument(help: "What happened; not beginning with a service's name.")
    var type: String

    @Argument(help: "What is said about it, as JSON; never contact data or numbers of persons.")
    var data: String?

    @Option(help: "What it is about.")
    var subject: String?

    @Option(help: "The unit whose event it is; that of the source unless given.")
    var unit: String?

    @Option(help: "The event's id, a UUID; a new one unless given.")
    var id: String?

    @OptionGroup var output: CommandOutput

    func run() async throws {
        var event = NewEvent(source: self.source, type: self.type, subject: self.subject)
        event.unit = self.unit
        if let text = self.id {
            guard let id = UUID(uuidString: text) else {
                throw CommandError(.usage, "--id: \(text) is no UUID.")
            }
            event.id = id
        }
        if let text = self.data {
            do {
                event.data = try JSON(parsing: text)
            } catch {
                throw CommandError(.badInput, "The data are no JSON: \(error)")
            }
        }
        let publication = try await self.output.client.connect { client in
            try await CommandError.explaining { try await client.events.publish(event) }
        }
        let words =
            publication.published == 1
            ? Label(zh: "已发布。", en: "Published.") : Label(zh: "早已发布，没有变化。", en: "Known already; nothing changed.")
        if !self.output.json { Terminal.output.line(publication.ids.first ?? "") }
        self.output.say(
            ["id": .string(publication.ids.first ?? ""), "published": .bool(publication.published == 1)], words)
    }
}

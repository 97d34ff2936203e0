import ArgumentParser
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

    @OptionGroup var arguments: NewEventArguments
    @OptionGroup var output: CommandOutput

    func run() async throws {
        let event = try self.arguments.event()
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

import ArgumentParser
import Model
import YizhanClient
import YizhanCommands

/// The command `yizhan events schedule`.
struct EventsSchedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Have an event of your own published at a moment to come.",
        discussion: """
            Prints its id, by which it can be taken back until then. Its time is when it is published. The same again under \
            the same id changes nothing.

            EXAMPLES
              yizhan events schedule /integrators/university/finance cn.edu.example.payment.due \
            '{"amount": {"minor": 120000, "currency": "CNY"}}' --subject payments/17 --due 2026-11-21T08:00:00+08:00
            """
    )

    @Option(help: ArgumentHelp("When, as 2026-11-21T08:00:00+08:00; at most five years ahead.", valueName: "time"))
    var due: String

    @Argument(help: "Who says it: /integrators/UNIT/TOKEN, or below it.")
    var source: String

    @Argument(help: "What happened; not beginning with a service's name.")
    var type: String

    @Argument(help: "What is said about it, as JSON; never contact data or numbers of persons.")
    var data: String?

    @OptionGroup var options: NewEventOptions
    @OptionGroup var output: CommandOutput

    func run() async throws {
        let event = try self.options.event(self.type, from: self.source, self.data)
        let made = try await self.output.client.connect { client in
            try await CommandError.explaining { try await client.events.schedule(event, at: self.due) }
        }
        let words =
            made.isPublished
            ? Label(zh: "早已发布，没有变化。", en: "Published already; nothing changed.")
            : made.isKnown
                ? Label(zh: "早已预定，没有变化。", en: "Scheduled already; nothing changed.")
                : Label(zh: "已预定：\(made.due)。", en: "Scheduled for \(made.due).")
        if !self.output.json { Terminal.output.line(made.id) }
        self.output.say(
            [
                "id": .string(made.id), "due": .string(made.due), "known": .bool(made.isKnown),
                "state": made.isPublished ? "published" : "scheduled",
            ], words)
    }
}

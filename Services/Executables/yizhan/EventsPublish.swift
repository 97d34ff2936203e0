import ArgumentParser
import Model
import YizhanClient
import YizhanCommands

/// The command `yizhan events publish`.
struct EventsPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish an event of your own, or a file of them.",
        discussion: """
            Under the source of the token that publishes, or below it. Published once more under the same id it changes \
            nothing.

            A file holds CloudEvents: a JSON array, or one event on each line. All of them are published or none, a thousand \
            and one mebibyte at the most.

            EXAMPLES
              yizhan events publish /integrators/university/finance cn.edu.example.payment.received \
            '{"amount": {"minor": 120000, "currency": "CNY"}}' --subject payments/17
              yizhan events publish --batch payments.json
              jq -c '.payments[].event' ledger.json | yizhan events publish --batch - --json
            """
    )

    @Argument(help: "Who says it: /integrators/UNIT/TOKEN, or below it.")
    var source: String?

    @Argument(help: "What happened; not beginning with a service's name.")
    var type: String?

    @Argument(help: "What is said about it, as JSON; never contact data or numbers of persons.")
    var data: String?

    @Option(help: ArgumentHelp("Publish the events of this file; - for standard input.", valueName: "file"))
    var batch: String?

    @OptionGroup var options: NewEventOptions
    @OptionGroup var output: CommandOutput

    func validate() throws {
        if self.batch == nil {
            guard self.source != nil, self.type != nil else {
                throw ValidationError("Give a source and a type, or --batch with a file of events.")
            }
        } else if self.source != nil || self.options.areGiven {
            throw ValidationError("With --batch all that is said of the events stands in the file.")
        }
    }

    func run() async throws {
        if let batch = self.batch { return try await self.publish(batch: batch) }
        let event = try self.options.event(self.type ?? "", from: self.source ?? "", self.data)
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

    private func publish(batch path: String) async throws {
        let batch = try EventBatch(bytes: try InputFile.bytes(at: path), self.output.language)
        let publication = try await self.output.client.connect { client in
            try await CommandError.explaining { try await client.events.publish(batch: batch.events) }
        }
        if !self.output.json { for id in publication.ids { Terminal.output.line(id) } }
        let (new, known) = (publication.published, publication.known)
        self.output.say(
            [
                "ids": .array(publication.ids.map(JSON.string)), "published": .integer(Int64(new)),
                "known": .integer(Int64(known)),
            ],
            Label(
                zh: "已发布 \(new) 个事件；另有 \(known) 个早已发布，没有变化。",
                en: "Published: \(new). Known already, nothing changed: \(known)."))
    }
}

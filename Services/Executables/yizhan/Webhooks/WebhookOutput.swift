import ArgumentParser
import Model
import YizhanCommands

/// Which service a command about webhooks talks to, and how it says what came of it.
struct WebhookOutput: ParsableArguments {
    @Flag(help: "Print the outcome as JSON.")
    var json = false

    @OptionGroup var client: ClientOptions

    var language: DisplayLanguage { self.client.installation.language }
    var line: WebhookLine { WebhookLine(style: Style(isOn: Terminal.output.hasColor), language: self.language) }

    /// Lends a client.
    func connect<Result>(_ body: (WebhookClient) async throws -> Result) async throws -> Result {
        try await self.client.connect { try await body(WebhookClient($0)) }
    }

    /// One thing: as JSON, or as lines.
    func show(_ outcome: JSON, _ text: (WebhookLine, JSON) -> String) {
        Terminal.output.line(self.json ? outcome.description : text(self.line, outcome))
    }

    /// A list: as JSON, or each entry as a line.
    func list(_ entries: [JSON], none: Label, _ text: (WebhookLine, JSON) -> String) {
        if self.json { return Terminal.output.line(JSON.array(entries).description) }
        for entry in entries { Terminal.output.line(text(self.line, entry)) }
        if entries.isEmpty { Terminal.error.line(none(self.language)) }
    }

    /// A secret that was just made, alone on standard output, so that it can be piped on.
    func secret(_ outcome: JSON) {
        if self.json { return Terminal.output.line(outcome.description) }
        if let secret = outcome["secret"]?.stringValue {
            Terminal.output.line(secret)
            Terminal.error.line(
                self.language == .zh ? "请立即保存：以后不再显示。" : "Keep it now: it is not shown again.")
        } else if let key = outcome["publicKey"]?.stringValue {
            Terminal.output.line(key)
        }
        if let id = outcome["id"]?.stringValue { Terminal.error.line(id) }
    }
}

import Model
import YizhanCommands

extension CommandOutput {
    /// Lends a client for webhooks.
    func webhooks<Result>(_ body: (WebhookClient) async throws -> Result) async throws -> Result {
        try await self.client.connect { try await body(WebhookClient($0)) }
    }

    /// Webhooks as lines.
    var webhookLine: WebhookLine { WebhookLine(style: self.style, language: self.language) }

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

import Model
import YizhanCommands

extension CommandOutput {
    /// Lends a client for subscriptions.
    func subscriptions<Result>(_ body: (SubscriptionClient) async throws -> Result) async throws -> Result {
        try await self.client.connect { try await body(SubscriptionClient($0)) }
    }

    /// Subscriptions as lines.
    var subscriptionLine: SubscriptionLine { SubscriptionLine(style: self.style, language: self.language) }

    /// Does something to a subscription and shows how it stands then.
    func operate(
        _ operation: String, on name: String, _ fields: [(name: String, value: JSON?)] = [],
    ) async throws {
        self.show(try await self.outcome(of: operation, on: name, fields), self.subscriptionLine.details)
    }

    /// Says something of a receipt, and tells what became of its events.
    func settle(
        _ operation: String, on name: String, _ fields: [(name: String, value: JSON?)],
    ) async throws {
        let outcome = try await self.outcome(of: operation, on: name, fields)
        self.say(outcome, SettlementWords.label(outcome))
    }

    /// Does something to dead letters; shows to how many, and how the subscription stands then.
    func operateOnLetters(
        _ operation: String, on name: String, _ fields: [(name: String, value: JSON?)],
    ) async throws {
        self.show(try await self.outcome(of: operation, on: name, fields)) { outcome in
            let letters = outcome["letters"]?.integerValue ?? 0
            let words = Label(
                zh: "涉及死信 \(letters) 封。", en: letters == 1 ? "1 dead letter." : "\(letters) dead letters.")
            return "\(words(self.language))\n\(self.subscriptionLine.details(outcome))"
        }
    }

    private func outcome(
        of operation: String, on name: String, _ fields: [(name: String, value: JSON?)],
    ) async throws -> JSON {
        let given = fields.compactMap { field in field.value.map { (field.name, $0) } }
        return try await self.subscriptions { try await $0.operate(operation, name, JSONObject(given)) }
    }
}

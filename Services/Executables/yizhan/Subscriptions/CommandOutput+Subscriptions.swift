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
        let given = fields.compactMap { field in field.value.map { (field.name, $0) } }
        let outcome = try await self.subscriptions { try await $0.operate(operation, name, JSONObject(given)) }
        self.show(outcome, self.subscriptionLine.details)
    }
}

public import Model
import NIOHTTP1

/// What the commands about events ask of the events service, beyond what the client library does.
public struct EventsClient: Sendable {
    private let client: ServiceClient

    /// Makes a client for events.
    public init(_ client: ServiceClient) {
        self.client = client
    }

    /// The events that wait to be published, the next one first.
    public func scheduled(source: String?, limit: Int) async throws -> [JSON] {
        try await self.client.pages("/events/v1/scheduled", [(name: "source", value: source)], most: limit)
    }

    /// One of them; of a source, where several have scheduled an event of its id.
    public func scheduled(_ id: String, source: String?) async throws -> JSON {
        let query = source.map { "?source=\($0.queryEscaped)" } ?? ""
        return try await self.client.json(.GET, "/events/v1/scheduled/\(id.queryEscaped)\(query)")
    }

    /// Erases the payload of the event at a position, for good; the answer names it by its id.
    public func erase(at position: Int64, because reason: String) async throws -> JSON {
        try await self.client.json(.POST, "/events/v1/log/\(position)/erase", ["reason": .string(reason)])
    }

    /// What was done to the log and to subscriptions, the latest first; of one subscription, if it is named.
    public func operations(on subscription: String?, limit: Int) async throws -> [JSON] {
        let name = subscription.map { "&subscription=\($0.queryEscaped)" } ?? ""
        return try await self.client.json(.GET, "/events/v1/operations?limit=\(limit)\(name)")["items"]?.arrayValue
            ?? []
    }

    /// Transactions that have been open for long, the oldest first.
    public func transactions() async throws -> [JSON] {
        try await self.client.json(.GET, "/events/v1/transactions")["items"]?.arrayValue ?? []
    }
}

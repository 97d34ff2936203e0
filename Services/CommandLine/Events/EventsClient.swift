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

    /// Erases the payload of the event at a position, for good; the answer names it by its id.
    public func erase(at position: Int64, because reason: String) async throws -> JSON {
        try await self.client.json(.POST, "/events/v1/log/\(position)/erase", ["reason": .string(reason)])
    }
}

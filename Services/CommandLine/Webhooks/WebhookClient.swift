public import Model
import NIOHTTP1

/// What the commands about webhooks ask of the events service.
public struct WebhookClient: Sendable {
    private static let path = "/events/v1/webhooks"

    private let client: ServiceClient

    /// Makes a client for webhooks.
    public init(_ client: ServiceClient) {
        self.client = client
    }

    /// Everything there is, or what is in a state.
    public func list(state: String?) async throws -> [JSON] {
        try await self.client.pages(Self.path, [("state", state)], most: .max)
    }

    /// One of them.
    public func show(_ id: String) async throws -> JSON {
        try await self.client.json(.GET, self.path(id))
    }

    /// Makes one; the answer holds its secret, this once.
    public func create(_ fields: JSONObject) async throws -> JSON {
        try await self.client.json(.POST, Self.path, .object(fields))
    }

    /// Changes fields of one, whatever its version.
    public func update(_ id: String, _ fields: JSONObject) async throws -> JSON {
        try await self.client.json(.PATCH, self.path(id), .object(fields), headers: ["if-match": "*"])
    }

    /// Deletes one with its deliveries.
    public func delete(_ id: String) async throws {
        _ = try await self.client.json(.DELETE, self.path(id), headers: ["if-match": "*"])
    }

    /// Takes a step: `pause` or `resume`.
    public func step(_ name: String, _ id: String) async throws -> JSON {
        try await self.client.json(.POST, "\(self.path(id))/transitions/\(name)")
    }

    /// Replaces the secret.
    public func rotate(_ id: String, overlapHours: Int) async throws -> JSON {
        try await self.client.json(
            .POST, "\(self.path(id))/secret/rotate", ["overlapHours": .integer(Int64(overlapHours))])
    }

    /// Sends a made-up event.
    public func test(_ id: String) async throws -> JSON {
        try await self.client.json(.POST, "\(self.path(id))/test")
    }

    /// Sends what was not delivered since a time.
    public func recover(_ id: String, since: String) async throws -> JSON {
        try await self.client.json(.POST, "\(self.path(id))/recover", ["since": .string(since)])
    }

    /// Deliveries, newest first.
    public func deliveries(_ id: String, state: String?, type: String?, limit: Int) async throws -> [JSON] {
        try await self.client.pages("\(self.path(id))/deliveries", [("state", state), ("type", type)], most: limit)
    }

    /// A delivery with all that was sent and answered.
    public func delivery(_ number: Int) async throws -> JSON {
        try await self.client.json(.GET, "\(Self.path)/deliveries/\(number)")
    }

    /// Sends a delivery once more.
    public func resend(_ number: Int) async throws -> JSON {
        try await self.client.json(.POST, "\(Self.path)/deliveries/\(number)/resend")
    }

    private func path(_ id: String) -> String { "\(Self.path)/\(id.queryEscaped)" }
}

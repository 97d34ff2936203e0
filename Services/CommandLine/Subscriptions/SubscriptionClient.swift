public import Model
import NIOHTTP1

/// What the commands about subscriptions and their dead letters ask of the events service.
public struct SubscriptionClient: Sendable {
    private static let path = "/events/v1/subscriptions"

    private let client: ServiceClient

    /// Makes a client for subscriptions.
    public init(_ client: ServiceClient) {
        self.client = client
    }

    /// All that may be seen.
    public func list() async throws -> [JSON] {
        try await self.client.json(.GET, Self.path)["items"]?.arrayValue ?? []
    }

    /// One of them.
    public func show(_ name: String) async throws -> JSON {
        try await self.client.json(.GET, self.path(name))
    }

    /// Makes one, or gives the one of this name other wishes.
    public func subscribe(_ fields: JSONObject) async throws -> JSON {
        try await self.client.json(.POST, Self.path, .object(fields))
    }

    /// Ends one, with its place and its dead letters.
    public func delete(_ name: String) async throws {
        _ = try await self.client.json(.DELETE, self.path(name))
    }

    /// Does something to one and returns how it stands then: `pause`, `resume`, `seek`, `replay`, `divide`; or says something
    /// of a receipt, `acknowledge`, `refuse`, `extend`, and returns what became of it.
    public func operate(_ operation: String, _ name: String, _ fields: JSONObject = JSONObject()) async throws -> JSON {
        try await self.client.json(.POST, "\(self.path(name))/\(operation)", .object(fields))
    }

    /// Gives one to another account.
    public func handOver(_ name: String, to account: String) async throws {
        _ = try await self.client.json(.POST, "\(self.path(name))/hand-over", ["to": .string(account)])
    }

    /// Events that nobody else has in hand, with a receipt; none after so many seconds of waiting.
    public func receive(_ name: String, limit: Int, wait: Int, visibility: Int) async throws -> JSON {
        try await self.client.json(
            .POST, "\(self.path(name))/receive?limit=\(limit)&wait=\(wait)&visibility=\(visibility)")
    }

    /// Dead letters of one subscription, or of all that may be seen; each says in `subscription` whose it is.
    public func deadLetters(of name: String?, limit: Int) async throws -> [JSON] {
        guard let name else { return try await self.client.pages("/events/v1/dead-letters", most: limit) }
        var letters: [JSON] = []
        var after: Int64 = 0
        while letters.count < limit {
            let most = min(limit - letters.count, 1000)
            let path = "\(self.path(name))/dead-letters?after=\(after)&limit=\(most)"
            let page = try await self.client.json(.GET, path)["items"]?.arrayValue ?? []
            letters += page
            guard page.count == most, let last = page.last?["position"]?.integerValue else { break }
            after = last
        }
        return letters
    }

    /// The dead letter at a position, with its event.
    public func deadLetter(of name: String, at position: Int64) async throws -> JSON {
        try await self.client.json(.GET, "\(self.path(name))/dead-letters/\(position)")
    }

    private func path(_ name: String) -> String { "\(Self.path)/\(name.queryEscaped)" }
}

import Model
import NIOCore
import NIOHTTP1

extension EventClient {
    /// Makes a subscription, or gives the one of that name what is wanted now; it keeps its place.
    ///
    /// - Throws: ``ClientError`` when the services refuse, or cannot be reached for some ten seconds.
    @discardableResult
    public func subscribe(_ request: SubscriptionRequest) async throws -> SubscriptionStanding {
        try await self.retrying {
            try SubscriptionStanding(
                try await self.json(
                    .POST, "/events/v1/subscriptions", headers: ["content-type": "application/json"],
                    body: request.json.bytes))
        }
    }

    /// How a subscription stands.
    public func subscription(_ name: String) async throws -> SubscriptionStanding {
        try SubscriptionStanding(try await self.json(.GET, Self.path(name)))
    }

    /// Ends a subscription, with its place and its dead letters.
    public func unsubscribe(_ name: String) async throws {
        _ = try await self.transport.open(.DELETE, Self.path(name), deadline: .now() + .seconds(60))
    }

    /// Receives events that nobody else has in hand; nil when there are none.
    ///
    /// - Parameters:
    ///   - name: the subscription.
    ///   - limit: the most events, up to 1,000.
    ///   - wait: how long to wait when there are none, up to a minute.
    ///   - visibility: how long nobody else gets them; what is not acknowledged by then comes again.
    /// - Throws: ``ClientError``; what was under way to a connection that broke comes again too.
    public func receive(
        _ name: String, limit: Int = 100, wait: Duration = .zero, visibility: Duration = .seconds(60),
    ) async throws -> ReceivedBatch? {
        let parameters = [
            (name: "limit", value: "\(limit)"), (name: "wait", value: "\(wait.components.seconds)"),
            (name: "visibility", value: "\(max(visibility.components.seconds, 1))"),
        ]
        let answer = try await self.json(.POST, "\(Self.path(name))/receive?\(parameters.queryString)")
        guard let events = answer["events"]?.arrayValue else {
            throw ClientError(.malformed, "The answer is nothing that was received: \(answer)")
        }
        guard !events.isEmpty else { return nil }
        guard let receipt = answer["receipt"]?.integerValue else {
            throw ClientError(.malformed, "Events were received without a receipt: \(answer)")
        }
        return ReceivedBatch(
            subscription: name, events: try events.map { try CloudEvent($0) }, receipt: Int(receipt),
            attempt: Int(answer["attempt"]?.integerValue ?? 1), client: self)
    }

    /// Receives for as long as somebody asks for the next batch, through restarts and broken connections.
    ///
    /// ```swift
    /// for try await batch in client.batches(of: "finance-agreements") {
    ///     try await keep(batch.events)
    ///     try await batch.acknowledge()
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - name: the subscription.
    ///   - limit: the most events of a batch, up to 1,000.
    ///   - visibility: how long nobody else gets what was received.
    ///   - interrupted: told when the services cannot be reached, and why.
    public func batches(
        of name: String, limit: Int = 100, visibility: Duration = .seconds(60),
        interrupted: @escaping @Sendable (String) -> Void = { _ in },
    ) -> ReceivedBatches {
        ReceivedBatches(client: self, name: name, limit: limit, visibility: visibility, interrupted: interrupted)
    }

    // MARK: Requests

    static func path(_ name: String) -> String { "/events/v1/subscriptions/\(name.queryEscaped)" }
}

package import Model
import NIOHTTP1

/// What has become of events that were published.
public struct Publication: Sendable, Hashable {
    /// The ids of all, in their order.
    public let ids: [String]
    /// How many of them were new.
    public let published: Int
    /// How many of them were known already, by source and id.
    public let known: Int
}

extension EventClient {
    /// Publishes an event.
    ///
    /// - Throws: ``ClientError`` when the services refuse, or cannot be reached for some ten seconds.
    @discardableResult
    public func publish(_ event: NewEvent) async throws -> Publication {
        try await self.publish([event])
    }

    /// Publishes events, all or none; at most a thousand.
    ///
    /// - Throws: ``ClientError`` when the services refuse, or cannot be reached for some ten seconds.
    @discardableResult
    public func publish(_ events: [NewEvent]) async throws -> Publication {
        try await self.publish(batch: events.map(\.json))
    }

    /// The same, of events as CloudEvents' JSON format has them.
    package func publish(batch events: [JSON]) async throws -> Publication {
        let body = JSON.array(events).bytes
        // The id of an event makes trying again harmless.
        return try await self.retrying { try await self.publish(body) }
    }

    private func publish(_ body: [UInt8]) async throws -> Publication {
        let answer = try await self.json(
            .POST, "/events/v1/events", headers: ["content-type": "application/cloudevents-batch+json"], body: body)
        guard
            let ids = answer["ids"]?.arrayValue?.compactMap(\.stringValue),
            let published = answer["published"]?.integerValue, let known = answer["known"]?.integerValue
        else { throw ClientError(.malformed, "The answer to publishing is not understood: \(answer)") }
        return Publication(ids: ids, published: Int(published), known: Int(known))
    }
}

import Model
import NIOHTTP1

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Events that were received of a subscription, and what becomes of them.
///
/// Nobody else gets them until the receipt runs out. What is neither acknowledged nor refused by then comes again, so
/// that effects belong to the events' ids, or are kept together with them.
public struct ReceivedBatch: Sendable {
    /// The subscription.
    public let subscription: String
    /// The events, in the order of their positions; never empty.
    public let events: [CloudEvent]
    /// Names this delivery.
    public let receipt: Int
    /// The how-manyth attempt it is, when its one event has failed before; otherwise 1.
    public let attempt: Int
    let client: EventClient

    /// Says that the events were handled; they do not come again.
    ///
    /// - Parameter position: only those up to this one; the others come again at once.
    /// - Throws: ``ClientError``; status 409 when the receipt had run out and another has the events, or when an answer
    ///   was lost and this was said already.
    @discardableResult
    public func acknowledge(upTo position: Int? = nil) async throws -> Settlement {
        var object = self.object
        object["upTo"] = position.map { .integer(Int64($0)) }
        return try Settlement(try await self.say("acknowledge", object))
    }

    /// Says that events could not be handled: they come again later, the others do not.
    ///
    /// - Parameters:
    ///   - positions: which; all of them unless given.
    ///   - reason: why, for people who look at dead letters.
    ///   - wait: when they come again; with each attempt later unless given.
    /// - Throws: ``ClientError``, as ``acknowledge(upTo:)``.
    @discardableResult
    public func refuse(
        _ positions: [Int]? = nil, because reason: String, retryIn wait: Duration? = nil,
    ) async throws -> Settlement {
        var object = self.object
        object["positions"] = positions.map { .array($0.map { ["position": .integer(Int64($0))] }) }
        object["reason"] = .string(reason)
        object["seconds"] = wait.map { .integer($0.components.seconds) }
        return try Settlement(try await self.say("refuse", object))
    }

    /// Keeps the receipt for longer, counted from now.
    ///
    /// - Returns: until when nobody else gets the events.
    /// - Throws: ``ClientError``; status 409 when it had run out and another has the events.
    @discardableResult
    public func extend(for visibility: Duration) async throws -> Date {
        var object = self.object
        object["seconds"] = .integer(visibility.components.seconds)
        let answer = try await self.say("extend", object)
        guard let until = answer["until"]?.stringValue.flatMap(Instant.init) else {
            throw ClientError(.malformed, "The answer does not say how long the receipt holds: \(answer)")
        }
        return until.date
    }

    private var object: JSONObject {
        var object = JSONObject()
        object["receipt"] = .integer(Int64(self.receipt))
        return object
    }

    private func say(_ what: String, _ object: JSONObject) async throws -> JSON {
        try await self.client.retrying {
            try await self.client.json(
                .POST, "\(EventClient.path(self.subscription))/\(what)",
                headers: ["content-type": "application/json"], body: JSON.object(object).bytes)
        }
    }
}

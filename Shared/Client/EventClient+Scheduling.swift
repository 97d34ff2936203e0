import Model
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What has become of an event that was to be published later.
public struct Scheduling: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// When it is published, RFC 3339.
    public let due: String
    /// Whether it was known already, by source and id.
    public let isKnown: Bool
    /// Whether it was published by now.
    public let isPublished: Bool
}

extension EventClient {
    /// Has an event published at a moment to come, at most five years ahead; its time is when it is published.
    ///
    /// The same event for the same moment again changes nothing. For another moment, or with another content, it is to be
    /// taken back first.
    ///
    /// - Throws: ``ClientError`` when the services refuse, or cannot be reached for some ten seconds.
    @discardableResult
    public func schedule(_ event: NewEvent, at due: Date) async throws -> Scheduling {
        try await self.schedule(event, at: Instant(due).description)
    }

    /// The same, for a moment as RFC 3339 has it.
    package func schedule(_ event: NewEvent, at due: String) async throws -> Scheduling {
        let body: JSON = ["due": .string(due), "event": event.json]
        // The id of an event makes trying again harmless.
        let answer = try await self.retrying {
            try await self.json(
                .POST, Self.scheduledPath, headers: ["content-type": "application/json"], body: body.bytes)
        }
        guard
            let id = answer["id"]?.stringValue, let due = answer["due"]?.stringValue,
            let isKnown = answer["known"]?.boolValue, let state = answer["state"]?.stringValue
        else { throw ClientError(.malformed, "The answer to scheduling is not understood: \(answer)") }
        return Scheduling(id: id, due: due, isKnown: isKnown, isPublished: state == "published")
    }

    /// Takes an event back that was scheduled; its id may be used again.
    ///
    /// - Parameters:
    ///   - id: the event's id.
    ///   - source: whose, where several sources have scheduled an event of this id.
    /// - Returns: whether it was there to be taken back; not when it was published, or was taken back before.
    /// - Throws: ``ClientError`` when the services refuse, or cannot be reached for some ten seconds.
    @discardableResult
    public func unschedule(_ id: UUID, source: String? = nil) async throws -> Bool {
        let query = source.map { "?\([(name: "source", value: $0)].queryString)" } ?? ""
        let address = "\(Self.scheduledPath)/\(id.uuidString.lowercased())\(query)"
        do {
            try await self.retrying {
                _ = try await self.transport.open(.DELETE, address, deadline: .now() + .seconds(60))
            }
            return true
        } catch let error as ClientError where error.status == 404 {
            return false
        }
    }

    private static let scheduledPath = "/events/v1/scheduled"
}

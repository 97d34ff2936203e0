public import Model
import NIOHTTP1

/// A portion of the log.
public struct LogPortion: Sendable, Hashable {
    /// The events that were selected, in the order of their positions.
    public let events: [CloudEvent]
    /// The place after which to read on, past what was not selected.
    public let next: LogPlace
    /// The position of the newest event there is.
    public let head: Int
}

/// Where in the log to begin.
public enum LogStart: Sendable, Hashable {
    /// With the oldest event there is.
    case beginning
    /// After an event that was handled: its place, or the position alone.
    case after(LogPlace)
    /// With what comes from now on.
    case now

    var parameter: String {
        switch self {
        case .beginning: "0"
        case .after(let place): "\(place)"
        case .now: "now"
        }
    }
}

extension EventClient {
    /// Reads a portion of the log.
    ///
    /// - Parameters:
    ///   - start: where to begin; to go on, ``LogStart/after(_:)`` the portion's ``LogPortion/next``.
    ///   - selection: which events.
    ///   - limit: the most events, up to 5,000.
    ///   - wait: how long to wait for an event when there is none yet, up to a minute.
    /// - Throws: ``ClientError``; status 410 when the log begins later by now, 409 when it ends earlier.
    public func log(
        _ start: LogStart, _ selection: EventSelection = .all, limit: Int = 500, wait: Duration = .zero,
    ) async throws -> LogPortion {
        var parameters = [(name: "after", value: start.parameter), (name: "limit", value: "\(limit)")]
        if wait > .zero { parameters.append((name: "wait", value: "\(wait.components.seconds)")) }
        let path = "/events/v1/log?" + (parameters + selection.parameters).queryString
        let answer = try await self.json(.GET, path)
        guard
            let events = answer["events"]?.arrayValue, let next = answer["next"]?.integerValue,
            let head = answer["head"]?.integerValue, let incarnation = answer["incarnation"]?.stringValue
        else { throw ClientError(.malformed, "The answer is no portion of the log: \(answer)") }
        return LogPortion(
            events: try events.map { try CloudEvent($0, incarnation: incarnation) },
            next: LogPlace(position: Int(next), incarnation: incarnation), head: Int(head))
    }

    /// Follows the log, through restarts and broken connections: every event once, in the order of positions.
    ///
    /// - Parameters:
    ///   - start: where to begin.
    ///   - selection: which events.
    ///   - interrupted: told when the connection is lost, and why.
    public func events(
        _ start: LogStart, _ selection: EventSelection = .all,
        interrupted: @escaping @Sendable (String) -> Void = { _ in },
    ) -> FollowedEvents {
        FollowedEvents(client: self, start: start, selection: selection, interrupted: interrupted)
    }
}

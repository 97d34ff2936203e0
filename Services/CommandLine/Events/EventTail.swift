import AsyncHTTPClient
import Model
import NIOCore
import NIOHTTP1

/// Follows the event log of a running installation, through restarts and broken connections.
public struct EventTail: Sendable {
    private let client: ServiceClient
    private let query: String

    /// Prepares to follow.
    ///
    /// - Parameters:
    ///   - client: where to.
    ///   - types: event types, wildcards allowed; empty for all.
    public init(client: ServiceClient, types: [String] = []) {
        self.client = client
        let pairs = types.map { "type=" + QueryText.escaped($0) }
        self.query = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    /// Calls `body` for every event, in the order of their positions, until it says no, or the task is cancelled.
    ///
    /// - Parameters:
    ///   - position: the position after which to begin; nil for what comes from now on.
    ///   - waiting: told when the connection is lost, and why.
    ///   - body: handles an event; returns whether to go on.
    /// - Throws: ``CommandError`` when the server refuses, or was never there: then trying again would not help.
    public func follow(
        after position: String?,
        waiting: (String) -> Void,
        _ body: (ServerSentEventParser.Event) throws -> Bool
    ) async throws {
        // The end of the log is asked for once and kept: a connection lost before the first event loses none.
        let begin = if let position { position } else { try await self.end() }
        var parser = ServerSentEventParser(lastEventID: begin)
        var failures = 0
        var hasConnected = false
        var retry: Int?
        while true {
            do {
                let seen = parser.lastEventID
                // A new connection begins a new line: half an event that was received is received whole again.
                parser = ServerSentEventParser(lastEventID: seen)
                guard try await self.connection(&parser, body, connected: { (failures, hasConnected) = (0, true) })
                else { return }
                waiting("the server ended the stream")
            } catch let error as CommandError where error.code != .unavailable || !hasConnected {
                throw error
            } catch let error as CancellationError {
                throw error
            } catch let error as HandlerFailure {
                throw error.error
            } catch {
                waiting("\(error)")
            }
            failures += 1
            retry = parser.retryMilliseconds ?? retry
            let pause = retry ?? min(15_000, 250 << min(failures, 6))
            // Everybody comes back after a restart; not everybody in the same moment.
            try await Task.sleep(for: .milliseconds(pause + Int.random(in: 0...pause / 4)))
        }
    }

    private func end() async throws -> String {
        let answer = try await self.client.send(.GET, "/events/v1/log?after=now&limit=1")
        guard let next = (try? JSON(parsing: answer.body))?["next"]?.integerValue else {
            throw CommandError(.failed, "The server does not say where its event log ends.")
        }
        return "\(next)"
    }

    /// An error of the caller's, told apart from one of the connection's.
    private struct HandlerFailure: Error {
        let error: any Error
    }

    private func connection(
        _ parser: inout ServerSentEventParser,
        _ body: (ServerSentEventParser.Event) throws -> Bool,
        connected: () -> Void
    ) async throws -> Bool {
        let response = try await self.client.stream(
            .GET, "/events/v1/stream" + self.query,
            headers: parser.lastEventID.map { ["accept": "text/event-stream", "last-event-id": $0] }
                ?? ["accept": "text/event-stream"]
        )
        connected()
        for try await buffer in response.body {
            for event in parser.feed(buffer.readableBytesView) {
                let goOn: Bool
                do { goOn = try body(event) } catch { throw HandlerFailure(error: error) }
                if !goOn { return false }
            }
        }
        return true
    }
}

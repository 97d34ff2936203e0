import AsyncHTTPClient
import Model
import NIOCore
import NIOHTTP1

/// The events of the log as they come, each once and in order, for as long as somebody asks for the next.
///
/// It is read as fast as it is asked for: who takes their time is not sent more than the connection holds. A connection
/// that breaks is made again where it was. The sequence ends by throwing: ``ClientError`` when the services refuse or were
/// never there, `CancellationError` when the task is cancelled.
public struct FollowedEvents: AsyncSequence, Sendable {
    /// An event.
    public typealias Element = CloudEvent

    let client: EventClient
    let start: LogStart
    let selection: EventSelection
    let interrupted: @Sendable (String) -> Void

    /// Begins to follow, anew for every iterator.
    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// A place in the log, and the connection that goes on from there.
    public struct Iterator: AsyncIteratorProtocol {
        private let followed: FollowedEvents
        /// The last place that is known: events up to it were given, or not selected.
        private var place: LogPlace?
        private var parser = ServerSentEventParser()
        private var body: HTTPClientResponse.Body.AsyncIterator?
        /// Events that have come, the next one last.
        private var ready: [CloudEvent] = []
        private var failures = 0
        private var hasConnected = false
        /// How long the server wants those to wait who come back, in milliseconds.
        private var asked: Int?

        init(_ followed: FollowedEvents) {
            self.followed = followed
            switch followed.start {
            case .beginning: self.place = 0
            case .after(let place): self.place = place
            case .now: break
            }
        }

        /// The next event, when there is one; waited for on no particular executor, as the connection's own iterator does.
        @concurrent
        public mutating func next() async throws -> CloudEvent? {
            while true {
                if let event = self.ready.popLast() {
                    self.place = event.place
                    return event
                }
                try Task.checkCancellation()
                do {
                    if self.body == nil { try await self.connect() }
                    if let buffer = try await self.body?.next() {
                        try self.take(buffer)
                        continue
                    }
                    self.followed.interrupted("the server ended the stream")
                } catch let error as ClientError where !error.isPassing || !self.hasConnected {
                    throw error
                } catch {
                    // What a cancelled task meets is no failure of the connection.
                    try Task.checkCancellation()
                    self.followed.interrupted("\(error)")
                }
                self.body = nil
                self.failures += 1
                try await Task.sleep(for: Backoff.pause(afterFailures: self.failures, asked: self.asked))
            }
        }

        @concurrent
        private mutating func connect() async throws {
            // The end of the log is asked for once and kept: a connection lost before the first event loses none.
            let place: LogPlace
            if let known = self.place {
                place = known
            } else {
                place = try await self.followed.client.log(.now, limit: 1).next
                self.place = place
            }
            let query = self.followed.selection.parameters.queryString
            let response = try await self.followed.client.transport.open(
                .GET, "/events/v1/stream" + (query.isEmpty ? "" : "?\(query)"),
                headers: ["accept": "text/event-stream", "last-event-id": "\(place)"])
            self.body = response.body.makeAsyncIterator()
            // A new connection begins a new line: half an event that was received is received whole again.
            self.parser = ServerSentEventParser(lastEventID: "\(place)")
            self.failures = 0
            self.hasConnected = true
        }

        private mutating func take(_ buffer: ByteBuffer) throws {
            var last = self.place?.position ?? 0
            var events: [CloudEvent] = []
            for sent in self.parser.feed(buffer.readableBytesView) {
                let event: CloudEvent
                do {
                    event = try CloudEvent(
                        try JSON(parsing: sent.data), incarnation: sent.id.flatMap { LogPlace($0) }?.incarnation)
                } catch let error as JSONSyntaxError {
                    throw ClientError(.malformed, "What came is no event of the log (\(error)).")
                }
                // Whatever a proxy or a server repeats, nobody is given an event twice.
                guard event.position > last else { continue }
                last = event.position
                events.append(event)
            }
            self.asked = self.parser.retryMilliseconds ?? self.asked
            self.ready = events.reversed()
        }
    }
}

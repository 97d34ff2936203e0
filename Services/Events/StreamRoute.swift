import EventBus
import HTTPTypes
import Hummingbird
import LibPQ
import Model
import NIOCore
import ServiceKit
import ServiceLifecycle

/// `GET /events/v1/stream`: the log as server-sent events (HTML Standard, section 9.2).
///
/// `id` is the place, position and incarnation, `event` the CloudEvents type, `data` the event in CloudEvents' structured JSON. A broken
/// connection goes on where it stopped by `Last-Event-ID`.
struct StreamRoute: Sendable {
    let bus: EventBus
    /// A comment often enough that no proxy takes the connection for dead.
    var keepAlive: Duration = .seconds(15)

    /// What is kept for a reader that does not read: a page of so many bytes, or one event.
    private static let pageBytes = 1 << 20

    /// Between two looks for news that must come.
    private static let pause = Duration.milliseconds(500)

    var endpoint: Endpoint {
        Endpoint(
            .get, "/events/v1/stream", "streamLog", "Events after a position, and all that come, as they come",
            parameters: LogParameters.stream.description, answer: LogDescription.stream,
            answerType: "text/event-stream", problems: LogDescription.problems, self.stream)
    }

    @Sendable private func stream(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.integrator()
        let asked = try LogRequest(request, actor: actor, parameters: .stream)
        let start: LogPlace
        if let given = asked.after { start = given } else { start = LogPlace(position: try await self.bus.head()) }
        // The first read happens before the answer begins, so that an expired position is a proper refusal.
        let first = try await LogProblem.explaining {
            try await self.bus.read(
                after: start.position, limit: 500, bytes: Self.pageBytes, filter: asked.filter, within: asked.reach,
                incarnation: start.incarnation)
        }
        let body = ResponseBody { [bus, keepAlive] writer in
            var (events, place, end) = (first.events, first.place, first.head)
            try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
            // A server that shuts down ends the stream; the client comes back with its Last-Event-ID.
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                // A reader that does not read holds up the write, and then little is kept for it but the page itself.
                while !events.isEmpty {
                    let (frames, count) = Self.frames(events, of: place.incarnation)
                    try await writer.write(ByteBuffer(bytes: frames))
                    events.removeFirst(count)
                }
                let known = place
                let before = known.position
                if before >= end {
                    let head = try await cancelWhenGracefulShutdown {
                        try await bus.waitForNews(after: before, deadline: keepAlive)
                    }
                    if head <= before {
                        // An outage of the database says nothing about the reader.
                        do {
                            guard try await context.currentActor() != nil else { break }
                        } catch is DatabaseError {}
                        try await writer.write(ByteBuffer(string: ": \(known)\n\n"))
                        continue
                    }
                }
                do {
                    // What the reader may do can have changed while nothing came, or while much did.
                    guard let actor = try await context.currentActor(), actor.access.allows(.integrator) else { break }
                    let asked = try LogRequest(request, actor: actor, parameters: .stream)
                    // A log that was restored meanwhile, and went another way than what was sent, ends the stream; who comes
                    // back is told where the two part.
                    let page = try await bus.read(
                        after: before, limit: 500, bytes: Self.pageBytes, filter: asked.filter, within: asked.reach,
                        incarnation: known.incarnation)
                    (events, place, end) = (page.events, page.place, page.head)
                } catch let error as EventBusError {
                    try await writer.write(ByteBuffer(string: ": \(error)\n\n"))
                    break
                } catch is DatabaseError {
                    // A browser that comes back to a refusal never comes again (HTML Standard, section 9.2.3), so the
                    // stream outlives an outage of the database.
                    try await writer.write(ByteBuffer(string: ": the database cannot be reached\n\n"))
                }
                // No news after all: the database is away, or has come back without ticks that it never kept.
                if place.position == before {
                    try await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
                }
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store",
                // nginx would otherwise hold events back until its buffer is full.
                HTTPField.Name.accelBuffering: "no",
            ],
            body: body)
    }

    /// About so many bytes are written at once.
    private static let portion = 64 << 10

    /// The frames of the first events, as many as make up a portion, and of how many events they are.
    private static func frames(_ events: [Event], of incarnation: String?) -> (bytes: [UInt8], count: Int) {
        var bytes: [UInt8] = []
        var count = 0
        for event in events where bytes.count < Self.portion {
            count += 1
            let place = LogPlace(position: event.position, incarnation: incarnation)
            bytes += Array("id: \(place)\nevent: ".utf8)
            Self.append(Array(event.type.utf8), to: &bytes)
            bytes += Array("\ndata: ".utf8)
            var data: [UInt8] = []
            event.appendCloudEvent(to: &data)
            Self.append(data, to: &bytes)
            bytes += Array("\n\n".utf8)
        }
        return (bytes, count)
    }

    /// Line breaks would end the field, and what follows them could be taken for another one.
    ///
    /// In JSON they only stand between values, where a space says the same.
    private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
        bytes += text.lazy.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
    }
}

extension ServiceRequestContext {
    /// Who reads the log: anybody who holds the integrator's role, or one that includes it.
    func integrator() throws -> Actor {
        guard let actor = self.actor else { throw Problem.unauthenticated }
        guard actor.access.allows(.integrator) else { throw Refusal.forbidden(.integrator, unit: "university") }
        return actor
    }
}

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
/// `id` is the position, `event` the CloudEvents type, `data` the event in CloudEvents' structured JSON. A broken
/// connection goes on where it stopped by `Last-Event-ID`.
struct StreamRoute: Sendable {
    let bus: EventBus
    /// A comment often enough that no proxy takes the connection for dead.
    var keepAlive: Duration = .seconds(15)

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
        let start: Int
        if let given = asked.after { start = given } else { start = try await self.bus.head() }
        // The first read happens before the answer begins, so that an expired position is a proper refusal.
        let first = try await LogProblem.explaining {
            try await self.bus.read(after: start, limit: 500, filter: asked.filter)
        }
        let body = ResponseBody { [bus, keepAlive] writer in
            var (events, position, end) = (first.events, first.next, first.head)
            try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
            // A server that shuts down ends the stream; the client comes back with its Last-Event-ID.
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                if !events.isEmpty {
                    try await writer.write(ByteBuffer(bytes: Self.frames(events)))
                    events = []
                }
                let before = position
                if before >= end {
                    let head = try await cancelWhenGracefulShutdown {
                        try await bus.waitForNews(after: before, deadline: keepAlive)
                    }
                    if head <= before {
                        // An outage of the database says nothing about the reader.
                        do {
                            guard try await context.currentActor() != nil else { break }
                        } catch is DatabaseError {}
                        try await writer.write(ByteBuffer(string: ": \(before)\n\n"))
                        continue
                    }
                }
                do {
                    // What the reader may do can have changed while nothing came, or while much did.
                    guard let actor = try await context.currentActor(), actor.access.allows(.integrator) else { break }
                    let filter = try LogRequest(request, actor: actor, parameters: .stream).filter
                    let page = try await bus.read(after: before, limit: 500, filter: filter)
                    (events, position, end) = (page.events, page.next, page.head)
                } catch is DatabaseError {
                    // A browser that comes back to a refusal never comes again (HTML Standard, section 9.2.3), so the
                    // stream outlives an outage of the database.
                    try await writer.write(ByteBuffer(string: ": the database cannot be reached\n\n"))
                }
                // No news after all: the database is away, or has come back without ticks that it never kept.
                if position == before {
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

    private static func frames(_ events: [Event]) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in events {
            bytes += Array("id: \(event.position)\nevent: ".utf8)
            Self.append(Array(event.type.utf8), to: &bytes)
            bytes += Array("\ndata: ".utf8)
            var data: [UInt8] = []
            event.appendCloudEvent(to: &data)
            Self.append(data, to: &bytes)
            bytes += Array("\n\n".utf8)
        }
        return bytes
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

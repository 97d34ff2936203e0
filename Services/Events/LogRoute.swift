import EventBus
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import ServiceKit

/// `GET /events/v1/log?after=N`: the log in portions, with long-poll (`wait=seconds`).
struct LogRoute: Sendable {
    let bus: EventBus

    /// An answer is built in memory: a page ends with the event that makes it so long.
    private static let pageBytes = 4 << 20

    var endpoint: Endpoint {
        Endpoint(
            .get, "/events/v1/log", "readLog", "Events after a position, in the order of the log",
            parameters: LogParameters.log.description, answer: LogDescription.page,
            otherAnswers: [(schema: LogDescription.batch, type: ContentMode.batchedType)],
            problems: LogDescription.problems, self.read)
    }

    @Sendable private func read(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.integrator()
        var asked = try LogRequest(request, actor: actor, parameters: .log)
        let deadline = ContinuousClock.now + asked.wait
        var after: LogPlace
        if let given = asked.after { after = given } else { after = LogPlace(position: try await self.bus.head()) }
        while true {
            let known = after
            let page = try await LogProblem.explaining {
                try await self.bus.read(
                    after: known.position, limit: asked.limit, bytes: Self.pageBytes, filter: asked.filter,
                    within: asked.reach, incarnation: known.incarnation)
            }
            let left = deadline - ContinuousClock.now
            if !page.events.isEmpty || left <= .zero {
                return request.accepts(ContentMode.batchedType) ? Self.batch(page, request) : Self.answer(page)
            }
            // News that turn out to be none: the database has come back without ticks that it never kept.
            if page.next == known.position, self.bus.knownHead > page.next {
                try await Task.sleep(for: .milliseconds(100))
            }
            // Nothing for this reader up to `next`; what comes later decides.
            after = page.place
            if page.next >= page.head {
                _ = try await LogProblem.explaining {
                    try await self.bus.waitForNews(after: page.next, deadline: left)
                }
                // What was revoked during the wait no longer reads.
                guard let actor = try await context.currentActor() else { throw Problem.unauthenticated }
                asked = try LogRequest(request, actor: actor, parameters: .log)
            }
        }
    }

    private static func answer(_ page: LogPage) -> Response {
        var bytes = Array("{\"events\":".utf8)
        Self.append(page.events, to: &bytes)
        let place = "\"next\":\(page.next),\"head\":\(page.head),\"incarnation\":\(JSON.string(page.incarnation))"
        bytes += Array(",\(place)}".utf8)
        return Self.answer(bytes, "application/json")
    }

    /// The events and nothing else, as CloudEvents' batched mode wants it; where to go on is in a header.
    private static func batch(_ page: LogPage, _ request: Request) -> Response {
        var bytes: [UInt8] = []
        Self.append(page.events, to: &bytes)
        var response = Self.answer(bytes, ContentMode.batchedType)
        let pairs = request.queryPairs.filter { $0.name != "after" } + [(name: "after", value: page.place.description)]
        response.headers[.link] = "<\(request.uri.path)?\(pairs.queryString)>; rel=\"next\""
        return response
    }

    private static func append(_ events: [Event], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, event) in events.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            event.appendCloudEvent(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func answer(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store", .vary: "Accept"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

import Database
import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// `POST /events/v1/events`: other systems publish events, in any of the modes of CloudEvents over HTTP.
///
/// A request is kept whole or not at all. An event that is known by its source and id is not published twice, so that
/// whoever got no answer sends the same again.
struct PublishRoute: Sendable {
    static let path = "/events/v1/events"
    /// The most events of a request.
    static let limit = 1000

    let runtime: ServiceRuntime

    var endpoint: Endpoint {
        Endpoint(
            .post, Self.path, "publishEvents",
            "Publish events of your own; one that is known by its source and id is not published twice",
            parameters: Self.headers, body: "CloudEvent", bodyType: ContentMode.structuredType,
            otherBodies: [("CloudEvents", ContentMode.batchedType), ("CloudEventData", "application/json")],
            status: "202", answer: Self.answer,
            problems: [
                (status: "403", description: "Who publishes is no integrator (`forbidden`)."),
                (status: "413", description: "The body is larger than 1 MiB (`too-large`)."),
                (status: "415", description: "In none of the three modes (`media-type`)."),
                (status: "422", description: "Attributes are missing or wrong, each is named (`validation`)."),
            ], self.publish)
    }

    static var schemas: JSONObject {
        var schemas = JSONObject()
        schemas["CloudEvent"] = LogDescription.publishedEvent
        schemas["CloudEvents"] = [
            "type": "array", "maxItems": .integer(Int64(Self.limit)), "items": LogDescription.publishedEvent,
        ]
        schemas["CloudEventData"] = [
            "description": "Binary mode: the data of one event, its attributes in headers `ce-…`, percent-encoded."
        ]
        return schemas
    }

    private static let headers: [JSON] = ["id", "source", "specversion", "type"].map { name in
        Endpoint.header("ce-\(name)", "The attribute `\(name)`, in binary mode; others likewise.")
    }

    private static let answer: JSON = [
        "type": "object", "required": ["ids", "published", "known"],
        "properties": [
            "ids": [
                "type": "array", "items": ["type": "string", "format": "uuid"],
                "description": "The ids of all events, in their order.",
            ],
            "published": ["type": "integer", "description": "How many of them are new."],
            "known": ["type": "integer", "description": "How many of them were known."],
        ],
        "additionalProperties": false,
    ]

    @Sendable private func publish(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let publisher = try Publisher(context)
        let received = try await ContentMode(request).events(of: request)
        let events = try Self.checked(received, publisher)
        guard !events.isEmpty else { return Self.answer([], published: 0) }
        let trace = TraceContext.current
        let published = try await self.runtime.pool.withTransaction { connection in
            try await events.requireUnits(on: connection)
            return try await Self.publish(events, by: publisher.actor.name, in: trace, on: connection)
        }
        self.runtime.bus.ring()
        return Self.answer(events.map(\.id), published: published)
    }

    private static func checked(_ received: [ReceivedEvent], _ publisher: Publisher) throws -> [PublishedEvent] {
        guard received.count <= Self.limit else {
            throw ValidationError(
                "", .maxLength, Label(zh: "最多 \(Self.limit) 个事件", en: "At most \(Self.limit) events at once"))
        }
        let rule = CloudEventRule(publisher: publisher, now: .now)
        var issues: [Issue] = []
        let events = received.compactMap { rule.check($0, issues: &issues) }
        var digests: [String: String] = [:]
        for event in events {
            let name = "\(event.source) \(event.id)"
            if let other = digests[name], other != event.digest {
                issues.append(Issue("\(event.place)/id", .duplicate, .otherEvent))
            }
            digests[name] = event.digest
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
        return events
    }

    /// - Returns: how many were new.
    private static func publish(
        _ events: [PublishedEvent], by actor: String, in trace: TraceContext?, on connection: Connection,
    ) async throws -> Int {
        // The same event twice in a batch is one event.
        var seen: Set<String> = []
        let rows = events.enumerated().filter { seen.insert("\($0.element.source) \($0.element.id)").inserted }
            .map { $0.element.row($0.offset, by: actor, in: trace) }
        let answers = try await connection.query(
            "SELECT ordinal, known, conflict FROM events.publish(\(JSON.array(rows).description)::json)")
        var published = 0
        var issues: [Issue] = []
        for answer in answers {
            let isKnown: Bool = try answer.decode(1)
            if !isKnown { published += 1 }
            if let conflict = answer.string(2) {
                let event = events[try answer.decode(0, as: Int.self)]
                issues.append(
                    Issue("\(event.place)/id", .duplicate, conflict == "scheduled" ? .isScheduled : .otherEvent))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
        return published
    }

    private static func answer(_ ids: [String], published: Int) -> Response {
        let answer: JSON = [
            "ids": .array(ids.map(JSON.string)), "published": .integer(Int64(published)),
            "known": .integer(Int64(ids.count - published)),
        ]
        return .json(answer.bytes, status: .accepted)
    }
}

extension Label {
    static let otherEvent = Label(
        zh: "这个标识已用于内容不同的事件", en: "Another event, with other content, has this id")
    fileprivate static let isScheduled = Label(
        zh: "这个事件已预定在以后发布；如要现在发布，请先撤回预定",
        en: "This event is scheduled for later; take that back to publish it now")
}

import Database
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// `/events/v1/scheduled`: events that other systems want published at a moment to come.
///
/// Each is published once, within a second or so of that moment, and has it as its time. Until then it can be looked at and
/// taken back by whoever publishes under its source, and by whoever administers the whole university; it does not exist for
/// anybody else.
struct ScheduleRoutes: Sendable {
    static let path = "/events/v1/scheduled"

    private let runtime: ServiceRuntime
    private let store: ScheduleStore

    init(_ runtime: ServiceRuntime) {
        self.runtime = runtime
        self.store = ScheduleStore(pool: runtime.pool)
    }

    /// The parameter that one event's address takes.
    private static let parameters = KnownParameters(single: ["source"])
    private static let source = Endpoint.query(
        "source", "Whose, where several sources have an event of this id.", schema: ["type": "string"])

    var endpoints: [Endpoint] {
        let one = "\(Self.path)/{id}"
        return [
            Endpoint(
                .post, Self.path, "scheduleEvent",
                "Have an event of your own published at a moment to come; the same again changes nothing (200)",
                body: "NewScheduledEvent", status: "201", answer: OpenAPIWords.reference("SchedulingOutcome"),
                problems: [
                    (
                        status: "422",
                        description: """
                        Attributes are missing or wrong, the moment lies in the past or years ahead, or the id has \
                        another content or moment (`validation`).
                        """
                    )
                ], self.schedule),
            Endpoint(
                .get, Self.path, "listScheduledEvents", "Events that wait to be published, the next one first",
                parameters: KeysetPage.parameters([(name: "source", description: "Only of this source, exactly.")]),
                answer: IdentityRoutes.page(of: "ScheduledEvent")
            ) { request, context in
                let page = try KeysetPage(request.queryPairs, filters: ["source"])
                let (items, next) = try await self.store.events(of: try ScheduleReach(context), page)
                return .records(items.map(\.record), next: next)
            },
            Endpoint(
                .get, one, "readScheduledEvent", "An event that waits to be published", parameters: [Self.source],
                answer: OpenAPIWords.reference("ScheduledEvent")
            ) { request, context in
                let (event, _) = try await self.event(request, context)
                return .json(JSON.object(event.record.object).bytes)
            },
            Endpoint(
                .delete, one, "unscheduleEvent",
                "Take an event back that was not published yet (else 404); its id may be used again",
                parameters: [Self.source], status: "204"
            ) { request, context in
                let (event, reach) = try await self.event(request, context)
                guard try await self.store.unschedule(event, of: reach) else { throw Refusal.notFound }
                return Response(status: .noContent)
            },
        ]
    }

    @Sendable private func schedule(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let publisher = try Publisher(context)
        let body = try await request.jsonBody()
        let input = try ScheduleInput(body.json, CloudEventRule(publisher: publisher, now: .now))
        let outcome = try await self.store.schedule(input, by: publisher.actor)
        let answer: JSON = [
            "id": .string(input.event.id), "source": .string(input.event.source),
            "due": .string(input.due.description), "state": outcome == .published ? "published" : "scheduled",
            "known": .bool(outcome != .new),
        ]
        guard outcome == .new else { return .json(answer.bytes) }
        var response = Response.json(answer.bytes, status: .created)
        response.headers[.location] = "\(Self.path)/\(input.event.id)"
        return response
    }

    private func event(
        _ request: Request, _ context: ServiceRequestContext,
    ) async throws -> (event: ScheduledEvent, reach: ScheduleReach) {
        let reach = try ScheduleReach(context)
        try Self.parameters.check(request)
        guard let id = RecordID(context.part("id")) else { throw Refusal.notFound }
        let source = request.queryPairs.first { $0.name == "source" }?.value
        return (try await self.store.event(id, source: source, of: reach), reach)
    }

    static var schemas: JSONObject {
        let due: JSON = [
            "type": "string", "format": "date-time",
            "description": "When it is published; not in the past, and at most five years ahead.",
        ]
        let id: JSON = ["type": "string", "format": "uuid"]
        var schemas = JSONObject()
        schemas["NewScheduledEvent"] = [
            "type": "object", "required": ["due", "event"], "additionalProperties": false,
            "properties": ["due": due, "event": LogDescription.newScheduledEvent],
        ]
        schemas["SchedulingOutcome"] = [
            "type": "object", "required": ["id", "source", "due", "state", "known"], "additionalProperties": false,
            "properties": [
                "id": id, "source": ["type": "string"], "due": due,
                "state": [
                    "type": "string", "enum": ["scheduled", "published"],
                    "description": "Whether it waits, or was published by now.",
                ],
                "known": ["type": "boolean", "description": "Whether it was scheduled or published before."],
            ],
        ]
        schemas["ScheduledEvent"] = [
            "type": "object", "required": ["id", "due", "scheduledAt", "event"], "additionalProperties": false,
            "properties": [
                "id": id, "due": due, "scheduledAt": ["type": "string", "format": "date-time"],
                "event": LogDescription.scheduledEvent,
            ],
        ]
        return schemas
    }
}

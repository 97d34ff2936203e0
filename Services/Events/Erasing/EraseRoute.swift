import Database
import EventBus
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// `POST /events/v1/log/{position}/erase`: takes the payload of one event away; its place and its attributes stay.
///
/// For whoever administers the whole university: the log is everybody's.
struct EraseRoute: Sendable {
    let runtime: ServiceRuntime

    static var schemas: JSONObject {
        JSONObject([("EraseEvent", JSONSchema.input(EraseInput.fields.fields, requiring: true))])
    }

    var endpoint: Endpoint {
        Endpoint(
            .post, "/events/v1/log/{position}/erase", "eraseEvent",
            "Erase the payload of an event, wherever it is kept here, for good; its place and its attributes stay",
            body: "EraseEvent", answer: Self.answer,
            problems: [
                (status: "403", description: "Who asks does not administer the whole university (`forbidden`)."),
                (status: "404", description: "The log has no such position yet (`not-found`)."),
                (status: "410", description: "The log no longer has the event (`position-expired`)."),
            ], self.erase)
    }

    private static let answer: JSON = [
        "type": "object", "required": ["id", "position"], "additionalProperties": false,
        "properties": ["id": ["type": "string", "format": "uuid"], "position": ["type": "integer"]],
    ]

    @Sendable private func erase(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        guard actor.access.units(.admin) == nil else {
            throw Refusal.forbidden(.admin, unit: IdentitySchema.rootUnit)
        }
        guard let position = Int(context.part("position")), position > 0 else { throw Refusal.notFound }
        let input = try EraseInput.fields.validateNew(try await request.jsonBody().json)
        let erasure = EventErasure(pool: self.runtime.pool)
        do {
            let id = try await erasure.erase(at: position, reason: input[EraseInput.reason] ?? "", by: actor.name)
            let answer: JSON = [
                "id": .string(id.uuidString.lowercased()), "position": .integer(Int64(position)),
            ]
            return .json(answer.bytes)
        } catch let error as EventBusError {
            if error.code == .positionAhead { throw Refusal.notFound }
            throw LogProblem.problem(error) ?? error
        }
    }
}

import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// Events that could not be handled: of one subscription, or of all that somebody may see.
extension SubscriptionRoutes {
    private static let known = KnownParameters(single: ["after", "limit"])

    var letters: [Endpoint] {
        [
            Endpoint(
                .get, "/events/v1/dead-letters", "listAllDeadLetters",
                "Events that could not be handled, of all subscriptions, by subscription and position",
                parameters: KeysetPage.parameters([]), answer: IdentityRoutes.page(of: "DeadLetter")
            ) { request, context in
                let holder = try Integrator(context)
                let page = try KeysetPage(request.queryPairs, filters: [])
                let after = try page.after.map { text throws(ValidationError) in try DeadLetterCursor(text) }
                let found = try await self.store.deadLetters(of: holder, after: after, limit: page.lookahead)
                let (letters, next) = page.cut(found) { DeadLetterCursor(after: $0).text }
                return .records(try letters.map { Record(try Self.json($0).objectValue ?? JSONObject()) }, next: next)
            },
            Endpoint(
                .get, "\(Self.one)/dead-letters", "listDeadLetters", "Events that could not be handled, by position",
                parameters: [
                    Endpoint.query("after", "The last position known."),
                    Endpoint.query("limit", "1 to 1000; 100 unless given."),
                ],
                answer: ItemList.schema(OpenAPIWords.reference("DeadLetter"))
            ) { request, context in
                let (name, _) = try await self.subscription(context)
                try Self.known.check(request)
                let after = try request.number("after", in: 0...Int.max) ?? 0
                let limit = try request.number("limit", in: 1...1000) ?? 100
                let letters = try await self.store.desk.deadLetters(of: name, after: (name, after), limit: limit)
                return ItemList.answer(try letters.map(Self.json))
            },
            Endpoint(
                .get, "\(Self.one)/dead-letters/{position}", "readDeadLetter",
                "An event that could not be handled, with its data", answer: OpenAPIWords.reference("DeadLetter")
            ) { _, context in
                let (name, _) = try await self.subscription(context)
                guard let position = Int(context.part("position")), position > 0,
                    let letter = try await self.store.desk.deadLetter(of: name, at: position)
                else { throw Problem.noDeadLetter }
                return .json(try Self.json(letter).bytes)
            },
            self.counted(
                "dead-letters/redrive", "redriveDeadLetters", "Send dead letters into the subscription again",
                "RedriveDeadLetters"
            ) { desk, name, body, actor in
                let record = try OperationInput.redriving.validateNew(body)
                return try await desk.redrive(
                    name, from: Int(record[OperationInput.from] ?? 0),
                    through: record[OperationInput.last].map { Int($0) },
                    perSecond: Double(record[OperationInput.perSecond] ?? 50), by: actor)
            },
            self.counted(
                "dead-letters/discard", "discardDeadLetters", "Give dead letters up for good", "DiscardDeadLetters"
            ) { desk, name, body, actor in
                let record = try OperationInput.discarding.validateNew(body)
                return try await desk.discard(
                    name, from: Int(record[OperationInput.from] ?? 0),
                    through: record[OperationInput.last].map { Int($0) },
                    by: actor)
            },
        ]
    }

    /// A dead letter in OpenAPI's words.
    static let letter: JSON = [
        "type": "object", "required": ["subscription", "position", "attempts", "lastError", "event"],
        "properties": [
            "subscription": ["type": "string"],
            "position": ["type": "integer", "description": "Where the event stands in the log."],
            "attempts": ["type": "integer"],
            "lastError": ["type": "string", "description": "What the last attempt failed with."],
            "firstFailedAt": ["type": "string", "format": "date-time"],
            "lastFailedAt": ["type": "string", "format": "date-time"],
            "event": LogDescription.event,
        ],
    ]

    /// A dead letter as the interface tells it.
    static func json(_ letter: DeadLetter) throws -> JSON {
        var event: [UInt8] = []
        letter.event.appendCloudEvent(to: &event)
        var json = JSONObject()
        json["subscription"] = .string(letter.subscription)
        json["position"] = .integer(Int64(letter.event.position))
        json["attempts"] = .integer(Int64(letter.attempts))
        json["lastError"] = .string(letter.lastError)
        json["firstFailedAt"] = letter.firstFailedAt.map { .string(Instant($0).description) }
        json["lastFailedAt"] = letter.lastFailedAt.map { .string(Instant($0).description) }
        json["event"] = try JSON(parsing: event)
        return .object(json)
    }
}

extension Problem {
    fileprivate static let noDeadLetter = Problem(
        .notFound, "not-found", Label(zh: "这个位置没有死信", en: "There is no dead letter at this position"))
}

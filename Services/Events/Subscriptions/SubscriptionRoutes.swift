import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// `/events/v1/subscriptions`: named places in the log, from which events are received and acknowledged.
///
/// A subscription is the account's that made it, as long as that holds the role of an integrator in its unit, and for the
/// people who hold it there; for all others, also for other tokens of the unit, it does not exist. Whoever administers the whole university also sees and moves those of the services.
struct SubscriptionRoutes: Sendable {
    static let path = "/events/v1/subscriptions"

    let store: SubscriptionStore
    let runtime: ServiceRuntime

    init(_ runtime: ServiceRuntime) {
        self.runtime = runtime
        self.store = SubscriptionStore(runtime: runtime)
    }

    static var schemas: JSONObject {
        var schemas = JSONObject()
        schemas["NewSubscription"] = NewSubscription.schema
        schemas["AcknowledgeEvents"] = JSONSchema.input(ReceiptInput.acknowledging.fields, requiring: true)
        schemas["RefuseEvents"] = JSONSchema.input(ReceiptInput.refusing.fields, requiring: true)
        schemas["ExtendReceipt"] = JSONSchema.input(ReceiptInput.extending.fields, requiring: true)
        schemas["SeekSubscription"] = JSONSchema.input(OperationInput.seeking.fields, requiring: true)
        schemas["ReplayEvents"] = JSONSchema.input(OperationInput.replaying.fields, requiring: true)
        schemas["DeadLetter"] = Self.letter
        schemas["RedriveDeadLetters"] = JSONSchema.input(OperationInput.redriving.fields, requiring: true)
        schemas["DiscardDeadLetters"] = JSONSchema.input(OperationInput.discarding.fields, requiring: true)
        schemas["HandOverSubscription"] = JSONSchema.input(OperationInput.handingOver.fields, requiring: true)
        schemas["DivideSubscription"] = JSONSchema.input(OperationInput.dividing.fields, requiring: true)
        return schemas
    }

    var endpoints: [Endpoint] { self.keeping + self.receiving + self.operating + self.letters }

    static let one = "\(Self.path)/{name}"
    private static let texts: JSON = ["type": "array", "items": ["type": "string"]]
    private static let status: JSON = [
        "type": "object", "required": ["name", "state", "position", "head", "lag"],
        "properties": [
            "name": ["type": "string"], "unit": ["type": "string"],
            "types": Self.texts, "sources": Self.texts, "subjects": Self.texts, "data": DataCondition.schema,
            "attempts": ["type": "integer"], "keepsOrder": ["type": "boolean"],
            "state": ["type": "string", "enum": ["active", "paused", "suspended"]],
            "position": ["type": "integer", "description": "Everything up to here has been looked at."],
            "head": ["type": "integer"], "lag": ["type": "integer"],
            "replaying": ["type": "integer", "description": "How many events are still to be handed out once more."],
            "lagSeconds": ["type": "integer"],
            "eventsPerSecond": [
                "type": "number", "description": "How fast it gets through the log: a mean of the last minute or so.",
            ],
            "retrying": ["type": "integer"], "waiting": ["type": "integer"], "deadLetters": ["type": "integer"],
            "slots": ["type": "array", "items": ["type": "object"]],
        ],
    ]

    private var keeping: [Endpoint] {
        [
            Endpoint(
                .get, Self.path, "listSubscriptions", "Subscriptions and how they stand",
                answer: ItemList.schema(Self.status)
            ) { _, context in
                let items = try await self.store.standing(of: try Integrator(context))
                return ItemList.answer(items)
            },
            Endpoint(
                .post, Self.path, "subscribe",
                "Subscribe under a name; again, it keeps its place and takes what is wanted now",
                body: "NewSubscription", status: "201", answer: Self.status
            ) { request, context in
                let holder = try Integrator(context)
                let wish = try NewSubscription(try await request.jsonBody().json)
                try await self.store.subscribe(wish, by: holder)
                return try await self.standing(wish.record[NewSubscription.name] ?? "", holder, status: .created)
            },
            Endpoint(.get, Self.one, "readSubscription", "How a subscription stands", answer: Self.status) {
                _, context in
                let (name, holder) = try await self.subscription(context)
                return try await self.standing(name, holder)
            },
            Endpoint(
                .delete, Self.one, "unsubscribe", "End a subscription, with its place and its dead letters",
                status: "204"
            ) { _, context in
                let (name, holder) = try await self.subscription(context)
                try await LogProblem.explaining { try await self.store.remove(name, by: holder) }
                return Response(status: .noContent)
            },
        ]
    }

    private var operating: [Endpoint] {
        [
            self.operation("pause", "pauseSubscription", "Stop handing out events; the log goes on", nil) {
                desk, name, _, actor in try await desk.pause(name, by: actor)
            },
            self.operation("resume", "resumeSubscription", "Go on where it was", nil) { desk, name, _, actor in
                try await desk.pause(name, false, by: actor)
            },
            self.operation("seek", "seekSubscription", "Move to a position or a time", "SeekSubscription") {
                desk, name, body, actor in
                let record = try OperationInput.seeking.validateNew(body)
                try await desk.seek(name, to: try await OperationInput.position(record, desk), by: actor)
            },
            self.operation("replay", "replayEvents", "Hand out a stretch of the log once more", "ReplayEvents") {
                desk, name, body, actor in
                let record = try OperationInput.replaying.validateNew(body)
                guard record[OperationInput.after] ?? 0 < record[OperationInput.through] ?? 0 else {
                    throw ValidationError(
                        "/through", .range, Label(zh: "应大于起始位置", en: "Must be greater than after"))
                }
                try await desk.replay(
                    name, after: try await desk.place(record[OperationInput.after] ?? 0, record),
                    through: Int(record[OperationInput.through] ?? 0),
                    by: actor)
            },
            self.operation(
                "replay/end", "endReplays", "End what is still to be handed out once more; what is new goes on", nil
            ) { desk, name, _, actor in try await desk.endReplays(name, by: actor) },
            self.operation("divide", "divideSubscription", "Divide the work into other slots", "DivideSubscription") {
                desk, name, body, actor in
                let record = try OperationInput.dividing.validateNew(body)
                try await desk.divide(name, into: Int(record[OperationInput.slots] ?? 1), by: actor)
            },
            Endpoint(
                .post, "\(Self.one)/hand-over", "handOverSubscription",
                "Give it to another account; it keeps its place",
                body: "HandOverSubscription", status: "204"
            ) { request, context in
                let (name, holder) = try await self.subscription(context)
                let record = try OperationInput.handingOver.validateNew(try await request.jsonBody().json)
                try await self.store.handOver(name, to: record[OperationInput.account] ?? "", by: holder)
                return Response(status: .noContent)
            },
        ]
    }

    /// Something done to a subscription that is answered with how it stands afterwards.
    private func operation(
        _ path: String, _ id: String, _ summary: String, _ body: String?,
        _ act:
            @escaping @Sendable (SubscriptionOperator, _ name: String, _ body: JSON, _ actor: String) async throws
            -> Void,
    ) -> Endpoint {
        self.acting(path, id, summary, body, answer: Self.status) { desk, name, body, actor in
            try await act(desk, name, body, actor)
            return nil
        }
    }

    /// The same, where it is told how many dead letters it was done to: a range with a slip of the pen looks like success.
    func counted(
        _ path: String, _ id: String, _ summary: String, _ body: String,
        _ act:
            @escaping @Sendable (SubscriptionOperator, _ name: String, _ body: JSON, _ actor: String) async throws
            -> Int,
    ) -> Endpoint {
        let answer = Self.status.properties {
            $0["letters"] = ["type": "integer", "description": "To how many dead letters it was done."]
        }
        return self.acting(path, id, summary, body, answer: answer) { try await act($0, $1, $2, $3) }
    }

    private func acting(
        _ path: String, _ id: String, _ summary: String, _ body: String?, answer: JSON,
        _ act:
            @escaping @Sendable (SubscriptionOperator, _ name: String, _ body: JSON, _ actor: String) async throws
            -> Int?,
    ) -> Endpoint {
        Endpoint(.post, "\(Self.one)/\(path)", id, summary, body: body, answer: answer) { request, context in
            let (name, holder) = try await self.subscription(context)
            let json = try await request.jsonBody(allowEmpty: true).json
            let letters = try await LogProblem.explaining {
                try await act(self.store.desk, name, json, holder.actor.name)
            }
            return try await self.standing(name, holder, letters: letters)
        }
    }

    func subscription(_ context: ServiceRequestContext) async throws -> (name: String, holder: Integrator) {
        let holder = try Integrator(context)
        let name = context.part("name")
        try await self.store.require(name, of: holder)
        return (name, holder)
    }

    private func standing(
        _ name: String, _ holder: Integrator, status: HTTPResponse.Status = .ok, letters: Int? = nil,
    ) async throws -> Response {
        guard var standing = try await self.store.standing(of: holder, name: name).first?.objectValue else {
            throw Refusal.notFound
        }
        standing["letters"] = letters.map { .integer(Int64($0)) }
        return .json(JSON.object(standing).bytes, status: status)
    }
}

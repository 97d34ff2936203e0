import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// What was done to the log and to subscriptions, and who holds something back at the moment.
struct OperationRoutes: Sendable {
    let store: SubscriptionStore

    init(_ runtime: ServiceRuntime) {
        self.store = SubscriptionStore(runtime: runtime)
    }

    private static let known = KnownParameters(single: ["subscription", "before", "limit"])

    private static let operation: JSON = [
        "type": "object", "required": ["id", "at", "actor", "operation"],
        "properties": [
            "id": ["type": "integer"], "at": ["type": "string", "format": "date-time"],
            "actor": ["type": "string", "description": "The account, or the database role that acted by itself."],
            "subscription": ["type": "string"], "operation": ["type": "string"], "detail": ["type": "object"],
        ],
    ]

    private static let transaction: JSON = [
        "type": "object", "required": ["application", "seconds", "query"],
        "properties": [
            "process": [
                "type": "integer", "description": "The server process; absent for a transaction that was prepared.",
            ],
            "application": ["type": "string"], "seconds": ["type": "number"],
            "query": ["type": "string", "description": "Its last statement, without values."],
        ],
    ]

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/events/v1/operations", "listOperations",
                "What was done to the log and to subscriptions, and by whom, the latest first",
                parameters: [
                    Endpoint.query(
                        "subscription",
                        "Of one subscription. Without, of all and of the log, for administrators of the whole university."
                    ),
                    Endpoint.query("before", "The `id` of the last one known, to read on behind it."),
                    Endpoint.query("limit", "1 to 1000; 100 unless given."),
                ],
                answer: ItemList.schema(Self.operation),
                self.operations),
            Endpoint(
                .get, "/events/v1/transactions", "listOpenTransactions",
                "Transactions that have been open for more than five seconds, the oldest first; for administrators of the "
                    + "whole university",
                answer: ItemList.schema(Self.transaction),
                self.transactions),
        ]
    }

    @Sendable private func operations(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        try Self.known.check(request)
        let name = request.uri.queryParameters["subscription"].map(String.init)
        if let name {
            try await self.store.require(name, of: holder)
        } else {
            try Self.requireAll(holder)
        }
        let items = try await self.store.desk.operations(
            on: name, before: try request.number("before", in: 1...Int.max),
            limit: try request.number("limit", in: 1...1000) ?? 100)
        return ItemList.answer(try items.map(Self.json))
    }

    @Sendable private func transactions(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try Self.requireAll(try Integrator(context))
        try KnownParameters(single: []).check(request)
        let items = try await self.store.desk.openTransactions(longerThan: SubscriptionStore.longTransaction).map {
            transaction in
            var json = JSONObject()
            json["process"] = transaction.process.map { .integer(Int64($0)) }
            json["application"] = .string(transaction.application)
            json["seconds"] = .integer(transaction.age.components.seconds)
            json["query"] = .string(transaction.query)
            return JSON.object(json)
        }
        return ItemList.answer(items)
    }

    private static func requireAll(_ holder: Integrator) throws {
        guard holder.administersAll else { throw Refusal.forbidden(.admin, unit: IdentitySchema.rootUnit) }
    }

    static func json(_ operation: BusOperation) throws -> JSON {
        var json = JSONObject()
        json["id"] = .integer(Int64(operation.id))
        json["at"] = .string(Instant(operation.at).description)
        json["actor"] = .string(operation.actor)
        json["subscription"] = operation.subscription.map(JSON.string)
        json["operation"] = .string(operation.operation)
        json["detail"] = try operation.detail.map { try JSON(parsing: $0) }
        return .object(json)
    }
}

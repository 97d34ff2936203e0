import Database
import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// `/events/v1/webhooks`: what other systems are sent, and how it went.
///
/// For whoever holds the role of an integrator, or administers, in the unit that a webhook belongs to; the rest does not
/// exist for them.
struct WebhookRoutes: Sendable {
    static let path = "/events/v1/webhooks"

    let runtime: ServiceRuntime
    let store: WebhookStore
    let rule: WebhookRule

    init(_ runtime: ServiceRuntime) {
        self.runtime = runtime
        self.store = WebhookStore(pool: runtime.pool, bus: runtime.bus)
        self.rule = WebhookRule(gate: TargetGuard(allowed: runtime.process.outboundNetworks))
    }

    static var schemas: JSONObject {
        var schemas = JSONObject()
        schemas["Webhook"] = JSONSchema.output(
            Webhook.fields,
            always: ["id", "payload", "signature", "rate", "concurrency", "state", "version", "createdAt", "updatedAt"])
        schemas["NewWebhook"] = JSONSchema.input(Webhook.fields.fields, requiring: true)
        schemas["WebhookPatch"] = JSONSchema.input(Webhook.fields.fields, requiring: false)
        schemas["WebhookDelivery"] = [
            "allOf": [
                JSONSchema.output(WebhookDelivery.fields, always: ["id", "webhook", "event", "type", "state"])
                    .withoutClosing,
                [
                    "type": "object",
                    "properties": ["log": ["type": "array", "items": ["type": "object"]]],
                ],
            ]
        ]
        schemas["WebhookSecret"] = [
            "type": "object",
            "properties": [
                "secret": ["type": "string", "description": "`whsec_…`, in this answer and nowhere else."],
                "publicKey": ["type": "string", "description": "`whpk_…`, by which Ed25519 signatures are verified."],
            ],
        ]
        schemas["RotateSecret"] = JSONSchema.input(RotateSecret.fields.fields, requiring: true)
        schemas["RecoverWebhook"] = JSONSchema.input(RecoverWebhook.fields.fields, requiring: true)
        return schemas
    }

    var endpoints: [Endpoint] { self.webhookEndpoints + self.sendingEndpoints }

    private var webhookEndpoints: [Endpoint] {
        let webhook = OpenAPIWords.reference("Webhook")
        let one = "\(Self.path)/{id}"
        return [
            Endpoint(
                .get, Self.path, "listWebhooks", "Webhooks, oldest first, without anything secret",
                parameters: KeysetPage.parameters([(name: "state", description: "active, paused or disabled.")]),
                answer: IdentityRoutes.page(of: "Webhook")
            ) { request, context in
                let holder = try Integrator(context)
                let page = try KeysetPage(request.queryPairs, filters: ["state"])
                if let after = page.after, RecordID(after) == nil { throw ValidationError.badCursor }
                let found = try await self.store.webhooks(
                    for: holder, state: page["state"], after: page.after, limit: page.lookahead)
                let (items, next) = page.cut(found) { $0.id?.description }
                return .records(items, next: next)
            },
            Endpoint(
                .post, Self.path, "createWebhook",
                "Make a webhook; its secret is in the first answer and nowhere else, also when the request is repeated",
                parameters: [OpenAPIWords.key], body: "NewWebhook", status: "201",
                answer: ["allOf": [webhook.withoutClosing, OpenAPIWords.reference("WebhookSecret")]], hasETag: true
            ) { request, context in
                let holder = try Integrator(context)
                let body = try await request.jsonBody()
                return try await self.create(request, body.json, body.bytes, holder).response
            },
            Endpoint(.get, one, "readWebhook", "Read a webhook", answer: webhook, hasETag: true) { request, context in
                let holder = try Integrator(context)
                guard let record = try await self.store.webhook(try context.webhookID(), for: holder) else {
                    throw Refusal.notFound
                }
                return .read(record, request)
            },
            Endpoint(
                .patch, one, "updateWebhook", "Change a webhook by JSON Merge Patch",
                parameters: [OpenAPIWords.ifMatch], body: "WebhookPatch", bodyType: "application/merge-patch+json",
                answer: webhook, hasETag: true
            ) { request, context in
                let holder = try Integrator(context)
                let id = try context.webhookID()
                let body = try await request.jsonBody(types: ["application/merge-patch+json", "application/json"])
                let version = try request.requireVersion()
                return .record(
                    try await self.change(holder) { try await $0.update(id, body.json, expecting: version) })
            },
            Endpoint(
                .delete, one, "deleteWebhook", "Delete a webhook with its deliveries",
                parameters: [OpenAPIWords.ifMatch], status: "204"
            ) { request, context in
                let holder = try Integrator(context)
                let id = try context.webhookID()
                let version = try request.requireVersion()
                try await self.change(holder) { try await $0.delete(id, expecting: version) }
                return Response(status: .noContent)
            },
            Endpoint(
                .post, "\(one)/transitions/{name}", "transitionWebhook",
                "Pause a webhook, which keeps what comes for later, or set it to work again", answer: webhook,
                hasETag: true
            ) { request, context in
                let holder = try Integrator(context)
                let id = try context.webhookID()
                let version = try request.optionalVersion()
                let name = context.part("name")
                return .record(
                    try await self.change(holder) { try await $0.transition(id, name, expecting: version) })
            },
        ]
    }

    /// Makes a webhook, and hands over its secret if this was the first request with its key.
    func create(
        _ request: Request, _ input: JSON, _ bytes: [UInt8], _ holder: Integrator, key: String? = nil,
    ) async throws -> (response: Response, secret: WebhookSecret?, record: Record?) {
        let head = try await self.runtime.bus.head()
        let made = MadeSecret()
        let response = try await self.once(request, bytes, holder, key: key) { change in
            let (record, secret) = try await change.create(input, head: head)
            made.keep(secret, of: record)
            return .created(record, at: "\(Self.path)/\(record.id?.description ?? "")")
        }
        guard let (record, secret) = made.value else { return (response, nil, nil) }
        // What is remembered for the key is kept in the database, so it must not hold the secret.
        var shown = record
        if let text = secret.shown { shown.object["secret"] = .string(text) }
        let answer = Response.created(shown, at: "\(Self.path)/\(record.id?.description ?? "")")
        return (answer, secret, record)
    }

    // MARK: Changing

    /// Changes something in one transaction, then tells the bus and the worker.
    @discardableResult
    func change<Value: Sendable>(
        _ holder: Integrator, _ body: @Sendable (WebhookChange) async throws -> Value,
    ) async throws -> Value {
        let value = try await self.runtime.pool.withTransaction { connection in
            try await body(self.change(holder, on: connection))
        }
        self.runtime.bus.ring()
        self.runtime.bell.ring()
        return value
    }

    /// The same, once for an Idempotency-Key where there is one.
    func once(
        _ request: Request, _ bytes: [UInt8], _ holder: Integrator, key given: String? = nil,
        _ body: @Sendable (WebhookChange) async throws -> Response,
    ) async throws -> Response {
        let header = request.headers[.idempotencyKey]
        if let header, !(1...255).contains(header.utf8.count) {
            throw ValidationError(
                "/Idempotency-Key", .maxLength, Label(zh: "应为 1 至 255 个字节", en: "Must have 1 to 255 bytes"))
        }
        guard let key = given ?? header else { return try await self.change(holder, body) }
        let method = "\(request.method) \(request.uri.path)"
        return try await self.change(holder) { change in
            try await self.runtime.process.register.once(
                key: key, actor: holder.actor.key, method: method, body: bytes, on: change.connection
            ) { _ in try await body(change) }
        }
    }

    private func change(_ holder: Integrator, on connection: Connection) -> WebhookChange {
        WebhookChange(
            connection: connection, holder: holder, rule: self.rule,
            sealer: self.runtime.process.sealer)
    }
}

extension ServiceRequestContext {
    /// The webhook that the path names.
    func webhookID() throws -> RecordID {
        guard let id = RecordID(self.part("id")) else { throw Refusal.notFound }
        return id
    }
}

extension JSON {
    /// A schema that may be part of a larger one.
    fileprivate var withoutClosing: JSON {
        guard case .object(var object) = self else { return self }
        object["additionalProperties"] = nil
        return .object(object)
    }
}

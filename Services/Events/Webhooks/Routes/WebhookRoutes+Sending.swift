import HTTPTypes
import Hummingbird
import Model
import ServiceKit

extension WebhookRoutes {
    var sendingEndpoints: [Endpoint] {
        let one = "\(Self.path)/{id}"
        let delivery = OpenAPIWords.reference("WebhookDelivery")
        return [
            Endpoint(
                .post, "\(one)/secret/rotate", "rotateWebhookSecret",
                "Replace the secret; the old one goes on signing beside it for a while", body: "RotateSecret",
                answer: OpenAPIWords.reference("WebhookSecret")
            ) { request, context in
                let holder = try Integrator(context)
                let id = try context.webhookID()
                let input = try RotateSecret.fields.validateNew(try await request.jsonBody(allowEmpty: true).json)
                let overlap = Duration.seconds((input[RotateSecret.overlap] ?? RotateSecret.usualHours) * 3600)
                let (record, secret) = try await self.change(holder) { try await $0.rotate(id, overlap: overlap) }
                var answer = JSONObject()
                answer["secret"] = secret.shown.map(JSON.string)
                answer["publicKey"] = record.object[Webhook.publicKey.name]
                return .json(JSON.object(answer).bytes)
            },
            Endpoint(
                .post, "\(one)/test", "testWebhook", "Send a made-up event to this webhook alone",
                parameters: [OpenAPIWords.key], status: "202", answer: delivery
            ) { request, context in
                let holder = try Integrator(context)
                let id = try context.webhookID()
                return try await self.once(request, [], holder) { .record(try await $0.test(id), status: .accepted) }
            },
            Endpoint(
                .post, "\(one)/recover", "recoverWebhook",
                "Send all events since a time that fit and were not delivered", parameters: [OpenAPIWords.key],
                body: "RecoverWebhook", status: "202",
                answer: ["type": "object", "properties": ["deliveries": ["type": "integer"]]]
            ) { request, context in
                let holder = try Integrator(context)
                let id = try context.webhookID()
                let body = try await request.jsonBody()
                let since = try RecoverWebhook.since(body.json)
                return try await self.once(request, body.bytes, holder) { change in
                    let count = try await LogProblem.explaining { try await change.recover(id, since: since) }
                    let answer: JSON = ["deliveries": .integer(Int64(count))]
                    return .json(answer.bytes, status: .accepted)
                }
            },
            Endpoint(
                .get, "\(one)/deliveries", "listWebhookDeliveries", "Deliveries of a webhook, newest first",
                parameters: KeysetPage.parameters([
                    (name: "state", description: "pending, delivered or failed."),
                    (name: "type", description: "The type of the event, exactly."),
                ]), answer: IdentityRoutes.page(of: "WebhookDelivery")
            ) { request, context in
                let holder = try Integrator(context)
                let id = try context.webhookID()
                guard try await self.store.webhook(id, for: holder) != nil else { throw Refusal.notFound }
                let page = try KeysetPage(request.queryPairs, filters: ["state", "type"])
                let before = try page.after.map { text throws(ValidationError) -> Int in
                    guard let number = Int(text) else { throw .badCursor }
                    return number
                }
                let found = try await self.store.deliveries(
                    of: id, for: holder, state: page["state"], type: page["type"], before: before,
                    limit: page.lookahead)
                let (items, next) = page.cut(found) { $0.object["id"]?.numberLiteral }
                return .records(items, next: next)
            },
            Endpoint(
                .get, "\(Self.path)/deliveries/{delivery}", "readWebhookDelivery",
                "A delivery with its attempts: what was sent and what was answered", answer: delivery
            ) { _, context in
                let holder = try Integrator(context)
                guard let record = try await self.store.delivery(try context.delivery(), for: holder) else {
                    throw Refusal.notFound
                }
                return .record(record)
            },
            Endpoint(
                .post, "\(Self.path)/deliveries/{delivery}/resend", "resendWebhookDelivery",
                "Send an event once more, under the same webhook-id", parameters: [OpenAPIWords.key], status: "202",
                answer: delivery
            ) { request, context in
                let holder = try Integrator(context)
                let number = try context.delivery()
                return try await self.once(request, [], holder) {
                    .record(try await $0.resend(number), status: .accepted)
                }
            },
        ]
    }
}

extension ServiceRequestContext {
    /// The number of the delivery that the path names.
    func delivery() throws -> Int {
        guard let number = Int(self.part("delivery")), number > 0 else { throw Refusal.notFound }
        return number
    }
}

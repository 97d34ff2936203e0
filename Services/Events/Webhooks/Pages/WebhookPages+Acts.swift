import HTTPTypes
import Hummingbird
import Model
import ServiceKit
import WebPages

extension WebhookPages {
    private func done(_ what: String, _ id: RecordID) -> Response {
        .redirect(to: "\(WebhooksPage.path(of: id.description))?done=\(what)", type: .normal)
    }

    @Sendable func delete(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let id = try context.webhookID()
        _ = try await request.submittedForm(context)
        try await self.webhooks.change(holder) { try await $0.delete(id, expecting: nil) }
        return .redirect(to: "\(WebhooksPage.path)?done=deleted", type: .normal)
    }

    @Sendable func transition(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let id = try context.webhookID()
        _ = try await request.submittedForm(context)
        let name = context.part("transition")
        try await self.webhooks.change(holder) { try await $0.transition(id, name, expecting: nil) }
        return self.done(name, id)
    }

    /// Sends a made-up event, and shows what becomes of it.
    @Sendable func test(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let id = try context.webhookID()
        _ = try await request.submittedForm(context)
        let delivery = try await self.webhooks.change(holder) { try await $0.test(id) }
        let number = "\(delivery[WebhookDelivery.id] ?? 0)"
        return .redirect(
            to: "\(DeliveryPage.path(of: number, in: id.description))?done=tested", type: .normal)
    }

    @Sendable func resend(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let id = try context.webhookID()
        _ = try await request.submittedForm(context)
        _ = try await self.requireDelivery(context)
        let number = try context.delivery()
        try await self.webhooks.change(holder) { try await $0.resend(number) }
        return .redirect(
            to: "\(DeliveryPage.path(of: "\(number)", in: id.description))?done=resent", type: .normal)
    }

    @Sendable func recover(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let id = try context.webhookID()
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: RecoverWebhook.fields.fields)
        var json = RecoverWebhook.fields.json(from: values, for: .creating)
        let offset = PageFrame(request, context, navigation: self.webhooks.runtime.process.navigation).utcOffsetSeconds
        if case .object(var object) = json, let text = object[RecoverWebhook.since.name]?.stringValue {
            // A control for a time names no zone; it means the one in which the page shows times.
            if let since = Instant(local: text, utcOffsetSeconds: offset) {
                object[RecoverWebhook.since.name] = .string(since.description)
            }
            json = .object(object)
        }
        do {
            let since = try RecoverWebhook.since(json)
            let count = try await self.webhooks.change(holder) { change in
                try await LogProblem.explaining { try await change.recover(id, since: since) }
            }
            return self.done("recovered&count=\(count)", id)
        } catch let error as ValidationError {
            return try await self.detail(
                request, context, notice: .refusal(error),
                refused: (act: .recover, values: values, issues: error.issues), status: .unprocessableContent)
        }
    }

    /// Replaces the secret; the page that answers shows the new one, this once.
    @Sendable func rotate(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let id = try context.webhookID()
        let webhook = try await self.requireWebhook(context)
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: RotateSecret.fields.fields)
        let json = RotateSecret.fields.json(from: values, for: .creating)
        do {
            let input = try RotateSecret.fields.validateNew(json)
            let overlap = Duration.seconds((input[RotateSecret.overlap] ?? RotateSecret.usualHours) * 3600)
            let made = MadeSecret()
            let bytes = json.canonicalBytes
            // The page that answers may be loaded again; that must not make yet another secret.
            _ = try await self.webhooks.once(
                request, bytes, holder, key: IdempotencyRegister.key(ofForm: pairs.value("_key"), content: bytes)
            ) { change in
                let (record, secret) = try await change.rotate(id, overlap: overlap)
                made.keep(secret, of: record)
                return Response(status: .ok)
            }
            if let secret = made.value?.secret, secret.shown == nil { return self.done("rotated", id) }
            return self.secretPage(
                made.value?.secret.shown, of: webhook[Webhook.name] ?? "",
                href: WebhooksPage.path(of: id.description), request, context)
        } catch let error as ValidationError {
            return try await self.detail(
                request, context, notice: .refusal(error),
                refused: (act: .rotate, values: values, issues: error.issues), status: .unprocessableContent)
        }
    }
}

import HTTPTypes
import Hummingbird
import Model
import ServiceKit
import WebPages

/// The pages of webhooks, for the same people as the JSON interface and with the same changes.
struct WebhookPages: Sendable {
    let webhooks: WebhookRoutes
    let identity: IdentityStore

    init(_ runtime: ServiceRuntime) {
        self.webhooks = WebhookRoutes(runtime)
        self.identity = IdentityStore(pool: runtime.pool)
    }

    static let link = PageLink(Webhook.plural, href: WebhooksPage.path, for: [.integrator, .admin])

    var routes: [PageRoute] {
        let list = WebhooksPage.path
        let one = "\(list)/{id}"
        let delivery = "\(one)/deliveries/{delivery}"
        return [
            .get(list, self.list), .get("\(list)/new", self.new), .post(list, self.create),
            .get(one, self.webhook), .get("\(one)/edit", self.edit), .post(one, self.update),
            .post("\(one)/delete", self.delete), .post("\(one)/transitions/{transition}", self.transition),
            .post("\(one)/test", self.test), .post("\(one)/recover", self.recover), .post("\(one)/rotate", self.rotate),
            .get(delivery, self.delivery), .post("\(delivery)/resend", self.resend),
        ]
    }

    func page(
        _ page: some Page, _ request: Request, _ context: ServiceRequestContext, notice: Notice? = nil,
        status: HTTPResponse.Status = .ok, at address: String? = nil,
    ) -> Response {
        .page(
            page, to: request, context, navigation: self.webhooks.runtime.process.navigation, notice: notice,
            status: status, at: address)
    }

    /// What was done just before the page that is asked for.
    private func notice(_ request: Request) -> Notice? {
        let texts: [String: Label] = [
            "created": Label(
                zh: "已建立。接收方用下面的公钥验签。", en: "Created. The receiver verifies signatures by the public key below."),
            "updated": Label(zh: "已保存。", en: "Saved."),
            "deleted": Label(zh: "已删除。", en: "Deleted."), "pause": Label(zh: "已暂停。", en: "Paused."),
            "resume": Label(zh: "已恢复推送。", en: "It works again."),
            "tested": Label(zh: "测试事件已发出，刷新可看结果。", en: "The test event is on its way; look again for the outcome."),
            "resent": Label(zh: "已安排重发。", en: "It is sent once more."),
            "rotated": Label(zh: "已更换，接收方用下面的新公钥验签。", en: "Replaced; the receiver needs the new public key below."),
        ]
        guard let done = request.uri.queryParameters["done"].map(String.init) else { return nil }
        if done == "recovered" {
            let count = request.uri.queryParameters["count"].flatMap { Int($0) } ?? 0
            return Notice(
                .success,
                Label(
                    zh: "已安排补发 \(count) 个事件。",
                    en: count == 1 ? "One event is sent once more." : "\(count) events are sent once more."))
        }
        return texts[done].map { Notice(.success, $0) }
    }

    func units(_ context: ServiceRequestContext) async throws -> UnitNames {
        UnitNames(try await self.identity.units(), context.language)
    }

    // MARK: Pages

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let pairs = request.queryPairs.filter { $0.name != "done" }
        let page = try KeysetPage(pairs, filters: ["state"])
        if let after = page.after, RecordID(after) == nil { throw ValidationError.badCursor }
        let found = try await self.webhooks.store.webhooks(
            for: holder, state: page["state"], after: page.after, limit: page.lookahead)
        let (items, next) = page.cut(found) { $0.id?.description }
        let outcomes = try await self.webhooks.store.outcomes(of: items.compactMap { $0.id?.description })
        let links = page.links(WebhooksPage.path, pairs, next: next)
        return self.page(
            WebhooksPage(
                rows: items.map { webhook in
                    WebhooksPage.Row(webhook, outcomes[webhook.id?.description ?? ""] ?? WebhookOutcomes())
                }, titles: try await self.units(context).titles, state: page["state"], nextHref: links.next,
                firstHref: links.first),
            request, context, notice: self.notice(request))
    }

    @Sendable private func webhook(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await self.detail(request, context, notice: self.notice(request))
    }

    /// A webhook with its deliveries; also when what was asked for was refused.
    func detail(
        _ request: Request, _ context: ServiceRequestContext, notice: Notice? = nil,
        refused: (act: WebhookPage.Act, values: FormValues, issues: [Issue])? = nil,
        status: HTTPResponse.Status = .ok,
    ) async throws -> Response {
        let webhook = try await self.requireWebhook(context)
        let id = try context.webhookID()
        // A form that was refused has been sent to another address, whose parameters say nothing about the list.
        let pairs = refused == nil ? request.queryPairs.filter { !["done", "count"].contains($0.name) } : []
        let page = try KeysetPage(pairs, filters: ["state"])
        let before = try page.after.map { text throws(ValidationError) -> Int in
            guard let number = Int(text) else { throw .badCursor }
            return number
        }
        let found = try await self.webhooks.store.deliveries(
            of: id, for: try Integrator(context), state: page["state"], before: before, limit: page.lookahead)
        let (items, next) = page.cut(found) { $0.object["id"]?.numberLiteral }
        let links = page.links(WebhooksPage.path(of: id.description), pairs, next: next)
        let actor = try context.requireActor()
        return self.page(
            WebhookPage(
                webhook: webhook, titles: try await self.units(context).titles,
                outcomes: try await self.webhooks.store.outcomes(of: [id.description])[id.description]
                    ?? WebhookOutcomes(),
                deliveries: items, state: page["state"], nextHref: links.next, firstHref: links.first,
                key: RecordID.generate().description, canReadTrail: actor.access.allows(.admin), refused: refused),
            request, context, notice: notice, status: status, at: WebhooksPage.path(of: id.description))
    }

    @Sendable private func delivery(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let webhook = try await self.requireWebhook(context)
        let delivery = try await self.requireDelivery(context)
        return self.page(
            DeliveryPage(webhook: webhook, delivery: delivery), request, context, notice: self.notice(request))
    }

    func requireWebhook(_ context: ServiceRequestContext) async throws -> Record {
        let holder = try Integrator(context)
        guard let webhook = try await self.webhooks.store.webhook(try context.webhookID(), for: holder) else {
            throw Refusal.notFound
        }
        return webhook
    }

    /// The delivery that the path names, if it is the webhook's.
    func requireDelivery(_ context: ServiceRequestContext) async throws -> Record {
        let holder = try Integrator(context)
        let id = try context.webhookID()
        let number = try context.delivery()
        guard let delivery = try await self.webhooks.store.delivery(number, for: holder),
            delivery[WebhookDelivery.webhook] == id
        else { throw Refusal.notFound }
        return delivery
    }
}

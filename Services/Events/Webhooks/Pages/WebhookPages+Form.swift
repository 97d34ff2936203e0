import HTTPTypes
import Hummingbird
import Model
import ServiceKit
import WebPages

extension WebhookPages {
    @Sendable func new(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        var pairs = WebhookChange.defaults.map { ($0.key, $0.value.stringValue ?? $0.value.description) }
        let units = try await self.choices(holder, context)
        if units.count == 1 { pairs.append((Webhook.unit.name, units[0].value)) }
        // Values in the address fill the form in.
        pairs += request.queryPairs.map { ($0.name, $0.value) }
        return try await self.form(
            request, context, holder, values: FormValues(pairs, fields: Webhook.fields.fields))
    }

    @Sendable func edit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let webhook = try await self.requireWebhook(context)
        return try await self.form(
            request, context, try Integrator(context), of: webhook,
            values: FormValues(webhook, fields: Webhook.fields.fields))
    }

    /// The form for a new webhook or, with one, for its change.
    private func form(
        _ request: Request, _ context: ServiceRequestContext, _ holder: Integrator, of webhook: Record? = nil,
        values: FormValues, issues: [Issue] = [], version: Int64? = nil, key: String? = nil,
        status: HTTPResponse.Status = .ok, notice: Notice? = nil,
    ) async throws -> Response {
        let units = try await self.choices(holder, context)
        let name = webhook?[Webhook.name] ?? ""
        let path = webhook.map { WebhooksPage.path(of: $0.id?.description ?? "") }
        let fields = Webhook.fields.writable
        return self.page(
            FieldsPage(
                heading: webhook == nil
                    ? Label(zh: "新建推送", en: "New webhook") : Label(zh: "编辑：\(name)", en: "Edit: \(name)"),
                trail: [(label: Webhook.plural, href: WebhooksPage.path)]
                    + (path.map { [(label: Label(zh: name, en: name), href: $0)] } ?? []),
                fields: webhook == nil ? fields : fields.filter { !$0.traits.contains(.immutable) }, values: values,
                issues: issues, choices: [Webhook.unit.name: units, Self.filterUnit: units],
                submit: webhook == nil ? Label(zh: "建立", en: "Create") : Label(zh: "保存", en: "Save"),
                action: path ?? WebhooksPage.path,
                hidden: webhook == nil
                    ? [(name: "_key", value: key ?? RecordID.generate().description)]
                    : [(name: "_version", value: "\(version ?? webhook?.version ?? 0)")]),
            request, context, notice: notice, status: status,
            at: path.map { "\($0)/edit" } ?? "\(WebhooksPage.path)/new")
    }

    /// The units whose events somebody may send away.
    private func choices(_ holder: Integrator, _ context: ServiceRequestContext) async throws -> [FormChoice] {
        try await self.units(context).choices { holder.units?.contains($0) ?? true }
    }

    private static let filterUnit = "\(Webhook.filters.name).\(Webhook.filterUnit.name)"

    /// What was typed, and the JSON that it means; the name of a unit that was typed is looked up.
    private func read(
        _ pairs: [(name: String, value: String)], for purpose: FormPurpose, _ holder: Integrator,
        _ context: ServiceRequestContext,
    ) async throws -> (values: FormValues, json: JSON) {
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: Webhook.fields.fields)
        let units = try await self.choices(holder, context)
        let json = Webhook.fields.json(
            from: values, for: purpose, choices: [Webhook.unit.name: units, Self.filterUnit: units])
        return (values, json)
    }

    /// Makes a webhook; the page that answers shows its secret, this once.
    @Sendable func create(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let pairs = try await request.submittedForm(context)
        let (values, json) = try await self.read(pairs, for: .creating, holder, context)
        let key = pairs.value("_key")
        if values.wantsMoreRows != nil {
            return try await self.form(request, context, holder, values: values, key: key)
        }
        do {
            let bytes = json.canonicalBytes
            let made = try await self.webhooks.create(
                request, json, bytes, holder, key: IdempotencyRegister.key(ofForm: key, content: bytes))
            let name = json[Webhook.name.name]?.stringValue ?? ""
            guard let record = made.record else {
                return self.secretPage(nil, of: name, href: WebhooksPage.path, request, context, status: .created)
            }
            let href = WebhooksPage.path(of: record.id?.description ?? "")
            guard let secret = made.secret?.shown else {
                return .redirect(to: "\(href)?done=created", type: .normal)
            }
            return self.secretPage(secret, of: name, href: href, request, context, status: .created)
        } catch let error as ValidationError {
            return try await self.form(
                request, context, holder, values: values, issues: error.issues, key: key,
                status: .unprocessableContent)
        } catch Refusal.forbidden(.integrator, _) {
            let issue = Issue(
                "/\(Webhook.unit.name)", .reference,
                Label(zh: "请选择您负责推送的单位", en: "Choose a unit whose webhooks are yours to keep"))
            return try await self.form(
                request, context, holder, values: values, issues: [issue], key: key, status: .unprocessableContent)
        } catch let problem as Problem where problem.kind == Problem.noSecretKey.kind {
            // What was typed is kept for when there is a key.
            return try await self.form(
                request, context, holder, values: values, key: key, status: problem.status,
                notice: Notice(.error, problem.detail ?? problem.title))
        }
    }

    /// Shows a secret, this once; without one, says why it is not shown.
    func secretPage(
        _ secret: String?, of name: String, href: String, _ request: Request, _ context: ServiceRequestContext,
        status: HTTPResponse.Status = .ok,
    ) -> Response {
        self.page(
            SecretPage(
                heading: Label(zh: "推送的签名密钥", en: "The secret of the webhook"), lead: Label(zh: name, en: name),
                secret: secret,
                help: secret == nil
                    ? Label(
                        zh: "这张表单已经提交过，密钥当时已显示。如果没有记下，请更换密钥。",
                        en: "This form was sent before, and the secret was shown then. If it is lost, replace it.")
                    : Label(
                        zh: "接收方用它按 Standard Webhooks 规范验证每个请求的签名。",
                        en: "With it the receiver verifies every request, by the Standard Webhooks specification."),
                back: (label: Label(zh: "查看推送", en: "To the webhook"), href: href)),
            request, context, status: status, at: href)
    }

    @Sendable func update(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let webhook = try await self.requireWebhook(context)
        let id = try context.webhookID()
        let pairs = try await request.submittedForm(context)
        let (values, patch) = try await self.read(pairs, for: .changing, holder, context)
        let version = Int64(pairs.value("_version")) ?? 0
        if values.wantsMoreRows != nil {
            return try await self.form(request, context, holder, of: webhook, values: values, version: version)
        }
        do {
            try await self.webhooks.change(holder) { try await $0.update(id, patch, expecting: version) }
            return .redirect(to: "\(WebhooksPage.path(of: id.description))?done=updated", type: .normal)
        } catch let error as ValidationError {
            return try await self.form(
                request, context, holder, of: webhook, values: values, issues: error.issues, version: version,
                status: .unprocessableContent)
        } catch Refusal.stale(let current) {
            return try await self.form(
                request, context, holder, of: webhook, values: values, version: current, status: .preconditionFailed,
                notice: .changedMeanwhile(current: current))
        } catch let problem as Problem where problem.kind == Problem.noSecretKey.kind {
            return try await self.form(
                request, context, holder, of: webhook, values: values, version: version, status: problem.status,
                notice: Notice(.error, problem.detail ?? problem.title))
        }
    }
}

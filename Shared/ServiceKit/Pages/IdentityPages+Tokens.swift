import HTTPTypes
import Hummingbird
import Model
import WebPages

extension IdentityPages {
    @Sendable func tokens(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        return self.page(
            TokensPage(
                tokens: try await self.identity.tokens(within: actor.access.units(.admin)),
                titles: self.titles(try await self.identity.units(), context)),
            request, context, notice: self.notice(request))
    }

    @Sendable func newToken(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let values = FormValues([("days", "\(APIToken.usualDays)")], fields: APIToken.formFields.fields)
        return try await self.form(request, context, values: values)
    }

    private func form(
        _ request: Request, _ context: ServiceRequestContext, values: FormValues, issues: [Issue] = [],
        key: String? = nil, status: HTTPResponse.Status = .ok,
    ) async throws -> Response {
        let actor = try context.requireAdministrator()
        let choices = self.choices(try await self.identity.units(), for: actor, context)
        return self.page(
            FieldsPage(
                heading: Label(zh: "新建令牌", en: "New token"),
                trail: [(label: APIToken.plural, href: TokensPage.path)], fields: APIToken.formFields.fields,
                values: values, issues: issues, choices: ["unit": choices],
                submit: Label(zh: "建立令牌", en: "Make the token"), action: TokensPage.path,
                hidden: [(name: "_key", value: key ?? RecordID.generate().description)]),
            request, context, status: status, at: "\(TokensPage.path)/new")
    }

    /// Makes a token; the page that answers shows it, this once.
    @Sendable func createToken(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: APIToken.formFields.fields)
        let choices = self.choices(try await self.identity.units(), for: actor, context)
        let key = pairs.value("_key")
        if values.wantsMoreRows != nil { return try await self.form(request, context, values: values, key: key) }
        do {
            let json = APIToken.formFields.json(from: values, for: .creating, choices: ["unit": choices])
            let input = try NewToken(json, fields: APIToken.formFields)
            let made = Made()
            // A button that is pressed twice makes one token; the second answer cannot show it any more.
            _ = try await self.identity.change(
                as: actor, once: IdempotencyRegister.key(ofForm: key, content: json.canonicalBytes), in: self.register,
                for: "POST \(request.uri.path)", json.canonicalBytes
            ) { change in
                made.keep(try await input.make(change))
                return Response(status: .created)
            }
            return self.page(
                SecretPage(
                    heading: Label(zh: "令牌已建立", en: "The token is made"),
                    lead: Label(zh: input.name, en: input.name), secret: made.secret?.text,
                    help: made.secret == nil
                        ? Label(
                            zh: "这张表单已经提交过，令牌当时已显示。如果没有记下，请吊销后重新建立。",
                            en: """
                                This form was sent before, and the token was shown then. If it is lost, revoke it and \
                                make another.
                                """)
                        : Label(
                            zh: "有效期 \(input.days) 天。请求时放在 Authorization: Bearer 头中。",
                            en: "It works for \(input.days) days, in the header Authorization: Bearer."),
                    back: (label: APIToken.plural, href: TokensPage.path)),
                request, context, status: .created)
        } catch let error as ValidationError {
            return try await self.form(
                request, context, values: values, issues: error.issues, key: key, status: .unprocessableContent)
        }
    }

    @Sendable func revokeToken(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        _ = try await request.submittedForm(context)
        try await self.identity.change(as: actor) { change in
            guard try await change.revokeToken(prefix: context.part("prefix")) else { throw Refusal.notFound }
        }
        return .redirect(to: "\(TokensPage.path)?done=revoked", type: .normal)
    }
}

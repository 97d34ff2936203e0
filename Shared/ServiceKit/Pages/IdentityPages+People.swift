import HTTPTypes
import Hummingbird
import Model
import WebPages

extension IdentityPages {
    @Sendable func people(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        let pairs = request.queryPairs.filter { $0.name != "done" }
        let page = try KeysetPage(pairs, filters: ["q", "unit"])
        let people = try await self.identity.people(
            words: page["q"], unit: page["unit"], after: page.after, limit: page.lookahead)
        let (items, next) = page.cut(people) { $0[Person.name] }
        let (nextHref, firstHref) = page.links(PeoplePage.path, pairs, next: next)
        return self.page(
            PeoplePage(
                people: items, titles: self.titles(try await self.identity.units(), context), words: page["q"] ?? "",
                nextHref: nextHref, firstHref: firstHref),
            request, context, notice: self.notice(request))
    }

    // MARK: Forms

    @Sendable func newPerson(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        let values = FormValues(request.queryPairs.map { ($0.name, $0.value) }, fields: Person.fields.fields)
        return self.form(request, context, values: values)
    }

    private func form(
        _ request: Request, _ context: ServiceRequestContext, of person: Record? = nil, values: FormValues,
        issues: [Issue] = [], version: Int64? = nil, status: HTTPResponse.Status = .ok, notice: Notice? = nil,
    ) -> Response {
        let name = person?[Person.name] ?? ""
        let title = person?[Person.display]?.preferred(context.language) ?? name
        let path = PeoplePage.path(of: name)
        let fields = Person.fields.writable
        return self.page(
            FieldsPage(
                heading: person == nil
                    ? Label(zh: "新建人员", en: "New person") : Label(zh: "编辑：\(title)", en: "Edit: \(title)"),
                trail: [(label: Person.plural, href: PeoplePage.path)]
                    + (person == nil ? [] : [(label: Label(zh: title, en: title), href: path)]),
                fields: person == nil ? fields : fields.filter { !$0.traits.contains(.immutable) }, values: values,
                issues: issues,
                submit: person == nil ? Label(zh: "建立", en: "Create") : Label(zh: "保存", en: "Save"),
                action: person == nil ? PeoplePage.path : path,
                hidden: person == nil ? [] : [(name: "_version", value: "\(version ?? person?.version ?? 0)")]),
            request, context, notice: notice, status: status,
            at: person == nil ? "\(PeoplePage.path)/new" : "\(path)/edit")
    }

    @Sendable func createPerson(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: Person.fields.fields)
        do {
            let input = try Person.fields.validateNew(Person.fields.json(from: values, for: .creating))
            _ = try await self.identity.change(as: actor) { try await $0.createPerson(input) }
            return .redirect(to: "\(PeoplePage.path(of: input[Person.name] ?? ""))?done=created", type: .normal)
        } catch let error as ValidationError {
            return self.form(request, context, values: values, issues: error.issues, status: .unprocessableContent)
        }
    }

    @Sendable func editPerson(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let person = try await self.requirePerson(context)
        return self.form(request, context, of: person, values: FormValues(person, fields: Person.fields.fields))
    }

    @Sendable func updatePerson(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let person = try await self.requirePerson(context)
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: Person.fields.fields)
        let patch = Person.fields.json(from: values, for: .changing)
        let version = Int64(pairs.value("_version")) ?? 0
        do {
            _ = try await self.identity.change(as: actor) { change in
                try await change.changePerson(context.part("name"), patch, expecting: version)
            }
            return self.done("updated", context)
        } catch let error as ValidationError {
            return self.form(
                request, context, of: person, values: values, issues: error.issues, version: version,
                status: .unprocessableContent)
        } catch Refusal.stale(let current) {
            return self.form(
                request, context, of: person, values: values, version: current, status: .preconditionFailed,
                notice: .changedMeanwhile(current: current))
        }
    }

    // MARK: One person

    private func requirePerson(_ context: ServiceRequestContext) async throws -> Record {
        _ = try context.requireAdministrator()
        guard let person = try await self.identity.person(context.part("name")) else { throw Refusal.notFound }
        return person
    }

    private func done(_ what: String, _ context: ServiceRequestContext) -> Response {
        .redirect(to: "\(PeoplePage.path(of: context.part("name")))?done=\(what)", type: .normal)
    }

    @Sendable func person(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await self.person(request, context, values: FormValues(), notice: self.notice(request))
    }

    private func person(
        _ request: Request, _ context: ServiceRequestContext, values: FormValues, issues: [Issue] = [],
        notice: Notice? = nil, status: HTTPResponse.Status = .ok,
    ) async throws -> Response {
        let actor = try context.requireAdministrator()
        let person = try await self.requirePerson(context)
        let units = try await self.identity.units()
        let trail = try await self.identity.audit(for: actor, subject: person[Person.name], limit: 8)
        return self.page(
            PersonPage(
                person: person, titles: self.titles(units, context), units: self.choices(units, for: actor, context),
                isInReach: person.unitsOfGrants.allSatisfy { actor.access.allows(.admin, in: $0) }, values: values,
                issues: issues, trail: trail.map(AuditPage.Entry.init)),
            request, context, notice: notice, status: status, at: PeoplePage.path(of: context.part("name")))
    }

    @Sendable func grant(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let pairs = try await request.submittedForm(context)
        let values = FormValues(pairs.map { ($0.name, $0.value) }, fields: RoleGrant.fields.fields)
        let choices = self.choices(try await self.identity.units(), for: actor, context)
        do {
            let input = try RoleGrant.fields.validateNew(
                RoleGrant.fields.json(from: values, for: .creating, choices: ["unit": choices]))
            let role = Role(rawValue: input[RoleGrant.role] ?? "") ?? .viewer
            _ = try await self.identity.change(as: actor) { change in
                try await change.grant(role, in: input[RoleGrant.unit] ?? "", to: context.part("name"))
            }
            return self.done("granted", context)
        } catch let error as ValidationError {
            return try await self.person(
                request, context, values: values, issues: error.issues, status: .unprocessableContent)
        }
    }

    @Sendable func withdraw(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let pairs = try await request.submittedForm(context)
        guard let role = Role(rawValue: pairs.value("role")) else { throw Refusal.notFound }
        return try await self.perform("withdrawn", request, context) { change in
            _ = try await change.withdraw(role, in: pairs.value("unit"), from: context.part("name"))
        }
    }

    @Sendable func endSessions(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        _ = try await request.submittedForm(context)
        return try await self.perform("signed-out", request, context) { change in
            _ = try await change.endSessions(of: context.part("name"))
        }
    }

    @Sendable func setState(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        _ = try await request.submittedForm(context)
        let transition = context.part("transition")
        return try await self.perform(transition, request, context) { change in
            _ = try await change.setState(of: context.part("name"), by: transition, expecting: nil)
        }
    }

    /// Does what a button says, and shows the person again, also when it was refused.
    private func perform(
        _ what: String, _ request: Request, _ context: ServiceRequestContext,
        _ body: @Sendable (IdentityChange) async throws -> Void,
    ) async throws -> Response {
        let actor = try context.requireAdministrator()
        do {
            try await self.identity.change(as: actor, body)
            return self.done(what, context)
        } catch let error as ValidationError {
            return try await self.person(
                request, context, values: FormValues(), notice: .refusal(error), status: .unprocessableContent)
        }
    }

    @Sendable func makeLink(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        _ = try await request.submittedForm(context)
        let person = try await self.requirePerson(context)
        let name = person[Person.name] ?? ""
        let secret = try await self.identity.change(as: actor) { try await $0.createLink(person: name) }
        let title = person[Person.display]?.preferred(context.language) ?? name
        return self.page(
            SecretPage(
                heading: Label(zh: "一次性登录链接", en: "One-time sign-in link"),
                lead: Label(zh: "供 \(title)（\(name)）使用。", en: "For \(title) (\(name))."),
                secret: self.address(request) + SignInRoutes.path(secret),
                help: Label(
                    zh: "链接只能使用一次，15 分钟内有效。谁打开它，谁就以此人的身份登录，请只交给本人。",
                    en: """
                        It works once, within a quarter of an hour. Whoever opens it is signed in as this person, so give \
                        it to nobody else.
                        """),
                back: (label: Label(zh: title, en: title), href: PeoplePage.path(of: name))),
            request, context, at: PeoplePage.path(of: name))
    }

    /// How browsers reach this site: as it is configured, else as this request did.
    private func address(_ request: Request) -> String {
        if let publicURL, !publicURL.isEmpty {
            return publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        }
        return request.head.authority.map { "http://\($0)" } ?? ""
    }
}

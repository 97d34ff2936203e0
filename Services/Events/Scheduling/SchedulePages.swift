import HTTPTypes
import Hummingbird
import Model
import ServiceKit
import WebPages

/// The pages of events that are published later, for the same people as the JSON interface and by the same rules.
struct SchedulePages: Sendable {
    private let runtime: ServiceRuntime
    private let store: ScheduleStore
    private let identity: IdentityStore

    init(_ runtime: ServiceRuntime) {
        self.runtime = runtime
        self.store = ScheduleStore(pool: runtime.pool)
        self.identity = IdentityStore(pool: runtime.pool)
    }

    static let link = PageLink(
        Label(zh: "预定事件", en: "Scheduled events"), href: ScheduledEventsPage.path, for: [.integrator, .admin])

    var routes: [PageRoute] {
        let list = ScheduledEventsPage.path
        return [
            .get(list, self.list), .get("\(list)/new", self.new), .post(list, self.create),
            .get("\(list)/{id}", self.event), .post("\(list)/{id}/take-back", self.takeBack),
        ]
    }

    private func page(
        _ page: some Page, _ request: Request, _ context: ServiceRequestContext, notice: Notice? = nil,
        status: HTTPResponse.Status = .ok, at address: String? = nil,
    ) -> Response {
        .page(
            page, to: request, context, navigation: self.runtime.process.navigation, notice: notice,
            status: status, at: address)
    }

    /// What was done just before the page that is asked for.
    private func notice(_ request: Request) -> Notice? {
        let notices = [
            "scheduled": Notice(.success, Label(zh: "已预定。", en: "Scheduled.")),
            "published": Notice(
                .success, Label(zh: "这个事件早已发布，没有变化。", en: "It was published already; nothing changed.")),
            "taken-back": Notice(.success, Label(zh: "已撤回。", en: "Taken back.")),
            "late": Notice(
                .warning, Label(zh: "该事件已发布，或已被撤回。", en: "It does not wait any more: published, or taken back already.")
            ),
        ]
        return request.uri.queryParameters["done"].flatMap { notices[String($0)] }
    }

    // MARK: Pages

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let reach = try ScheduleReach(context)
        let pairs = request.queryPairs.filter { $0.name != "done" }
        let page = try KeysetPage(pairs, filters: ["source"])
        let (items, next) = try await self.store.events(of: reach, page)
        let links = page.links(ScheduledEventsPage.path, pairs, next: next)
        return self.page(
            ScheduledEventsPage(events: items.map(\.record), nextHref: links.next, firstHref: links.first), request,
            context, notice: self.notice(request))
    }

    @Sendable private func event(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let source = request.queryPairs.value("source")
        let event = try await self.event(context, source: source, of: try ScheduleReach(context))
        let titles = UnitNames(try await self.identity.units(), context.language).titles
        return self.page(
            ScheduledEventPage(event: event.record, titles: titles), request, context, notice: self.notice(request))
    }

    private func event(
        _ context: ServiceRequestContext, source: String, of reach: ScheduleReach,
    ) async throws -> ScheduledEvent {
        guard let id = RecordID(context.part("id")) else { throw Refusal.notFound }
        return try await self.store.event(id, source: source.isEmpty ? nil : source, of: reach)
    }

    // MARK: Scheduling

    @Sendable private func new(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let sources = try await self.sources(try Publisher(context), context)
        var pairs = sources.first.map { [(NewScheduledEvent.source.name, $0.value)] } ?? []
        // Values in the address fill the form in.
        pairs += request.queryPairs.map { ($0.name, $0.value) }
        return self.form(
            request, context, values: FormValues(pairs, fields: NewScheduledEvent.fields.fields), sources: sources)
    }

    /// What somebody may publish as, unit by unit.
    private func sources(_ publisher: Publisher, _ context: ServiceRequestContext) async throws -> [FormChoice] {
        UnitNames(try await self.identity.units(), context.language).choices(publisher.publishes).map { unit in
            let source = publisher.source(in: unit.value)
            return FormChoice(source, "\(unit.label) · \(source)")
        }
    }

    private func form(
        _ request: Request, _ context: ServiceRequestContext, values: FormValues, sources: [FormChoice],
        issues: [Issue] = [], id: String? = nil, notice: Notice? = nil, status: HTTPResponse.Status = .ok,
    ) -> Response {
        self.page(
            FieldsPage(
                heading: Label(zh: "新建预定", en: "Schedule an event"),
                trail: [(label: Self.link.label, href: ScheduledEventsPage.path)],
                fields: NewScheduledEvent.fields.fields, values: values, issues: issues,
                choices: [NewScheduledEvent.source.name: sources], submit: Label(zh: "预定", en: "Schedule it"),
                action: ScheduledEventsPage.path,
                hidden: [(name: "_id", value: id ?? RecordID.generate().description)]),
            request, context, notice: notice, status: status, at: "\(ScheduledEventsPage.path)/new")
    }

    @Sendable private func create(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let publisher = try Publisher(context)
        let pairs = try await request.submittedForm(context)
        let sources = try await self.sources(publisher, context)
        let frame = PageFrame(request, context, navigation: self.runtime.process.navigation)
        let form = ScheduleForm(pairs, sources: sources, utcOffsetSeconds: frame.utcOffsetSeconds)
        let input: ScheduleInput
        do throws(ValidationError) {
            input = try form.input(CloudEventRule(publisher: publisher, now: .now))
        } catch {
            return self.form(
                request, context, values: form.values, sources: sources, issues: error.issues, id: form.id,
                status: .unprocessableContent)
        }
        do {
            if try await self.store.schedule(input, by: publisher.actor) == .published {
                return .redirect(to: "\(ScheduledEventsPage.path)?done=published", type: .normal)
            }
            let address = QueryString.address(
                "\(ScheduledEventsPage.path)/\(input.event.id)",
                [(name: "source", value: input.event.source), (name: "done", value: "scheduled")])
            return .redirect(to: address, type: .normal)
        } catch let error as ValidationError where ScheduleForm.isUsed(error) {
            return self.form(
                request, context, values: form.values, sources: sources,
                notice: Notice(
                    .warning,
                    Label(
                        zh: "这张表单已用其他内容提交过，那个事件不变。再次提交将另外预定一个事件。",
                        en: """
                            This form was sent before, with other content, and that event stays. Sent again, it schedules \
                            another one.
                            """)),
                status: .conflict)
        } catch let error as ValidationError {
            return self.form(
                request, context, values: form.values, sources: sources, issues: ScheduleForm.issues(of: error),
                id: form.id, status: .unprocessableContent)
        }
    }

    @Sendable private func takeBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let reach = try ScheduleReach(context)
        let pairs = try await request.submittedForm(context)
        var isInTime = false
        do {
            let event = try await self.event(context, source: pairs.value("source"), of: reach)
            isInTime = try await self.store.unschedule(event, of: reach)
        } catch Refusal.notFound {
            // Published while somebody looked at it, most likely.
        }
        return .redirect(to: "\(ScheduledEventsPage.path)?done=\(isInTime ? "taken-back" : "late")", type: .normal)
    }
}

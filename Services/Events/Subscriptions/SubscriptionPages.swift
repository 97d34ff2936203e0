import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit
import WebPages

/// The pages of subscriptions, for the same people as the JSON interface.
struct SubscriptionPages: Sendable {
    let subscriptions: SubscriptionRoutes
    let identity: IdentityStore

    init(_ runtime: ServiceRuntime) {
        self.subscriptions = SubscriptionRoutes(runtime)
        self.identity = IdentityStore(pool: runtime.pool)
    }

    static let link = PageLink(
        Label(zh: "订阅", en: "Subscriptions"), href: SubscriptionsPage.path, for: [.integrator, .admin])

    var routes: [PageRoute] {
        let one = "\(SubscriptionsPage.path)/{name}"
        return [
            .get(SubscriptionsPage.path, self.list), .get(one, self.subscription),
            .post("\(one)/pause") { try await self.act("pause", $0, $1) { try await $0.pause($1, by: $3) } },
            .post("\(one)/resume") { try await self.act("resume", $0, $1) { try await $0.pause($1, false, by: $3) } },
            .post("\(one)/end-replays") {
                try await self.act("end-replays", $0, $1) { try await $0.endReplays($1, by: $3) }
            },
            .post("\(one)/redrive") {
                try await self.act("redrive", $0, $1) { desk, name, range, actor in
                    try await desk.redrive(name, from: range.from, through: range.through, by: actor)
                }
            },
            .post("\(one)/discard") {
                try await self.act("discard", $0, $1) { desk, name, range, actor in
                    try await desk.discard(name, from: range.from, through: range.through, by: actor)
                }
            },
            .post("\(one)/seek", self.seek), .post("\(one)/delete", self.delete),
        ]
    }

    /// How often a page that is to be live is asked for again, in seconds.
    private static let refresh = "5"
    /// How much of what was done is shown; the rest is for the command line.
    private static let mostOperations = 10

    private func page(
        _ page: some Page, _ request: Request, _ context: ServiceRequestContext, isLive: Bool = false,
        notice: Notice? = nil, status: HTTPResponse.Status = .ok, at address: String? = nil,
    ) -> Response {
        var response = Response.page(
            page, to: request, context, navigation: self.subscriptions.runtime.process.navigation, notice: notice,
            status: status, at: address)
        if isLive { response.headers[HTTPField.Name.refresh] = Self.refresh }
        return response
    }

    /// What was done just before the page that is asked for.
    private func notice(_ request: Request) -> Notice? {
        let texts: [String: Label] = [
            "pause": Label(zh: "已暂停。", en: "Paused."), "resume": Label(zh: "已恢复。", en: "It goes on."),
            "redrive": Label(zh: "死信已重新投递，每秒 50 个。", en: "Dead letters are sent again, fifty a second."),
            "discard": Label(zh: "已放弃。", en: "Given up."), "seek": Label(zh: "已移动。", en: "Moved."),
            "end-replays": Label(zh: "重放已停止。", en: "Nothing more is replayed."),
            "deleted": Label(zh: "已删除。", en: "Deleted."),
        ]
        return request.uri.queryParameters["done"].flatMap { texts[String($0)] }.map { Notice(.success, $0) }
    }

    private func titles(_ context: ServiceRequestContext) async throws -> Titles {
        UnitNames(try await self.identity.units(), context.language).titles
    }

    // MARK: Pages

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try Integrator(context)
        let isLive = request.uri.queryParameters["live"] == "on"
        return self.page(
            SubscriptionsPage(
                subscriptions: try await self.subscriptions.store.standing(of: holder).map(SubscriptionStanding.init),
                titles: try await self.titles(context),
                log: holder.administersAll ? try await self.log() : nil, isLive: isLive),
            request, context, isLive: isLive, notice: self.notice(request))
    }

    private func log() async throws -> SubscriptionsPage.LogState {
        let desk = self.subscriptions.store.desk
        let bus = self.subscriptions.runtime.bus
        let pulse = try await bus.pulse(deadline: .seconds(3))
        return SubscriptionsPage.LogState(
            head: Int64(pulse.head), perMinute: Int64(try await desk.flow(within: .seconds(60))),
            isAdvancing: pulse.isAdvancing, isListening: bus.isListening,
            transactions: try await desk.openTransactions(longerThan: SubscriptionStore.longTransaction).map {
                transaction in
                SubscriptionsPage.LogState.Transaction(
                    process: transaction.process.map { Int64($0) }, application: transaction.application,
                    seconds: transaction.age.components.seconds, query: transaction.query)
            })
    }

    @Sendable private func subscription(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let isLive = request.uri.queryParameters["live"] == "on"
        return try await self.detail(request, context, isLive: isLive, notice: self.notice(request))
    }

    private func detail(
        _ request: Request, _ context: ServiceRequestContext, isLive: Bool = false, notice: Notice? = nil,
        refused: (place: String, issues: [Issue])? = nil, status: HTTPResponse.Status = .ok,
    ) async throws -> Response {
        let (name, holder) = try await self.subscriptions.subscription(context)
        guard let standing = try await self.subscriptions.store.standing(of: holder, name: name).first else {
            throw Refusal.notFound
        }
        // A form that was refused has been sent to another address, whose parameters say nothing about the list.
        let pairs = refused == nil ? request.queryPairs.filter { !["done", "live"].contains($0.name) } : []
        let page = try KeysetPage(pairs, filters: [])
        let after = try page.after.map { text throws(ValidationError) -> Int in
            guard let position = Int(text) else { throw .badCursor }
            return position
        }
        let found = try await self.subscriptions.store.desk.deadLetters(
            of: name, after: (name, after ?? 0), limit: page.lookahead)
        let (letters, next) = page.cut(found) { "\($0.event.position)" }
        let links = page.links(SubscriptionsPage.path(of: name), pairs, next: next)
        return self.page(
            SubscriptionPage(
                subscription: SubscriptionStanding(standing), titles: try await self.titles(context),
                letters: try letters.map(SubscriptionRoutes.json),
                operations: try await self.subscriptions.store.desk.operations(on: name, limit: Self.mostOperations)
                    .map(OperationRoutes.json),
                nextHref: links.next, firstHref: links.first,
                isLive: isLive, refused: refused),
            request, context, isLive: isLive, notice: notice, status: status, at: SubscriptionsPage.path(of: name))
    }

    // MARK: Steps

    /// Which dead letters a form is about: those between two positions, or all.
    private struct Range {
        let from: Int
        let through: Int?

        init(_ pairs: [(name: String, value: String)]) {
            self.from = Int(pairs.value("from")) ?? 0
            self.through = Int(pairs.value("through"))
        }
    }

    private func act(
        _ step: String, _ request: Request, _ context: ServiceRequestContext,
        _ act: (SubscriptionOperator, _ name: String, Range, _ actor: String) async throws -> Void,
    ) async throws -> Response {
        let (name, holder) = try await self.subscriptions.subscription(context)
        let pairs = try await request.submittedForm(context)
        try await LogProblem.explaining {
            try await act(self.subscriptions.store.desk, name, Range(pairs), holder.actor.name)
        }
        return .redirect(to: "\(SubscriptionsPage.path(of: name))?done=\(step)", type: .normal)
    }

    @Sendable private func seek(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (name, holder) = try await self.subscriptions.subscription(context)
        let pairs = try await request.submittedForm(context)
        let text = pairs.value("position")
        let desk = self.subscriptions.store.desk
        do {
            guard let position = Int(text), position >= 0 else {
                throw ValidationError("/position", .format, Label(zh: "应为位置（整数）", en: "Must be a whole number"))
            }
            do {
                try await desk.seek(name, to: position, by: holder.actor.name)
            } catch let error as EventBusError {
                throw LogProblem.problem(error).map { problem in
                    ValidationError("/position", .range, problem.detail ?? problem.title)
                } ?? error
            }
        } catch let error as ValidationError {
            return try await self.detail(
                request, context, notice: .refusal(error), refused: (place: text, issues: error.issues),
                status: .unprocessableContent)
        }
        return .redirect(to: "\(SubscriptionsPage.path(of: name))?done=seek", type: .normal)
    }

    @Sendable private func delete(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (name, holder) = try await self.subscriptions.subscription(context)
        _ = try await request.submittedForm(context)
        try await LogProblem.explaining { try await self.subscriptions.store.remove(name, by: holder) }
        return .redirect(to: "\(SubscriptionsPage.path)?done=deleted", type: .normal)
    }
}

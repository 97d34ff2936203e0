import HTTPTypes
import Hummingbird
import Model
import WebPages

/// The pages of units, people and tokens: `/identity/...`, for administrators.
///
/// They make the same changes as the JSON interface; what a page may do, a program may do, and the other way round.
struct IdentityPages: Sendable {
    let identity: IdentityStore
    let register: IdempotencyRegister
    let navigation: Navigation
    let publicURL: String?

    func add(to router: RouterGroup<ServiceRequestContext>) {
        let units = RouterPath(UnitsPage.path)
        router.get(units, use: self.units)
        router.post(units, use: self.createUnit)
        router.get(units.appendingPath("new"), use: self.newUnit)
        router.get(units.appendingPath("{code}/edit"), use: self.editUnit)
        router.post(units.appendingPath("{code}"), use: self.updateUnit)
        router.post(units.appendingPath("{code}/delete"), use: self.deleteUnit)

        let people = RouterPath(PeoplePage.path)
        router.get(people, use: self.people)
        router.post(people, use: self.createPerson)
        router.get(people.appendingPath("new"), use: self.newPerson)
        router.get(people.appendingPath("{name}"), use: self.person)
        router.post(people.appendingPath("{name}"), use: self.updatePerson)
        router.get(people.appendingPath("{name}/edit"), use: self.editPerson)
        router.post(people.appendingPath("{name}/grant"), use: self.grant)
        router.post(people.appendingPath("{name}/withdraw"), use: self.withdraw)
        router.post(people.appendingPath("{name}/link"), use: self.makeLink)
        router.post(people.appendingPath("{name}/end-sessions"), use: self.endSessions)
        router.post(people.appendingPath("{name}/transitions/{transition}"), use: self.setState)

        let tokens = RouterPath(TokensPage.path)
        router.get(tokens, use: self.tokens)
        router.post(tokens, use: self.createToken)
        router.get(tokens.appendingPath("new"), use: self.newToken)
        router.post(tokens.appendingPath("{prefix}/revoke"), use: self.revokeToken)

        router.get(RouterPath(AuditPage.path), use: self.audit)
    }

    func page(
        _ page: some Page, _ request: Request, _ context: ServiceRequestContext, notice: Notice? = nil,
        status: HTTPResponse.Status = .ok, at address: String? = nil,
    ) -> Response {
        .page(
            page, to: request, context, navigation: self.navigation, notice: notice, status: status,
            at: address)
    }

    /// What was done just before the page that is asked for.
    func notice(_ request: Request) -> Notice? {
        let texts: [String: Label] = [
            "created": Label(zh: "已建立。", en: "Created."), "updated": Label(zh: "已保存。", en: "Saved."),
            "deleted": Label(zh: "已删除。", en: "Deleted."), "granted": Label(zh: "已授予角色。", en: "The role was given."),
            "withdrawn": Label(zh: "已收回角色。", en: "The role was taken away."),
            "signed-out": Label(zh: "已结束全部会话。", en: "All sessions have ended."),
            "disable": Label(zh: "已停用。", en: "Disabled."), "enable": Label(zh: "已启用。", en: "Enabled."),
            "revoked": Label(zh: "已吊销，立即生效。", en: "Revoked; it opens nothing any more."),
        ]
        return request.uri.queryParameters["done"].flatMap { texts[String($0)] }.map { Notice(.success, $0) }
    }

    /// The names of all units by their codes.
    func titles(_ units: [Record], _ context: ServiceRequestContext) -> Titles {
        UnitNames(units, context.language).titles
    }

    /// The units that somebody administers, to choose one.
    func choices(_ units: [Record], for actor: Actor, _ context: ServiceRequestContext) -> [FormChoice] {
        UnitNames(units, context.language).choices { actor.access.allows(.admin, in: $0) }
    }

    @Sendable private func audit(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireAdministrator()
        let pairs = request.queryPairs
        let page = try KeysetPage(pairs, filters: ["subject"])
        let entries = try await self.identity.audit(
            for: actor, subject: page["subject"], before: page.after.flatMap { Int64($0) }, limit: page.lookahead)
        let (items, next) = page.cut(entries) { $0.object["id"]?.numberLiteral }
        let (nextHref, firstHref) = page.links(AuditPage.path, pairs, next: next)
        return self.page(
            AuditPage(
                entries: items.map(AuditPage.Entry.init), titles: self.titles(try await self.identity.units(), context),
                subject: page["subject"] ?? "", nextHref: nextHref, firstHref: firstHref),
            request, context)
    }
}

extension KeysetPage {
    /// Where the next and the first page are, as far as this is not it.
    package func links(
        _ path: String, _ pairs: [(name: String, value: String)], next: String?,
    ) -> (next: String?, first: String?) {
        let kept = pairs.filter { !["after", "lang"].contains($0.name) && !$0.value.isEmpty }
        return (
            next.map { QueryString.address(path, kept + [(name: "after", value: $0)]) },
            self.after.map { _ in QueryString.address(path, kept) }
        )
    }
}

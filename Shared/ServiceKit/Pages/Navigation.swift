import Model
import WebPages

/// What stands at the side of every page: the record types of the services that run here.
package struct Navigation: Sendable {
    private let services: [ServiceDefinition]

    init(_ services: [ServiceDefinition]) {
        self.services = services
    }

    /// The links for somebody on a page; each only for whom it is.
    func groups(at path: String, for actor: Actor?) -> [NavigationGroup] {
        let links = self.services.flatMap(\.links).filter { link in
            actor?.access.units(holding: link.roles)?.isEmpty != true && actor != nil
        }
        func item(_ label: Label, _ href: String) -> NavigationItem {
            let isHere = path == href || path.hasPrefix(href + "/")
            // A page below two links belongs to the nearer one.
            let isElsewhere = links.contains { link in
                link.href.hasPrefix(href + "/") && (path == link.href || path.hasPrefix(link.href + "/"))
            }
            return NavigationItem(label, href: href, isCurrent: isHere && !isElsewhere)
        }
        var groups = self.services.compactMap { service -> NavigationGroup? in
            guard !service.collections.isEmpty else { return nil }
            return NavigationGroup(
                service.label, service.collections.map { item($0.resource.plural, $0.resource.listPath) })
        }
        if actor?.access.allows(.admin) == true {
            groups.append(
                NavigationGroup(
                    Label(zh: "管理", en: "Administration"),
                    [
                        item(OrganisationalUnit.plural, UnitsPage.path), item(Person.plural, PeoplePage.path),
                        item(APIToken.plural, TokensPage.path),
                        item(Label(zh: "管理记录", en: "Audit trail"), AuditPage.path),
                    ]))
        }
        groups.append(
            NavigationGroup(
                Label(zh: "系统", en: "System"),
                [item(Label(zh: "事件日志", en: "Event log"), "/events")] + links.map { item($0.label, $0.href) }))
        return groups
    }
}

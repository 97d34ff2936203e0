import Model
import WebPages

/// What stands at the side of every page: the record types of the services that run here.
struct Navigation: Sendable {
    private let services: [ServiceDefinition]

    init(_ services: [ServiceDefinition]) {
        self.services = services
    }

    func groups(at path: String) -> [NavigationGroup] {
        let log = NavigationItem(Label(zh: "事件日志", en: "Event log"), href: "/events", isCurrent: path == "/events")
        return self.services.compactMap { service in
            guard !service.collections.isEmpty else { return nil }
            return NavigationGroup(
                service.label,
                service.collections.map { collection in
                    let href = collection.resource.listPath
                    return NavigationItem(
                        collection.resource.plural, href: href,
                        isCurrent: path == href || path.hasPrefix(href + "/"))
                })
        } + [NavigationGroup(Label(zh: "系统", en: "System"), [log])]
    }
}

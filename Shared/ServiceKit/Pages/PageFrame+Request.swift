package import HTTPTypes
package import Hummingbird
package import WebPages

extension PageFrame {
    /// The frame for somebody who is not signed in.
    init(anonymousAt request: Request, context: ServiceRequestContext) {
        self.init(language: context.language, path: request.uri.path, query: request.queryPairs)
    }

    /// The frame for the one who asks.
    package init(_ request: Request, _ context: ServiceRequestContext, navigation: Navigation, notice: Notice? = nil) {
        self.init(
            language: context.language, path: request.uri.path, query: request.queryPairs, user: context.actor?.name,
            csrfToken: context.session.map(Secret.forgeryToken(session:)),
            navigation: navigation.groups(at: request.uri.path, for: context.actor), notice: notice)
    }
}

extension Response {
    /// A page for the one who asks.
    package static func page(
        _ page: some Page, to request: Request, _ context: ServiceRequestContext, navigation: Navigation,
        notice: Notice? = nil, status: HTTPResponse.Status = .ok,
    ) -> Response {
        .page(page.render(in: PageFrame(request, context, navigation: navigation, notice: notice)), status: status)
    }
}

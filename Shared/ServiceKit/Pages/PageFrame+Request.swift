package import HTTPTypes
package import Hummingbird
package import WebPages

extension PageFrame {
    /// The frame for somebody who is not signed in.
    init(anonymousAt request: Request, context: ServiceRequestContext) {
        self.init(language: context.language, path: request.uri.path, query: request.queryPairs)
    }

    /// The frame for the one who asks.
    ///
    /// - Parameter page: where the page is to be had, when it answers a form that was sent elsewhere: the link to the other
    ///   language leads there, because where forms are sent nothing may be read.
    package init(
        _ request: Request, _ context: ServiceRequestContext, navigation: Navigation, notice: Notice? = nil,
        page: PageAddress? = nil,
    ) {
        let page = request.method == .post ? page : nil
        self.init(
            language: context.language, path: page?.path ?? request.uri.path,
            query: page?.query ?? request.queryPairs, user: context.actor?.name,
            csrfToken: context.session.map(Secret.forgeryToken(session:)),
            navigation: navigation.groups(at: request.uri.path, for: context.actor), notice: notice)
    }
}

/// Where a page is to be had.
package struct PageAddress: Sendable {
    /// The path.
    package var path: String
    /// The query, in order.
    package var query: [(name: String, value: String)] = []

    package init(_ path: String, query: [(name: String, value: String)] = []) {
        self.path = path
        self.query = query
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

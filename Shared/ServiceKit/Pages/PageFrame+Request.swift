package import HTTPTypes
package import Hummingbird
package import WebPages

extension PageFrame {
    /// The frame for somebody who is not signed in.
    init(anonymousAt request: Request, context: ServiceRequestContext, page: PageAddress? = nil) {
        self.init(
            language: context.language, path: page?.path ?? request.uri.path, query: page?.query ?? request.queryPairs)
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

    /// The page from which a form was sent: what answers a form is to be had nowhere itself.
    init?(before request: Request) {
        guard request.method == .post else { return nil }
        self.init("/")
        guard let referer = request.headers[.referer], let authority = request.head.authority,
            let start = referer.firstRange(of: "://\(authority)/")
        else { return }
        let parts = referer[start.upperBound...].prefix { $0 != "#" }.split(separator: "?", maxSplits: 1)
        // A second slash would lead to another site; so would a backslash, or a tab before the slash, which browsers do not
        // send but take for one, or for nothing.
        let path = (parts.first ?? "").drop { $0 == "/" }
        guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else { return }
        self.path += path
        self.query = parts.dropFirst().first?.formPairs ?? []
    }
}

extension Response {
    /// A page for the one who asks.
    ///
    /// - Parameter address: where the page is to be had, when it answers a form that was sent elsewhere.
    package static func page(
        _ page: some Page, to request: Request, _ context: ServiceRequestContext, navigation: Navigation,
        notice: Notice? = nil, status: HTTPResponse.Status = .ok, at address: String? = nil,
    ) -> Response {
        let frame = PageFrame(
            request, context, navigation: navigation, notice: notice, page: address.map { PageAddress($0) })
        return .page(page.render(in: frame), status: status)
    }
}

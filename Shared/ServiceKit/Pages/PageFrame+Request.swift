import Hummingbird
import WebPages

extension PageFrame {
    /// The frame for somebody who is not signed in.
    init(anonymousAt request: Request, context: ServiceRequestContext) {
        self.init(language: context.language, path: request.uri.path, query: request.queryPairs)
    }

    /// The frame for the one who asks.
    init(_ request: Request, _ context: ServiceRequestContext, navigation: Navigation, notice: Notice? = nil) {
        self.init(
            language: context.language, path: request.uri.path, query: request.queryPairs, user: context.actor?.name,
            csrfToken: context.session.map(Secret.forgeryToken(session:)),
            navigation: navigation.groups(at: request.uri.path, for: context.actor), notice: notice)
    }
}

import HTTPTypes
import Hummingbird

/// The route of a page that follows from no record type, or of a form on one.
///
/// Unlike an ``Endpoint`` it is for people: it stands in no document, and its forms carry the token of their page.
public struct PageRoute: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let handle: Endpoint.Handler

    /// A page.
    public static func get(_ path: String, _ handle: @escaping Endpoint.Handler) -> PageRoute {
        PageRoute(method: .get, path: path, handle: handle)
    }

    /// A form that is sent.
    public static func post(_ path: String, _ handle: @escaping Endpoint.Handler) -> PageRoute {
        PageRoute(method: .post, path: path, handle: handle)
    }

    func add(to router: RouterGroup<ServiceRequestContext>) {
        router.on(RouterPath(self.path), method: self.method, use: self.handle)
    }
}

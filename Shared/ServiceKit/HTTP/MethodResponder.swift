import HTTPTypes
import Hummingbird
import Model

/// Gives every path an answer to every method: HEAD where GET is answered, and a refusal of the methods that it has not.
struct MethodResponder<Base: HTTPResponder>: HTTPResponder where Base.Context == ServiceRequestContext {
    typealias Context = ServiceRequestContext

    let base: Base

    @concurrent
    func respond(to request: Request, context: ServiceRequestContext) async throws -> Response {
        if HTTPRequest.Method.answered.contains(request.method) {
            return try await self.base.respond(to: request, context: context)
        }
        guard request.method == .head else {
            // Whatever it is called, no route is written for it; every path refuses this one.
            return try await self.base.respond(to: request.with(.unanswered), context: context)
        }
        // As GET up to the very end, so that the headers are the same. The length of an answer that is made while it is
        // sent is not known; such an answer to HEAD says 0, because the server would put a chunk after a head without one.
        return try await self.base.respond(to: request.with(.get), context: context).createHeadResponse()
    }
}

extension HTTPRequest.Method {
    /// The methods that routes are written for.
    static let answered: [HTTPRequest.Method] = [.get, .post, .patch, .delete]
    /// What stands for all methods that no route is written for.
    static let unanswered = HTTPRequest.Method.options
}

extension Request {
    fileprivate func with(_ method: HTTPRequest.Method) -> Request {
        var head = self.head
        head.method = method
        return Request(head: head, body: self.body)
    }
}

extension Router where Context == ServiceRequestContext {
    /// Lets every path refuse the methods that it has no route for.
    ///
    /// Called when all routes are there.
    func refuseOtherMethods() {
        for routes in Dictionary(grouping: self.routes, by: { $0.path.description }).values {
            guard let path = routes.first?.path else { continue }
            let methods = routes.map(\.method)
            precondition(
                methods.allSatisfy { HTTPRequest.Method.answered.contains($0) }, "\(path) would never be asked")
            let problem = Problem.methodNotAllowed(methods)
            for method in HTTPRequest.Method.answered + [.unanswered] where !methods.contains(method) {
                self.on(path, method: method) { _, _ -> Response in throw problem }
            }
        }
    }
}

extension Problem {
    fileprivate static func methodNotAllowed(_ methods: [HTTPRequest.Method]) -> Problem {
        var names = methods.map(\.rawValue)
        if methods.contains(.get) { names.append("HEAD") }
        let allowed = names.sorted().joined(separator: ", ")
        return Problem(
            .methodNotAllowed, "method-not-allowed", Label(zh: "此处不支持该方法", en: "The method is not allowed here"),
            detail: Label(zh: "此地址只接受：\(allowed)。", en: "This address takes only: \(allowed)."),
            headers: [.allow: allowed])
    }
}

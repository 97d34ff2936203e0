package import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// Lets nobody pass who has not said who they are, and no browser form that was not made by our own page.
struct AuthenticationMiddleware: RouterMiddleware {
    let authenticator: Authenticator

    @concurrent
    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: @concurrent (Request, ServiceRequestContext) async throws -> Response,
    ) async throws -> Response {
        var context = context
        if let header = request.headers[.authorization] {
            guard header.lowercased().hasPrefix("bearer ") else { throw Problem.unauthenticated }
            let token = String(header.dropFirst(7))
            guard let actor = try await self.authenticator.actor(token: token) else {
                throw Problem.unauthenticated
            }
            context.actor = actor
            context.currentActor = { [authenticator] in try await authenticator.actor(token: token) }
        } else if let session = request.cookies[SessionCookie.name]?.value,
            let actor = try await self.authenticator.actor(session: session)
        {
            context.actor = actor
            context.session = session
            context.currentActor = { [authenticator] in try await authenticator.actor(session: session) }
            try Self.requireOwnOrigin(request, session: session)
        } else if request.wantsPage, request.method == .get {
            return .redirect(to: "/sign-in", type: .normal)
        } else {
            throw Problem.unauthenticated
        }
        return try await next(request, context)
    }

    /// A cookie is sent along by any page that makes the browser post something here.
    ///
    /// Programs that use the session name the token in a header; forms carry it in a field, which the page's own
    /// handler checks. No page posts to a path that is for programs: there a form can only be another site's.
    private static func requireOwnOrigin(_ request: Request, session: String) throws {
        guard request.method != .get, request.method != .head else { return }
        if let site = request.headers[.secFetchSite], site != "same-origin" { throw Problem.forged }
        if request.method == .post, !request.isForPrograms, request.headers[.contentType]?.isFormType == true { return }
        guard let token = request.headers[.csrfToken], Secret.matches(token, Secret.forgeryToken(session: session))
        else { throw Problem.forged }
    }
}

/// The cookie that holds a browser's session.
enum SessionCookie {
    static let name = "yizhan_session"

    static func setting(_ secret: String, secure: Bool) -> String {
        "\(Self.name)=\(secret); Path=/; HttpOnly; SameSite=Lax; Max-Age=43200\(secure ? "; Secure" : "")"
    }

    static func clearing(secure: Bool) -> String {
        "\(Self.name)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\(secure ? "; Secure" : "")"
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site").required
    static let csrfToken = Self("X-CSRF-Token").required
    package static let idempotencyKey = Self("Idempotency-Key").required
    package static let link = Self("Link").required
}

extension Optional {
    /// The value of an expression that is a constant of this program and was tried when it was written.
    public var required: Wrapped {
        guard let value = self else { preconditionFailure("a constant is malformed") }
        return value
    }
}

extension Request {
    /// Whether the path belongs to the JSON interface, `/{service}/v1/...`.
    fileprivate var isForPrograms: Bool {
        self.uri.path.split(separator: "/").dropFirst().first == "v1"
    }
}

extension String {
    var isFormType: Bool {
        self.hasPrefix("application/x-www-form-urlencoded") || self.hasPrefix("multipart/form-data")
    }
}

import HTTPTypes
import Hummingbird
import Model
import NIOCore
import WebPages

/// How a browser gets in and out: a one-time link becomes a session.
struct SignInRoutes: Sendable {
    let identity: IdentityStore
    let authenticator: Authenticator
    let secureCookies: Bool

    /// Where a link leads.
    static func path(_ link: Secret) -> String { "/sign-in?code=\(link.text)" }

    func add(to router: Router<ServiceRequestContext>) {
        // A GET only shows a button: programs that follow links in messages must not use the link up.
        router.get("/sign-in") { request, context in
            Response.page(
                SignInPage(code: request.uri.queryParameters["code"].map(String.init))
                    .render(in: PageFrame(anonymousAt: request, context: context)))
        }
        router.post("/sign-in", use: self.signIn)
        router.post("/sign-out", use: self.signOut)
        for asset in Asset.all {
            router.get(RouterPath(asset.path)) { _, _ in
                Response(
                    status: .ok,
                    headers: [
                        .contentType: asset.contentType, .cacheControl: "public, max-age=31536000, immutable",
                    ],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
            }
        }
        router.get("/favicon.ico") { _, _ in Response.redirect(to: Asset.logo.path, type: .permanent) }
    }

    @Sendable private func signIn(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        // Another site must not sign a browser in as somebody whose records its owner then takes for his own.
        if let site = request.headers[.secFetchSite], site != "same-origin" { throw Problem.forged }
        let pairs = try await request.formPairs()
        let code = pairs.first { $0.name == "code" }?.value.trimmed ?? ""
        guard let session = try await self.identity.openSession(link: code) else {
            let page = SignInPage(
                message: Label(
                    zh: "链接无效、已使用或已过期。请运行 yizhan link 获取新的登录链接。",
                    en: "The link is not valid, was used already or is too old. Run yizhan link for a new one."),
                isRefused: true)
            return .page(page.render(in: PageFrame(anonymousAt: request, context: context)), status: .forbidden)
        }
        var response = Response.redirect(to: "/", type: .normal)
        response.headers[.setCookie] = SessionCookie.setting(session.text, secure: self.secureCookies)
        return response
    }

    @Sendable private func signOut(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        if let session = request.cookies[SessionCookie.name]?.value {
            let pairs = try await request.formPairs()
            guard pairs.hasForgeryToken(of: session) else { throw Problem.forged }
            try await self.identity.endSession(session)
            // At once here, also while the bell cannot be heard.
            self.authenticator.forgetAll()
        }
        var response = Response.redirect(to: "/sign-in", type: .normal)
        response.headers[.setCookie] = SessionCookie.clearing(secure: self.secureCookies)
        return response
    }
}

extension Request {
    /// The fields of a submitted form, in their order.
    func formPairs() async throws -> [(name: String, value: String)] {
        try self.refuseOversized(Self.bodyLimit)
        guard let type = self.headers[.contentType], type.hasPrefix("application/x-www-form-urlencoded") else {
            throw Problem.unsupportedMedia("application/x-www-form-urlencoded")
        }
        let text = String(buffer: try await self.body.collect(upTo: Self.bodyLimit))
        return text.formPairs
    }
}

extension [(name: String, value: String)] {
    func hasForgeryToken(of session: String) -> Bool {
        let given = self.first { $0.name == "_csrf" }?.value ?? ""
        return Secret.matches(given, Secret.forgeryToken(session: session))
    }
}

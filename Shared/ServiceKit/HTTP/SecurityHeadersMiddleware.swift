import HTTPTypes
import Hummingbird

/// Tells browsers to run nothing that is not ours: our pages have no scripts at all.
struct SecurityHeadersMiddleware: RouterMiddleware {
    private static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    @concurrent
    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: @concurrent (Request, ServiceRequestContext) async throws -> Response,
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        // Answers differ by who asks: no cache between us may keep them, and the reader's own has to ask again.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "private, no-cache" }
        if response.headers[.contentType]?.hasPrefix("text/html") == true {
            response.headers[.contentSecurityPolicy] = Self.policy
            response.headers[.referrerPolicy] = "same-origin"
        }
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = Self("Referrer-Policy").required
}

import EventBus
import Hummingbird
import Logging
import Model
import NIOCore
import WebPages

/// Turns every error into an answer that its reader can use: a page for browsers, a problem document for programs.
struct ErrorMiddleware: RouterMiddleware {
    @concurrent
    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: @concurrent (Request, ServiceRequestContext) async throws -> Response,
    ) async throws -> Response {
        var context = context
        context.language = DisplayLanguage(of: request)
        do {
            var response = try await next(request, context)
            if let cookie = LanguageCookie.setting(for: request) { response.headers.append(cookie) }
            return response
        } catch {
            var problem = Problem(error)
            // Whoever only reads does not care whether something was changed.
            if request.method == .get || request.method == .head, problem?.kind == Problem.outcomeUnknown.kind {
                problem = .busy
            }
            if problem == nil || problem?.status.kind == .serverError {
                // What the error says may contain data; only its type is logged, and the details at debug level.
                context.logger.error(
                    "Request failed",
                    metadata: [
                        "path": "\(request.uri.path)", "error": "\(error)", "type": "\(type(of: error))",
                    ])
            }
            return Response(problem ?? .internalError, to: request, context: context)
        }
    }
}

extension Response {
    init(_ problem: Problem, to request: Request, context: ServiceRequestContext) {
        var headers = problem.headers
        headers[.cacheControl] = "no-store"
        // By this, whoever reports a failure names the lines of the log that tell of it.
        headers[.traceresponse] = TraceContext.current?.traceparent
        let bytes: [UInt8]
        if request.wantsPage {
            headers[.contentType] = "text/html; charset=utf-8"
            bytes = MessagePage(
                status: problem.status.code, heading: problem.title, detail: problem.detail, issues: problem.issues
            ).render(in: PageFrame(anonymousAt: request, context: context, page: PageAddress(before: request)))
        } else {
            headers[.contentType] = "application/problem+json"
            headers[.contentLanguage] = context.language.tag
            bytes = problem.json(in: context.language, instance: request.uri.path)
        }
        self.init(status: problem.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Request {
    /// Whether a person with a browser is waiting: programs do not ask for HTML first.
    var wantsPage: Bool {
        guard let accept = self.headers[.accept] else { return false }
        return accept.hasPrefix("text/html")
    }
}

extension DisplayLanguage {
    /// The reader's language: what the address says, else the reader's choice, else the browser's, else Chinese.
    init(of request: Request) {
        if let language = Self.asked(by: request) {
            self = language
        } else if let chosen = request.cookies[LanguageCookie.name].flatMap({ DisplayLanguage(rawValue: $0.value) }) {
            self = chosen
        } else {
            self = Self.preferred(request.headers[.acceptLanguage] ?? "")
        }
    }

    /// What the address says.
    static func asked(by request: Request) -> DisplayLanguage? {
        request.uri.queryParameters["lang"].flatMap { DisplayLanguage(rawValue: String($0)) }
    }

    /// The first of the languages in an Accept-Language header (RFC 9110 section 12.5.4) that we speak.
    ///
    /// Browsers list them by preference, so the weights need not be read.
    static func preferred(_ header: String) -> DisplayLanguage {
        for part in header.split(separator: ",") {
            let tag = part.prefix { $0 != ";" }.trimmingPrefix { $0 == " " }.lowercased()
            if tag.hasPrefix("zh") { return .zh }
            if tag.hasPrefix("en") { return .en }
        }
        return .zh
    }
}

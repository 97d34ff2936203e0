import EventBus
import HTTPTypes
import Hummingbird

/// Lets everything that a request causes belong to the caller's trace, or to one of its own (W3C Trace Context).
struct TraceMiddleware: RouterMiddleware {
    @concurrent
    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: @concurrent (Request, ServiceRequestContext) async throws -> Response,
    ) async throws -> Response {
        // A header that is given twice is none: nobody could say which is meant.
        let given = request.headers[values: .traceparent]
        // The other one is a list, which may be divided over several.
        let states = request.headers[values: .tracestate]
        let state = states.isEmpty ? nil : states.joined(separator: ",")
        let trace = given.count == 1 ? TraceContext(traceparent: given[0], state: state) : nil
        return try await (trace ?? .generate()).run { try await next(request, context) }
    }
}

extension HTTPField.Name {
    static let traceparent = Self("traceparent").required
    static let tracestate = Self("tracestate").required
    /// W3C Trace Context, level 2 (draft): which trace the answer belongs to.
    static let traceresponse = Self("traceresponse").required
}

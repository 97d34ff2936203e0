import HTTPTypes
import Hummingbird
import Metrics
import Synchronization

/// Counts requests by the route that answered them, and measures how long the answer took to begin.
///
/// Until the answer begins: a stream of events goes on for hours, and an export takes as long as its reader does.
struct MeasuringResponder<Base: HTTPResponder>: HTTPResponder where Base.Context == ServiceRequestContext {
    typealias Context = ServiceRequestContext

    let base: Base
    let meters: RequestMeters

    @concurrent
    func respond(to request: Request, context: ServiceRequestContext) async throws -> Response {
        let start = ContinuousClock.now
        let presence = self.meters.enter()
        do {
            var response = try await self.base.respond(to: request, context: context)
            self.meters.count(request.method, context.endpointPath, response.status, start.duration(to: .now))
            if response.body.contentLength == nil { response.body = presence.lasting(through: response.body) }
            return response
        } catch {
            self.meters.count(request.method, context.endpointPath, .internalServerError, start.duration(to: .now))
            throw error
        }
    }
}

/// The figures about requests.
final class RequestMeters: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Meters {
        let requests: Counter
        let duration: Metrics.Timer
    }

    private let registry: MetricsRegistry
    private let active: Meter
    private let known = Mutex<[Key: Meters]>([:])

    init(_ registry: MetricsRegistry) {
        self.registry = registry
        self.active = Meter(label: "yizhan_http_requests_active", factory: registry)
        registry.describe("yizhan_http_requests_active", "Requests that are being answered, streams included.")
        registry.describe("yizhan_http_requests_total", "Requests by route, method and status.")
        registry.describe(
            "yizhan_http_request_duration_seconds", "How long answers took to begin, by route and method.")
    }

    func enter() -> Presence { Presence(self.active) }

    /// - Parameter route: the template of the path, never the path itself: there are as many as there are records.
    func count(
        _ method: HTTPRequest.Method, _ route: String?, _ status: HTTPResponse.Status, _ duration: Duration,
    ) {
        let isKnown = HTTPRequest.Method.answered.contains(method) || method == .head
        // What a sender makes up must not become a figure of its own. The router has a word for finding no route.
        let path = route.flatMap { $0.hasPrefix("/") ? $0 : nil }
        let key = Key(method: isKnown ? method.rawValue : "other", route: path ?? "none", status: status.code)
        let meters = self.known.withLock { known in
            if let meters = known[key] { return meters }
            let place = [("method", key.method), ("route", key.route)]
            let meters = Meters(
                requests: Counter(
                    label: "yizhan_http_requests", dimensions: place + [("status", "\(key.status)")],
                    factory: self.registry),
                duration: Metrics.Timer(
                    label: "yizhan_http_request_duration", dimensions: place, factory: self.registry))
            known[key] = meters
            return meters
        }
        meters.requests.increment()
        meters.duration.recordNanoseconds(Int64(duration.inSeconds * 1e9))
    }
}

/// A request that is there, for as long as this value lives: however its answer ends, it is counted out.
final class Presence: Sendable {
    private let active: Meter

    init(_ active: Meter) {
        self.active = active
        active.increment()
    }

    deinit { self.active.decrement() }

    /// A body whose sending is a part of the presence.
    func lasting(through body: ResponseBody) -> ResponseBody {
        ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            withExtendedLifetime(self) {}
        }
    }
}

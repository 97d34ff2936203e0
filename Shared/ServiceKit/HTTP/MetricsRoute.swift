import HTTPTypes
import Hummingbird
import Model
import NIOCore

/// `GET /metrics`: the figures of this process in the text format that Prometheus reads.
///
/// Figures tell a stranger much, so nobody reads them unasked: a scraper shows the token of `YIZHAN_METRICS_TOKEN`,
/// which works without a database too, and whoever administers the university may look as well.
struct MetricsRoute: Sendable {
    let registry: MetricsRegistry
    let collectors: [MetricsCollector]
    let token: String?
    let authenticator: Authenticator

    func add(to router: Router<ServiceRequestContext>) {
        let answer: @Sendable (Request, ServiceRequestContext) async throws -> Response = { _, _ in
            var exposition = Exposition()
            self.registry.write(to: &exposition)
            let text = await self.collectors.exposition(startingFrom: exposition).text
            return Response(
                status: .ok, headers: [.contentType: Exposition.contentType, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
        let guarded = AuthenticationMiddleware(authenticator: self.authenticator)
        router.get("/metrics") { request, context in
            if self.isScraper(request) { return try await answer(request, context) }
            return try await guarded.handle(request, context: context) { request, context in
                guard try context.requireActor().access.allows(.admin, in: IdentitySchema.rootUnit) else {
                    throw Refusal.forbidden(.admin, unit: IdentitySchema.rootUnit)
                }
                return try await answer(request, context)
            }
        }
    }

    private func isScraper(_ request: Request) -> Bool {
        guard let token = self.token, let header = request.headers[.authorization],
            header.lowercased().hasPrefix("bearer ")
        else { return false }
        return Secret.matches(String(header.dropFirst(7)), token)
    }
}

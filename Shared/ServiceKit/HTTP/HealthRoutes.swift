import Database
import EventBus
import HTTPTypes
import Hummingbird
import NIOCore

/// The two questions that a platform asks: is the process alive, and may it be sent requests.
struct HealthRoutes: Sendable {
    let pools: [Pool]
    let bus: EventBus
    /// Platforms seldom wait longer for the answer.
    var patience = Duration.seconds(2)

    func add(to router: Router<ServiceRequestContext>) {
        // Never touches the database: restarting a process does not mend a database.
        router.get("/healthz") { _, _ in Self.answer(.ok, "ok") }
        router.get("/readyz") { _, _ in
            do {
                try await self.askAll()
            } catch {
                return Self.answer(.serviceUnavailable, "the database cannot be reached")
            }
            // A process that cannot listen does all its work, only later: no reason to take it out of service.
            return Self.answer(
                .ok, self.bus.isListening ? "ready" : "ready; news is polled for, because the bus cannot listen")
        }
    }

    private func askAll() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for pool in self.pools {
                group.addTask {
                    try await pool.withConnection(deadline: self.patience) { connection in
                        _ = try await connection.query("SELECT 1", deadline: self.patience)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}

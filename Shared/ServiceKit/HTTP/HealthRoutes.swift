import Database
import EventBus
import HTTPTypes
import Hummingbird
import NIOCore

/// The two questions that a platform asks: is the process alive, and may it be sent requests.
struct HealthRoutes: Sendable {
    let pools: [Pool]
    let bus: EventBus
    let drain: Drain
    /// Platforms seldom wait longer for the answer.
    var patience = Duration.seconds(2)

    func add(to router: Router<ServiceRequestContext>) {
        // Never touches the database: restarting a process does not mend a database.
        router.get("/healthz") { _, _ in Self.answer(.ok, "ok") }
        router.get("/readyz") { _, _ in
            guard !self.drain.hasBegun else { return Self.answer(.serviceUnavailable, "about to end") }
            do {
                try await self.askAll()
            } catch {
                return Self.answer(.serviceUnavailable, "the database cannot be reached")
            }
            // A process that cannot listen does all its work, only later, and a log that stands still does so for all
            // processes: no reason to take this one out of service.
            var words = ["ready"]
            if !self.bus.isListening { words.append("news is polled for, because the bus cannot listen") }
            if let stagnation = try? await self.stagnation() { words.append(stagnation) }
            return Self.answer(.ok, words.joined(separator: "; "))
        }
        // For an alarm of its own: records are kept, and nobody hears of them.
        router.get("/readyz/log") { _, _ in
            do {
                guard let stagnation = try await self.stagnation() else { return Self.answer(.ok, "advancing") }
                return Self.answer(.serviceUnavailable, stagnation)
            } catch {
                return Self.answer(.serviceUnavailable, "the database cannot be reached")
            }
        }
    }

    /// What is wrong when committed events do not get their positions; nil when they do.
    private func stagnation() async throws -> String? {
        let pulse = try await self.bus.pulse(deadline: self.patience)
        guard !pulse.isAdvancing else { return nil }
        let count = pulse.waiting < 1000 ? "\(pulse.waiting)" : "1000 or more"
        return "the log stands still: \(count) events have waited \(pulse.wait.components.seconds) seconds for a tick"
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

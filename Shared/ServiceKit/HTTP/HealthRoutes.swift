import Database
import Hummingbird
import NIOCore

/// The two questions that a platform asks: is the process alive, and may it be sent requests.
struct HealthRoutes: Sendable {
    let pools: [Pool]

    func add(to router: Router<ServiceRequestContext>) {
        // Never touches the database: restarting a process does not mend a database.
        router.get("/healthz") { _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "ok\n")))
        }
        router.get("/readyz") { _, _ in
            do {
                for pool in self.pools {
                    try await pool.withConnection(deadline: .seconds(2)) { connection in
                        _ = try await connection.query("SELECT 1")
                    }
                }
                return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "ready\n")))
            } catch {
                return Response(
                    status: .serviceUnavailable,
                    body: ResponseBody(byteBuffer: ByteBuffer(string: "the database cannot be reached\n")))
            }
        }
    }
}

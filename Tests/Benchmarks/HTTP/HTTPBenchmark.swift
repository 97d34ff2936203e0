import Database
import Foundation
import Hummingbird
import Model
import NIOCore

/// The HTTP interface under load, beside a handler that only answers and beside pgbench.
struct HTTPBenchmark {
    private let setting: BusBenchmark.Setting

    init(_ setting: BusBenchmark.Setting) {
        self.setting = setting
    }

    func run() async throws {
        let bare = try await self.bare()
        let service = try await ServiceUnderTest("partners", self.setting)
        defer { service.stop() }
        let base = "http://127.0.0.1:\(service.port)/partners/v1/institutions"
        let head = "wrk.headers[\"Authorization\"] = \"Bearer \(ServiceUnderTest.token)\"\n"
        let body =
            #"{"unit":"office","kind":"higher_education","title":{"zh":"京都大学","en":"Kyoto University %d"},"country":"JP"}"#
        let post = """
            \(head)wrk.headers["Content-Type"] = "application/json"
            local n = 0
            local seed = tostring({}):sub(8)
            request = function()
              n = n + 1
              return wrk.format("POST", nil, nil, (string.gsub('\(body)', "%%d", seed .. n)))
            end
            """
        let posts = try Wrk.rate(base, seconds: self.setting.seconds, script: post)
        BusBenchmark.report(
            "POST with history and event", posts, unit: "requests/s", ceiling: bare, of: "bare JSON handler")
        let id = try await self.someID(service)
        let reads = try Wrk.rate("\(base)/\(id)", seconds: self.setting.seconds, script: head)
        BusBenchmark.report("GET by id", reads, unit: "requests/s", ceiling: bare, of: "bare JSON handler")
        let lists = try Wrk.rate("\(base)?limit=50", seconds: self.setting.seconds, script: head)
        BusBenchmark.report("GET a list of 50", lists, unit: "requests/s", ceiling: bare, of: "bare JSON handler")
        let select = try BusBenchmark.pgbench(
            self.setting, service.address,
            script: "SELECT id, code, unit, state, version FROM partners.institutions WHERE id = '\(id)';", clients: 8)
        BusBenchmark.report("GET by id", reads, unit: "requests/s", ceiling: select, of: "pgbench, the row alone")
    }

    private func someID(_ service: ServiceUnderTest) async throws -> String {
        let pool = try service.pool()
        let rows = try await pool.query("SELECT id::text FROM partners.institutions ORDER BY id LIMIT 1")
        await pool.shutdown()
        return rows.first?.string(0) ?? ""
    }

    /// The same server with a handler that only writes a small JSON document.
    private func bare() async throws -> Double {
        let router = Router()
        let document = ByteBuffer(string: #"{"id":"01a1fc2e-ece1-703b-ad23-5eae656b2767","name":{"zh":"京都大学"}}"#)
        router.get("/") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: document))
        }
        let (ready, announce) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) },
            logger: BusBenchmark.logger)
        let seconds = self.setting.seconds
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            defer { group.cancelAll() }
            for await port in ready {
                return try Wrk.rate("http://127.0.0.1:\(port)/", seconds: seconds, script: "")
            }
            return 0
        }
    }
}

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

    /// A record type to put under load: where it lives, and what is sent to make one.
    private struct Load {
        let name: String
        let path: String
        let table: String
        /// `%d` becomes a number that no other request has.
        let body: String
    }

    func run() async throws {
        let bare = try await self.bare()
        let service = try await ServiceUnderTest("partners", self.setting)
        defer { service.stop() }
        let institution = Load(
            name: "institution (a rule that looks for look-alikes, five lists)", path: "/partners/v1/institutions",
            table: "partners.institutions",
            body:
                #"{"unit":"office","kind":"higher_education","title":{"zh":"京都大学第%d","en":"Kyoto University %d"},"country":"JP"}"#
        )
        try await self.measure(institution, service, bare)
        let id = try await self.someID(service, institution.table)
        let contact = Load(
            name: "contact (no rule)", path: "/partners/v1/contacts", table: "partners.contacts",
            body: #"{"unit":"office","institution":"\#(id)","name":"田中 %d","roles":["coordinator_in"]}"#)
        try await self.measure(contact, service, bare)
        let writes = try BusBenchmark.pgbench(
            self.setting, service.address, script: Self.contactAndEvent, clients: 32,
            variables: ["institution": id, "document": #"{"name":"田中","roles":["coordinator_in"],"state":"active"}"#])
        print("pgbench, a contact with history and event, one transaction each: \(Int(writes.rounded()))/s")
    }

    /// What a POST makes the server do at the least, as pgbench sends it.
    private static let contactAndEvent = """
        WITH row AS (INSERT INTO partners.contacts (id, code, unit, state, version, created_at, created_by, updated_at, \
        updated_by, search, document, name, institution, roles) VALUES (gen_random_uuid(), \
        'BENCH-' || nextval('partners.contacts_code'), 'office', 'active', 1, now(), 'benchmark', now(), 'benchmark', \
        '田中', :document, '田中', :institution, '{coordinator_in}') RETURNING id, document), \
        story AS (INSERT INTO partners.history (resource, record_id, version, at, by, action, changed, snapshot) \
        SELECT 'contact', id, 1, now(), 'benchmark', 'created', '{name}', document FROM row) \
        INSERT INTO bus.events (source, type, subject, partitionkey, data) \
        SELECT '/partners', 'partners.contact.created', 'contacts/' || id, id::text, document FROM row;
        """

    private func measure(_ load: Load, _ service: ServiceUnderTest, _ bare: Double) async throws {
        let base = "http://127.0.0.1:\(service.port)\(load.path)"
        let head = "wrk.headers[\"Authorization\"] = \"Bearer \(ServiceUnderTest.token)\"\n"
        let post = """
            \(head)wrk.headers["Content-Type"] = "application/json"
            local n = 0
            local seed = tostring({}):sub(8)
            request = function()
              n = n + 1
              return wrk.format("POST", nil, nil, (string.gsub('\(load.body)', "%%d", seed .. n)))
            end
            """
        func report(_ what: String, _ figure: Double) {
            BusBenchmark.report(
                "\(what), \(load.name)", figure, unit: "requests/s", ceiling: bare, of: "bare JSON handler")
        }
        report("POST with history and event", try Wrk.rate(base, seconds: self.setting.seconds, script: post))
        let id = try await self.someID(service, load.table)
        let reads = try Wrk.rate("\(base)/\(id)", seconds: self.setting.seconds, script: head)
        report("GET by id", reads)
        let select = try BusBenchmark.pgbench(
            self.setting, service.address,
            script: "SELECT id, code, unit, state, version FROM \(load.table) WHERE id = '\(id)';", clients: 8)
        BusBenchmark.report(
            "GET by id, \(load.name)", reads, unit: "requests/s", ceiling: select,
            of: "pgbench, five columns of the row")
        report(
            "GET a list of 50", try Wrk.rate("\(base)?limit=50", seconds: self.setting.seconds, script: head))
        // Every request asks for another list, so none can share another's answer.
        let different = """
            \(head)local n = 0
            request = function()
              n = n + 1
              return wrk.format("GET", "\(load.path)?limit=50&version.from=-" .. n)
            end
            """
        report(
            "GET lists of 50, all different",
            try Wrk.rate(base, seconds: self.setting.seconds, script: different))
    }

    private func someID(_ service: ServiceUnderTest, _ table: String) async throws -> String {
        let pool = try service.pool()
        let rows = try await pool.query("SELECT id::text FROM \(raw: table) ORDER BY id LIMIT 1")
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

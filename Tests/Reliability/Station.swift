import AsyncHTTPClient
import Database
import Events
import FoundationEssentials
import LibPQ
import Mobility
import Model
import NIOCore
import NIOHTTP1
import Partners
import ServiceKit
import ServiceLifecycle
import TestSupport

/// Services at work, on a port, over a database that will fail.
struct Station: Sendable {
    static let services = [PartnersService.definition, MobilityService.definition, EventsService.definition]

    let host: Host
    let url: String
    /// An administrator's token.
    let token: String
    /// A browser's session.
    let session: String
    private let http: HTTPClient

    static func open(
        _ configuration: HostConfiguration, _ body: (Station) async throws -> Void,
    ) async throws {
        let host = try Host(Self.services, configuration: configuration, logger: TestDatabase.logger)
        try await host.install()
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: host.services { port in announce.yield(port) }.map { .init(service: $0) },
                logger: TestDatabase.logger))
        let running = Task { try await group.run() }
        var settings = HTTPClient.Configuration()
        settings.redirectConfiguration = .disallow
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        do {
            var first = ports.makeAsyncIterator()
            let port = await first.next() ?? 0
            let token = try await host.identity.createToken(
                name: "reliability", grants: [(role: .admin, unit: "university")], days: 1, by: "tests")
            var station = Station(
                host: host, url: "http://127.0.0.1:\(port)", token: token.text, session: "", http: http)
            station = Station(
                host: host, url: station.url, token: token.text, session: try await station.signIn(), http: http)
            try await body(station)
        } catch {
            try? await http.shutdown()
            await group.triggerGracefulShutdown()
            try? await running.value
            throw error
        }
        try await http.shutdown()
        await group.triggerGracefulShutdown()
        try await running.value
    }

    private func signIn() async throws -> String {
        let person = try await self.host.identity.ensureAdministrator(by: "tests")
        let link = try await self.host.identity.createLink(person: person)
        let answer = try await self.send(
            .POST, "/sign-in", form: "code=\(link.text)", as: .nobody)
        let cookie = answer.headers.first(name: "set-cookie") ?? ""
        return String(cookie.prefix { $0 != ";" })
    }

    // MARK: Asking

    /// Who asks.
    enum Sender {
        case program
        case browser
        case nobody
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let text: String

        var json: JSON { (try? JSON(parsing: Array(self.text.utf8))) ?? .null }
        var id: String { self.json["id"]?.stringValue ?? "" }
        var etag: String { self.headers.first(name: "etag") ?? "" }
        var kind: String { self.json["type"]?.stringValue ?? "" }
    }

    /// Sends a request; an answer that does not come within seconds fails the test.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, form: String? = nil, as sender: Sender = .program,
        _ headers: [String: String] = [:],
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: self.url + path)
        request.method = method
        switch sender {
        case .program: request.headers.add(name: "authorization", value: "Bearer \(self.token)")
        case .browser:
            request.headers.add(name: "cookie", value: self.session)
            request.headers.add(name: "accept", value: "text/html")
        case .nobody: request.headers.add(name: "accept", value: "text/html")
        }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(body.bytes)
        }
        if let form {
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(Array(form.utf8))
        }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let response = try await self.http.execute(request, timeout: .seconds(15))
        let buffer = try await response.body.collect(upTo: 4 << 20)
        return Answer(status: Int(response.status.code), headers: response.headers, text: String(buffer: buffer))
    }

    /// Follows the stream of events and notes the positions, until it ends or the task is cancelled.
    func follow(after position: Int, _ note: @Sendable (Int) -> Void) async throws {
        var request = HTTPClientRequest(url: "\(self.url)/events/v1/stream?after=\(position)")
        request.headers.add(name: "authorization", value: "Bearer \(self.token)")
        let response = try await self.http.execute(request, deadline: .distantFuture)
        guard response.status == .ok else { return }
        var text = ""
        for try await buffer in response.body {
            text += String(buffer: buffer)
            while let end = text.firstRange(of: "\n") {
                let line = text[..<end.lowerBound]
                if line.hasPrefix("id: "), let position = Int(line.dropFirst(4).prefix(while: \.isNumber)) {
                    note(position)
                }
                text.removeSubrange(..<end.upperBound)
            }
        }
    }

    // MARK: Records

    static let institutions = "/partners/v1/institutions"

    static func institution(_ name: String) -> JSON {
        ["unit": "office", "kind": "higher_education", "title": ["zh": .string(name)], "country": "DE"]
    }

    /// How much there is of what every change leaves behind: records, first versions, events of making one.
    static func traces(_ url: String) async throws -> [Int] {
        let pool = Pool(try ConnectionConfiguration(url: url, applicationName: "tests"), logger: TestDatabase.logger)
        let row = try await pool.query(
            """
            SELECT (SELECT count(*) FROM partners.institutions), \
            (SELECT count(*) FROM partners.history WHERE version = 1), \
            (SELECT count(*) FROM bus.events WHERE type = 'partners.institution.created')
            """
        ).first
        await pool.shutdown()
        return try (0..<3).map { try row?.decode($0, as: Int.self) ?? -1 }
    }

    /// Where the log stands and who does what on a server, for whoever has to find out why a test failed.
    static func state(_ url: String) async throws -> String {
        let pool = Pool(try ConnectionConfiguration(url: url, applicationName: "tests"), logger: TestDatabase.logger)
        let found = try await pool.query(
            """
            SELECT concat_ws(E'\\n', 'head ' || bus.head(), 'snapshot ' || pg_current_snapshot(), \
            (SELECT string_agg(concat_ws(' ', t.tick, t.base, t.n, t.lo, t.hi, t.snapshot), '; ') FROM bus.ticks AS t), \
            (SELECT string_agg(concat_ws(' ', e.seq, e.txid, e.type), '; ') FROM bus.events AS e), \
            (SELECT string_agg(concat_ws(' ', a.application_name, a.state, a.wait_event, a.backend_xid, \
            now() - a.state_change, left(a.query, 60)), E'\\n') FROM pg_stat_activity AS a WHERE a.backend_type = 'client backend'))
            """
        ).first?.decode(0, as: String.self)
        await pool.shutdown()
        return found ?? ""
    }

    static func number(_ sql: SQL, _ url: String) async throws -> Int {
        let pool = Pool(try ConnectionConfiguration(url: url, applicationName: "tests"), logger: TestDatabase.logger)
        let found = try await pool.query(sql).first?.decode(0, as: Int.self)
        await pool.shutdown()
        return found ?? -1
    }
}

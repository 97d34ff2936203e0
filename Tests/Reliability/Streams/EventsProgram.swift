import AsyncHTTPClient
import Database
import EventBus
import Events
import LibPQ
import Model
import NIOCore
import NIOHTTP1
import ServiceKit
import TestSupport
import Testing

/// The events service in a process of its own, over a database of its own.
struct EventsProgram: Sendable {
    let program: RunningProgram
    let port: UInt16
    /// A token that may read everything.
    let token: String
    private let pool: Pool

    static func with(
        _ variables: [String: String] = [:], _ body: (EventsProgram) async throws -> Void,
    ) async throws {
        try await TestDatabase.with { database in
            let host = try Host(
                [EventsService.definition], configuration: HostConfiguration(databaseURL: database.url),
                logger: TestDatabase.logger)
            try await host.install()
            let token = try await host.identity.createToken(
                name: "读者", grants: [(role: .integrator, unit: "university")], days: 1, by: "tests")
            let needed = ["YIZHAN_DATABASE_URL": database.url, "YIZHAN_HTTP_PORT": "0"]
            let program = try Program(name: "events", environment: needed.merging(variables) { $1 }).start()
            do {
                var port: UInt16?
                try await eventually("the service is ready", within: .seconds(60)) {
                    port = Self.port(in: program.complaints)
                    return port != nil || !program.isRunning
                }
                let pool = try database.pool()
                try await body(
                    EventsProgram(
                        program: program, port: try #require(port, "\(program.complaints)"), token: token.text,
                        pool: pool))
                await pool.shutdown()
            } catch {
                program.signal(9)
                _ = await program.outcome()
                throw error
            }
            program.signal(9)
            _ = await program.outcome()
        }
    }

    private static func port(in log: String) -> UInt16? {
        let line = log.split(separator: "\n").first { $0.hasSuffix("Ready") }
        return line?.split(separator: " ").first { $0.hasPrefix("port=") }.flatMap { UInt16($0.dropFirst(5)) }
    }

    /// What is answered at a path to somebody with no token.
    func ask(_ path: String) async throws -> (status: Int, text: String, isLast: Bool) {
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(self.port)\(path)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 20)
        return (Int(response.status.code), String(buffer: body), response.headers.first(name: "connection") == "close")
    }

    /// Publishes events of about so many bytes each, and makes a tick.
    func publish(_ count: Int, bytes: Int = 10) async throws {
        let filling = String(repeating: "协", count: bytes / 3)
        for part in stride(from: 0, to: count, by: 100) {
            let drafts = (part..<min(part + 100, count)).map { number in
                EventDraft(
                    source: "/partners", type: "partners.agreement.signed", subject: "协议/\(number)",
                    data: Array(#"{"text":"\#(filling)"}"#.utf8), unit: "university")
            }
            _ = try await self.pool.execute(EventBus.insert(drafts))
        }
        _ = try await self.pool.execute("SELECT bus.tick()")
    }
}

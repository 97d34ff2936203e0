import Database
import EventBus
import Events
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LibPQ
import Logging
import Model
import NIOCore
import ServiceKit
import TestSupport
import Testing

/// The events service on a database of its own, with the bus at work.
struct Station: Sendable {
    let database: TestDatabase
    let host: Host
    let owner: Pool
    let client: any TestClientProtocol
    /// A token that may read all events.
    let integrator: String

    static func open(
        _ definition: ServiceDefinition = EventsService.definition, live: Bool = false,
        configure: @escaping @Sendable (inout HostConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (Station) async throws -> Void,
    ) async throws {
        try await TestDatabase.with { try await self.open(on: $0, definition, live: live, configure: configure, body) }
    }

    /// The same on a database that is there already.
    static func open(
        on database: TestDatabase, _ definition: ServiceDefinition = EventsService.definition, live: Bool = false,
        configure: @Sendable (inout HostConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (Station) async throws -> Void,
    ) async throws {
        var configuration = HostConfiguration(databaseURL: database.url, port: 0)
        configuration.connections = 4
        configure(&configuration)
        let host = try Host([definition], configuration: configuration, logger: TestDatabase.logger)
        try await host.install()
        try await host.identity.ensureUnit(
            code: "school", parent: "university", name: try #require(LocalizedText(zh: "学院")))
        try await host.identity.ensureUnit(
            code: "lab", parent: "school", name: try #require(LocalizedText(zh: "实验室")))
        let token = try await host.identity.createToken(
            name: "财务", grants: [(role: .integrator, unit: "university")], days: 1, by: "tests")
        let owner = try database.pool(PoolOptions(maximum: 2))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await host.bus.run() }
            defer { group.cancelAll() }
            try await host.application().test(live ? .live : .router) { client in
                try await body(
                    Station(database: database, host: host, owner: owner, client: client, integrator: token.text))
            }
        }
        await owner.shutdown()
    }

    func token(_ role: Role, _ unit: String) async throws -> String {
        try await self.host.identity.createToken(
            name: "\(role)-\(unit)", grants: [(role: role, unit: unit)], days: 1, by: "tests"
        ).text
    }

    /// Publishes and makes a tick, and returns the head.
    @discardableResult
    func publish(
        _ type: String = "partners.agreement.signed", count: Int = 1, source: String = "/partners",
        unit: String? = "office",
        data: String = #"{"record":{"名":"协议"}}"#,
    ) async throws -> Int {
        let drafts = (0..<count).map { number in
            EventDraft(
                source: source, type: type, subject: "agreements/\(number)", data: Array(data.utf8),
                partitionKey: "\(number)", unit: unit)
        }
        _ = try await self.owner.execute(EventBus.insert(drafts))
        return try await self.owner.query("SELECT bus.tick()").first?.decode(0, as: Int.self) ?? 0
    }

    func get(_ path: String, as token: String? = nil, _ headers: HTTPFields = [:]) async throws -> Page {
        try await self.send(.get, path, as: token, headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, as token: String? = nil,
        headers: HTTPFields = [:],
    ) async throws -> Page {
        var headers = headers
        headers[.authorization] = "Bearer \(token ?? self.integrator)"
        if body != nil { headers[.contentType] = headers[.contentType] ?? "application/json" }
        return try await self.send(method, path, bytes: body?.bytes, headers: headers)
    }

    /// Sends a request as it is.
    func send(
        _ method: HTTPRequest.Method, _ path: String, bytes: [UInt8]?, headers: HTTPFields,
    ) async throws -> Page {
        let response = try await self.client.executeRequest(
            uri: path, method: method, headers: headers, body: bytes.map { ByteBuffer(bytes: $0) })
        let bytes = Array(response.body.readableBytesView)
        return Page(
            status: response.status.code, headers: response.headers, json: (try? JSON(parsing: bytes)) ?? .null)
    }
}

/// What was answered: a portion of the log, or something else.
struct Page: Sendable {
    let status: Int
    let headers: HTTPFields
    let json: JSON

    var events: [JSON] { self.json["events"]?.arrayValue ?? [] }
    var types: [String] { self.events.map { $0["type"]?.stringValue ?? "" } }
    /// The positions, which travel as text (CloudEvents extension `sequence`).
    var positions: [Int] { self.events.map { Int($0["sequence"]?.stringValue ?? "") ?? -1 } }
    var next: Int { Int(self.json["next"]?.integerValue ?? -1) }
    var head: Int { Int(self.json["head"]?.integerValue ?? -1) }
    var kind: String { self.json["type"]?.stringValue ?? "" }
    var id: String { self.json["id"]?.stringValue ?? "" }
    var items: [JSON] { self.json["items"]?.arrayValue ?? [] }
    /// What is wrong with what was sent: pointers and rules.
    var faults: [String] {
        (self.json["errors"]?.arrayValue ?? []).map {
            "\($0["pointer"]?.stringValue ?? "") \($0["rule"]?.stringValue ?? "")"
        }
    }
}

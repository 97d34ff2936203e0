import Database
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

/// The sample service at work on a database of its own.
struct Office: Sendable {
    let database: TestDatabase
    let host: Host
    /// Connections with a login that may do anything.
    let owner: Pool
    let client: any TestClientProtocol
    /// An administrator's token.
    let admin: String

    static func open(
        publicURL: String? = nil, limits: RequestLimits = RequestLimits(), metricsToken: String? = nil,
        _ body: @escaping @Sendable (Office) async throws -> Void,
    ) async throws {
        await Gate.shared.enter()
        do {
            try await TestDatabase.with {
                try await Self.open(
                    on: $0, publicURL: publicURL, limits: limits, metricsToken: metricsToken, body)
            }
        } catch {
            await Gate.shared.leave()
            throw error
        }
        await Gate.shared.leave()
    }

    private static func open(
        on database: TestDatabase, publicURL: String?, limits: RequestLimits, metricsToken: String?,
        _ body: @escaping @Sendable (Office) async throws -> Void,
    ) async throws {
        var configuration = HostConfiguration(databaseURL: database.url, port: 0)
        configuration.connections = 4
        configuration.publicURL = publicURL
        configuration.limits = limits
        configuration.metricsToken = metricsToken
        let host = try Host([Sample.definition], configuration: configuration, logger: TestDatabase.logger)
        try await host.install()
        try await host.identity.ensureUnit(
            code: "school", parent: "university", name: try #require(LocalizedText(zh: "学院")))
        try await host.identity.ensureUnit(code: "lab", parent: "school", name: try #require(LocalizedText(zh: "实验室")))
        let admin = try await host.identity.createToken(
            name: "admin", grants: [(role: .admin, unit: "university")], days: 1, by: "tests")
        let owner = try database.pool(PoolOptions(maximum: 3))
        try await host.application().test(.router) { client in
            try await body(
                Office(database: database, host: host, owner: owner, client: client, admin: admin.text))
        }
        await owner.shutdown()
    }

    /// A token with one role.
    func token(_ role: Role, _ unit: String = "office", name: String? = nil) async throws -> String {
        try await self.host.identity.createToken(
            name: name ?? "\(role.rawValue)-\(unit)", grants: [(role: role, unit: unit)], days: 1, by: "tests"
        ).text
    }

    /// Sends what is given, as the administrator unless told otherwise; an empty token sends none.
    func send(
        _ method: HTTPRequest.Method, _ path: String, raw body: [UInt8]? = nil, type: String? = nil,
        as token: String? = nil, _ headers: HTTPFields = [:],
    ) async throws -> Answer {
        var headers = headers
        let token = token ?? self.admin
        if !token.isEmpty { headers[.authorization] = "Bearer \(token)" }
        if let type { headers[.contentType] = type }
        return Answer(
            try await self.client.executeRequest(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) }))
    }

    func get(_ path: String, as token: String? = nil, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await self.send(.get, path, as: token, headers)
    }

    func post(
        _ path: String, _ body: JSON? = nil, as token: String? = nil, _ headers: HTTPFields = [:],
    ) async throws -> Answer {
        try await self.send(
            .post, path, raw: body?.bytes, type: body == nil ? nil : "application/json", as: token, headers)
    }

    func patch(_ path: String, _ body: JSON, _ etag: String, as token: String? = nil) async throws -> Answer {
        try await self.send(
            .patch, path, raw: body.bytes, type: "application/merge-patch+json", as: token, [.ifMatch: etag])
    }

    func delete(_ path: String, _ etag: String, as token: String? = nil) async throws -> Answer {
        try await self.send(.delete, path, as: token, [.ifMatch: etag])
    }

    /// One number from the database.
    func number(_ sql: SQL) async throws -> Int {
        try await self.owner.query(sql).first?.decode(0, as: Int.self) ?? -1
    }

    /// How much there is of everything a change leaves behind.
    func traces() async throws -> [Int] {
        let row = try await self.owner.query(
            """
            SELECT (SELECT count(*) FROM samples.things) + (SELECT count(*) FROM samples.places), \
            (SELECT count(*) FROM samples.things_parts), (SELECT count(*) FROM samples.history), \
            (SELECT count(*) FROM bus.events), (SELECT count(*) FROM samples.idempotency)
            """
        ).first
        return try (0..<5).map { try row?.decode($0, as: Int.self) ?? -1 }
    }
}

/// Where things and places are.
let things = "/samples/v1/things"
let places = "/samples/v1/places"

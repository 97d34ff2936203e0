import Database
import EventBus
import Foundation
import HTTPTypes
import Logging
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

/// The events service with webhooks, whose worker is asked for one round at a time, at a time of the test's choosing.
struct WebhookDesk: Sendable {
    static let key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    static let path = WebhookRoutes.path

    let station: Station
    let clients: PinnedClients
    let runtime: ServiceRuntime
    /// When this test begins; some time ahead of the server's clock, so that all that is written now is due.
    let start = Date() + 60

    static func open(
        key: String? = Self.key, networks: [String] = ["127.0.0.0/8"], authorities: String? = nil,
        _ body: @escaping @Sendable (WebhookDesk) async throws -> Void,
    ) async throws {
        let configure: @Sendable (inout HostConfiguration) -> Void = { configuration in
            configuration.sealer = key.flatMap { Sealer(keys: $0) }
            configuration.outboundNetworks = networks.compactMap { NetworkRange($0) }
        }
        try await Station.open(configure: configure) { station in
            let runtime = try #require(station.host.runtimes.first)
            let clients = try PinnedClients(authorities: authorities)
            try await withThrowingTaskGroup(of: Void.self) { group in
                let fanOut = runtime.bus.subscription(WebhookFanOut.subscription, on: runtime.pool) {
                    try await WebhookFanOut.handle($0, on: $1)
                }
                group.addTask { try await fanOut.run() }
                defer { group.cancelAll() }
                try await body(WebhookDesk(station: station, clients: clients, runtime: runtime))
            }
            await clients.shutdown()
        }
    }

    /// A worker; several stand for several processes.
    func worker(
        timeout: Duration = .seconds(20), width: Int = 64, networks: [String] = ["127.0.0.0/8"],
        resolve: TargetGuard.Resolve? = nil,
    ) -> WebhookWorker {
        var gate = TargetGuard(allowed: networks.compactMap { NetworkRange($0) })
        if let resolve { gate.resolve = resolve }
        var options = WebhookWorker.Options()
        options.width = width
        return WebhookWorker(
            store: self.store, sender: WebhookSender(clients: self.clients, gate: gate, timeout: timeout),
            tools: self.runtime.process, bell: self.runtime.bell, schedule: RetrySchedule(chance: { 0 }),
            options: options, logger: TestDatabase.logger)
    }

    var store: WebhookStore { WebhookStore(pool: self.runtime.pool, bus: self.runtime.bus) }

    // MARK: Over HTTP

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, as token: String? = nil,
        headers: HTTPFields = [:],
    ) async throws -> Page {
        try await self.station.send(method, path, body, as: token, headers: headers)
    }

    /// Makes a webhook that all events of the university are sent to, unless told otherwise.
    func make(_ url: String, _ more: JSON = [:], as token: String? = nil) async throws -> Page {
        var input = JSONObject()
        input["name"] = "财务系统"
        input["unit"] = "university"
        input["url"] = .string(url)
        input["filters"] = [["type": "partners.*"], ["type": "experts.*"]]
        for member in more.objectValue?.members ?? [] { input[member.key] = member.value }
        let answer = try await self.send(.post, Self.path, .object(input), as: token)
        try #require(answer.status == 201, "\(answer.json)")
        return answer
    }

    func webhook(_ id: String) async throws -> JSON { try await self.send(.get, "\(Self.path)/\(id)").json }

    func deliveries(_ id: String, _ query: String = "", as token: String? = nil) async throws -> [JSON] {
        try await self.send(.get, "\(Self.path)/\(id)/deliveries\(query)", as: token).items
    }

    /// Publishes, and waits until all that was published before has been turned into deliveries.
    func publish(
        _ type: String = "partners.agreement.signed", count: Int = 1, unit: String? = "office",
        source: String = "/partners",
    ) async throws {
        let head = try await self.station.publish(type, count: count, source: source, unit: unit)
        self.runtime.bus.ring()
        try await eventually("the events were handed out") {
            // A position is stored with its deliveries; one that matters to nobody may not be stored, but all do here.
            let position = try await self.station.owner.query(
                "SELECT min(position) FROM bus.slots WHERE subscription = \(WebhookFanOut.subscription)"
            ).first?.decode(0, as: Int?.self)
            // None at all before its service has subscribed.
            return (position ?? nil) ?? 0 >= head
        }
    }

    /// The types of what was published about webhooks themselves.
    func published() async throws -> [String] {
        try await self.station.owner.query("SELECT type FROM bus.events WHERE source = '/events' ORDER BY seq")
            .map { $0.string(0) ?? "" }
    }
}

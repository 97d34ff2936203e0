import Database
import EventBus
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import ServiceKit
import Testing

@testable import Events

@Suite("The stream of server-sent events")
struct StreamTests {
    /// Reads a stream until enough of it has come, and returns its fields in order.
    private static func read(
        _ station: Station, _ path: String, _ headers: [String] = [], token: String? = nil,
        until isEnough: @escaping @Sendable (String) -> Bool,
    ) async throws -> String {
        let lines =
            [
                "GET \(path) HTTP/1.1", "Host: localhost", "Accept: text/event-stream",
                "Authorization: Bearer \(token ?? station.integrator)",
            ] + headers
        return await SocketReader.read(
            port: try #require(station.client.port), lines.joined(separator: "\r\n") + "\r\n\r\n", until: isEnough)
    }

    /// The values of one field, in order.
    private static func values(_ text: String, _ name: String) -> [String] {
        // What a chunk's size line looks like is no field, so the chunked coding need not be undone.
        text.split(whereSeparator: \.isNewline).compactMap {
            $0.hasPrefix("\(name): ") ? String($0.dropFirst(name.count + 2)) : nil
        }
    }

    /// The positions of the events, without the incarnation behind them.
    private static func positions(_ text: String) -> [String] {
        self.values(text, "id").map { String($0.prefix { $0 != "@" }) }
    }

    @Test("It begins with what was asked for, and goes on with what happens")
    func live() async throws {
        try await Station.open(live: true) { station in
            try await station.publish(count: 3)
            async let reading = Self.read(station, "/events/v1/stream?after=1") {
                $0.contains("id: 5@") && $0.hasSuffix("\n\n\r\n")
            }
            try await station.publish("experts.expert.created")
            try await station.publish()
            let text = try await reading
            #expect(
                text.contains("content-type: text/event-stream") || text.contains("Content-Type: text/event-stream"))
            #expect(Self.positions(text) == ["2", "3", "4", "5"])
            #expect(Self.values(text, "event")[2] == "experts.expert.created")
            for data in Self.values(text, "data") {
                #expect(try JSON(parsing: data)["data"]?["record"]?["名"] == "协议")
            }
        }
    }

    @Test("A broken connection goes on after the last event that came through, whatever its address says")
    func resume() async throws {
        try await Station.open(live: true) { station in
            try await station.publish(count: 4)
            let first = try await Self.read(station, "/events/v1/stream?after=0") { $0.contains("id: 2@") }
            #expect(Self.positions(first).first == "1")
            let second = try await Self.read(station, "/events/v1/stream?after=0", ["Last-Event-ID: 2"]) {
                $0.contains("id: 4@")
            }
            #expect(Self.positions(second) == ["3", "4"])
        }
    }

    @Test("A place of a log that was restored since is refused, before the stream begins and in the middle of it")
    func restore() async throws {
        try await Station.open(live: true) { station in
            try await station.publish(count: 3)
            let (opened, announce) = AsyncStream.makeStream(of: Void.self)
            async let reading = Self.read(station, "/events/v1/stream?after=0") {
                if $0.contains("id: 3@") { announce.yield() }
                return $0.hasSuffix("0\r\n\r\n")
            }
            for await _ in opened { break }
            // As after a restore to the moment of the second event: since then, other events came.
            _ = try await station.owner.execute(
                "INSERT INTO bus.incarnations (base, timeline, system) SELECT 2, timeline, system FROM bus.incarnations"
            )
            try await station.publish()
            let text = try await reading
            #expect(Self.positions(text) == ["1", "2", "3"])
            let last = try #require(Self.values(text, "id").last)
            let refusal = try await station.get("/events/v1/stream", [.init("Last-Event-ID")!: last])
            #expect(refusal.status == 409)
            #expect(refusal.json["type"]?.stringValue?.hasSuffix("position-foreign") == true)
            #expect(refusal.json["detail"]?.stringValue?.contains("2") == true)
            // What both have in common still counts, and a bare position is trusted.
            let shared = last.replacing("3@", with: "2@")
            #expect(try await station.get("/events/v1/log?after=\(shared)").positions == [3, 4])
            #expect(try await station.get("/events/v1/log?after=3").positions == [4])
            #expect(try await station.get("/events/v1/log?after=\(last)").status == 409)
        }
    }

    @Test("A filter and the reader's units hold in the stream too")
    func filter() async throws {
        try await Station.open(live: true) { station in
            let school = try await station.token(.integrator, "school")
            try await station.publish(unit: "lab")
            async let reading = Self.read(station, "/events/v1/stream?type=experts.*", token: school) {
                $0.contains("id: 4@")
            }
            try await station.publish("experts.expert.created", unit: "office")
            try await station.publish("partners.agreement.signed", unit: "lab")
            try await station.publish("experts.expert.created", unit: "lab")
            #expect(Self.positions(try await reading) == ["4"])
        }
    }

    @Test("A silent stream shows that it lives, and says how far it has looked")
    func keepAlive() async throws {
        let definition = ServiceDefinition(
            name: "events", label: Label(zh: "事件", en: "Events"), collections: [], migrations: [],
            endpoints: { runtime in [StreamRoute(bus: runtime.bus, keepAlive: .milliseconds(30)).endpoint] })
        try await Station.open(definition, live: true) { station in
            try await station.publish(count: 2)
            let text = try await Self.read(station, "/events/v1/stream?after=0&type=nothing") {
                $0.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(":") }.count >= 3
            }
            #expect(text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(":") }.count >= 3)
            #expect(Self.values(text, "event").isEmpty)
            #expect(Self.values(text, "data").isEmpty)
        }
    }

    @Test("A stream ends with the token that opened it: what comes after a revocation is not sent")
    func revocation() async throws {
        try await Station.open(live: true) { station in
            let secret = try await station.token(.integrator, "university")
            try await station.publish(count: 2)
            let (opened, announce) = AsyncStream.makeStream(of: Void.self)
            async let reading = Self.read(station, "/events/v1/stream?after=0", token: secret) {
                if $0.contains("id: 2@") { announce.yield() }
                return $0.hasSuffix("0\r\n\r\n")
            }
            for await _ in opened { break }
            _ = try await station.owner.execute("UPDATE identity.tokens SET revoked_at = now() WHERE name <> '财务'")
            // The other token still works, so the log has gone on by the time the stream is judged.
            try await station.publish()
            #expect(try await station.get("/events/v1/log?after=2&wait=5").positions == [3])
            #expect(Self.positions(try await reading) == ["1", "2"])
        }
    }

    @Test("Line breaks in what somebody published cannot become fields of the stream")
    func injection() async throws {
        try await Station.open(live: true) { station in
            try await station.publish(data: "{\"a\":\r1,\n\"b\":\r\n\"\\nid: 99\"\r}")
            try await station.publish(count: 2)
            let text = try await Self.read(station, "/events/v1/stream") {
                $0.contains("id: 3@") && $0.hasSuffix("\n\n\r\n")
            }
            let fields = text.split(whereSeparator: \.isNewline)
            #expect(Self.positions(text) == ["1", "2", "3"] && fields.count { $0.hasPrefix("id:") } == 3)
            #expect(fields.filter { $0.hasPrefix("data:") }.count == 3)
            #expect(try JSON(parsing: Self.values(text, "data")[0])["data"]?["b"] == "\nid: 99")
        }
    }
}

import Database
import EventBus
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

/// A token that is limited to types of events, at every door of the events service.
@Suite("Tokens that are limited to types of events")
struct TokenTypesTests {
    private static let agreements = "partners.agreement.signed"
    private static let stays = "mobility.mobility.created"
    private static let types = ["partners.*"]

    private static func token(
        _ station: Station, _ types: [String]? = Self.types, name: String = "housing", unit: String = "office",
    ) async throws -> String {
        try await station.host.identity.createToken(
            name: name, grants: [(role: .integrator, unit: unit)], days: 1, types: types, by: "tests"
        ).text
    }

    /// Takes rights from a token that lives, as nobody does but with the database at hand.
    private static func narrow(_ station: Station, to types: [String], name: String = "housing") async throws {
        try await station.owner.execute("UPDATE identity.tokens SET types = \(types) WHERE name = \(name)")
    }

    private static func act(
        _ station: Station, _ path: String, _ body: JSON = [:], as token: String,
    ) async throws -> Page {
        try await station.send(.post, SubscriptionRoutes.path + path, body, as: token)
    }

    @Test("The log has nothing of other types for it, whatever it asks for, and less when it is limited further")
    func log() async throws {
        try await Station.open { station in
            let token = try await Self.token(station)
            try await station.publish(Self.agreements)
            try await station.publish(Self.stays)
            try await station.publish("partners.institution.created")
            let path = "/events/v1/log?after=0"
            #expect(try await station.get(path, as: token).positions == [1, 3])
            #expect(try await station.get("\(path)&type=mobility.*", as: token).events.isEmpty)
            #expect(try await station.get("\(path)&type=*.created,mobility.*", as: token).positions == [3])
            #expect(try await station.get(path).positions == [1, 2, 3])
            let batched = try await station.get(path, as: token, [.accept: ContentMode.batchedType])
            #expect(batched.json.arrayValue?.count == 2)
            try await Self.narrow(station, to: ["partners.institution.*", "mobility.stay"])
            try await eventually("the process has heard of it") {
                try await station.get(path, as: token).positions == [3]
            }
        }
    }

    @Test("A request that waits, and a stream, say nothing of other types, and are limited while they last")
    func waiting() async throws {
        try await Station.open(live: true) { station in
            let token = try await Self.token(station)
            async let waited = station.get("/events/v1/log?after=now&wait=20", as: token)
            try await eventually("the request waits") { station.host.bus.waiters == 1 }
            let port = try #require(station.client.port)
            let head = [
                "GET /events/v1/stream?after=0 HTTP/1.1", "Host: localhost", "Authorization: Bearer \(token)", "", "",
            ]
            let (opened, announce) = AsyncStream.makeStream(of: Void.self)
            async let reading = SocketReader.read(port: port, head.joined(separator: "\r\n")) {
                if $0.contains("id: 2@") { announce.yield() }
                return $0.contains("id: 5@")
            }
            try await station.publish(Self.stays)
            try await station.publish(Self.agreements)
            for await _ in opened { break }
            #expect(try await waited.types.allSatisfy { $0 == Self.agreements })
            try await Self.narrow(station, to: ["partners.institution.*"])
            try await eventually("the process has heard of it") {
                try await station.get("/events/v1/log?after=0", as: token).events.isEmpty
            }
            try await station.publish(Self.agreements)
            try await station.publish(Self.stays)
            try await station.publish("partners.institution.created")
            let text = await reading
            let places = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("id: ") }
                .map { $0.dropFirst(4).prefix { $0 != "@" } }
            #expect(places == ["2", "5"])
        }
    }

    @Test("A subscription hands out what its token may read: at first, again, and as dead letters")
    func subscriptions() async throws {
        try await Station.open { station in
            let token = try await Self.token(station)
            for type in [Self.agreements, Self.stays, "partners.institution.created"] {
                try await station.publish(type)
            }
            let wish: JSON = ["name": "feed", "unit": "office", "after": 0, "attempts": 1]
            #expect(try await Self.act(station, "", wish, as: token).status == 201)
            let first = try await Self.act(station, "/feed/receive", as: token)
            #expect(first.positions == [1, 3])
            _ = try await Self.act(
                station, "/feed/refuse", ["receipt": try #require(first.json["receipt"])], as: token)
            func letters() async throws -> [JSON?] {
                try await station.get("\(SubscriptionRoutes.path)/feed/dead-letters", as: token).items
                    .map { $0["position"] }
            }
            #expect(try await letters() == [1, 3])
            _ = try await Self.act(station, "/feed/replay", ["after": 0, "through": 3], as: token)
            let again = try await Self.act(station, "/feed/receive", as: token)
            #expect(again.positions == [1, 3])
            _ = try await Self.act(
                station, "/feed/acknowledge", ["receipt": try #require(again.json["receipt"])], as: token)

            // A right that is lost counts for what failed before, and for what is still to come.
            try await Self.narrow(station, to: ["partners.institution.*"])
            #expect(try await letters() == [3])
            _ = try await Self.act(station, "/feed/dead-letters/redrive", as: token)
            // They come back at a limited rate.
            var back: [Int] = []
            try await eventually("what may still be read comes again") {
                back += try await Self.act(station, "/feed/receive", as: token).positions
                return back.last == 3
            }
            #expect(back == [3])
            try await station.publish(Self.agreements)
            #expect(try await Self.act(station, "/feed/receive", as: token).events.isEmpty)
        }
    }

    @Test("Of two living tokens of a name, a subscription hands out what both may read; of none, what the last might")
    func rotation() async throws {
        try await Station.open { station in
            let narrow = try await Self.token(station, ["partners.agreement.*", "experts.*"])
            let wide = try await Self.token(station, ["partners.*"])
            // What others call theirs elsewhere takes nothing away here.
            _ = try await Self.token(station, ["nothing"], unit: "school")
            for type in ["experts.expert.created", "partners.institution.created", Self.agreements] {
                try await station.publish(type)
            }
            let wish: JSON = ["name": "feed", "unit": "office", "after": 0]
            #expect(try await Self.act(station, "", wish, as: wide).status == 201)
            #expect(try await Self.act(station, "/feed/receive", as: wide).positions == [3])
            func received(by account: String) async throws -> [String]? {
                try await station.owner.query("SELECT events.types_of(\(account), 'office')").first?
                    .decode(0, as: [String]?.self) ?? nil
            }
            #expect(try await received(by: "token:housing") == ["partners.agreement.*"])
            func revoke(_ token: String) async throws {
                let prefix = String(token.split(separator: "_")[1])
                _ = try await station.host.identity.change(as: .system("tests")) {
                    try await $0.revokeToken(prefix: prefix)
                }
            }
            try await revoke(narrow)
            #expect(try await received(by: "token:housing") == ["partners.*"])
            try await revoke(wide)
            #expect(try await received(by: "token:housing") == ["partners.*"])
            _ = try await Self.token(station, nil)
            #expect(try await received(by: "token:housing") == nil)
            // One without a limit does not lift that of another.
            _ = try await Self.token(station, ["mobility.*"])
            #expect(try await received(by: "token:housing") == ["mobility.*"])
            _ = try await Self.token(station, ["experts.*"])
            #expect(try await received(by: "token:housing") == [])
            #expect(try await received(by: "housing") == nil)
            #expect(try await received(by: "token:nobody") == nil)
        }
    }

    @Test("What it publishes itself is its own affair: it sees what it has scheduled, and takes it back")
    func scheduling() async throws {
        try await Station.open { station in
            let token = try await Self.token(station)
            let id = RecordID.generate().description
            let due = Instant(microseconds: Instant.now.microseconds + 3_600_000_000).description
            let event: JSON = [
                "specversion": "1.0", "id": .string(id), "source": "/integrators/office/housing",
                "type": "cn.edu.example.room.free",
            ]
            let input: JSON = ["due": .string(due), "event": event]
            #expect(try await station.send(.post, ScheduleRoutes.path, input, as: token).status == 201)
            #expect(try await station.get(ScheduleRoutes.path, as: token).items.count == 1)
            let other = try await station.token(.integrator, "office")
            #expect(try await station.get(ScheduleRoutes.path, as: other).items.isEmpty)
            #expect(try await station.send(.delete, "\(ScheduleRoutes.path)/\(id)", as: token).status == 204)
        }
    }

    @Test("Pages with events show it no others")
    func pages() async throws {
        try await Station.open { station in
            let token = try await Self.token(station)
            try await station.publish(Self.agreements)
            try await station.publish(Self.stays)
            for path in ["/", "/events", "/events?type=mobility.*"] {
                let answer = try await station.client.executeRequest(
                    uri: path, method: .get, headers: [.authorization: "Bearer \(token)"], body: nil)
                let text = String(buffer: answer.body)
                #expect(answer.status == .ok)
                #expect(!text.contains(Self.stays), "\(path)")
            }
        }
    }
}

import Database
import EventBus
import HTTPTypes
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

@Suite("Receiving over HTTP")
struct SubscriptionRouteTests {
    private static func send(
        _ station: Station, _ path: String, _ body: JSON = [:], _ method: HTTPRequest.Method = .post,
        as token: String? = nil,
    ) async throws -> Page {
        try await station.send(method, SubscriptionRoutes.path + path, method == .post ? body : nil, as: token)
    }

    private static func subscribe(
        _ station: Station, _ name: String, unit: String, as token: String? = nil
    ) async throws
        -> Page
    {
        try await Self.send(
            station, "",
            [
                "name": .string(name), "unit": .string(unit), "types": [["type": "partners.*"]], "after": 0,
                "attempts": 2,
            ],
            as: token)
    }

    @Test("Events are received with a receipt, acknowledged, refused, and end as dead letters that can be sent again")
    func receiving() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            let made = try await Self.subscribe(station, "财务", unit: "university")
            #expect(made.status == 422)
            #expect(try await Self.subscribe(station, "finance", unit: "university").status == 201)
            let first = try await Self.send(station, "/finance/receive?limit=2")
            #expect(first.positions == [1, 2])
            let receipt = try #require(first.json["receipt"])
            #expect(try await Self.send(station, "/finance/receive").events.isEmpty)
            let refused = try await Self.send(
                station, "/finance/refuse",
                ["receipt": receipt, "positions": [["position": 2]], "reason": "余额不足", "seconds": 0])
            #expect(refused.status == 200)
            #expect(refused.json == ["acknowledged": 1, "refused": 1, "position": 2])
            #expect(try await Self.send(station, "/finance", [:], .get).json["retrying"] == 1)
            let void = try await Self.send(station, "/finance/acknowledge", ["receipt": receipt])
            #expect(void.status == 409)
            #expect(void.kind == "/problems/receipt-void")
            let again = try await Self.send(station, "/finance/receive")
            #expect(again.positions == [2])
            #expect(again.json["attempt"] == 2)
            _ = try await Self.send(
                station, "/finance/refuse", ["receipt": try #require(again.json["receipt"]), "reason": "余额不足"])
            let rest = try await Self.send(station, "/finance/receive")
            #expect(rest.positions == [3])
            let done = try await Self.send(
                station, "/finance/acknowledge", ["receipt": try #require(rest.json["receipt"])])
            #expect(done.json == ["acknowledged": 1, "refused": 0, "position": 3])
            let standing = try await Self.send(station, "/finance", [:], .get)
            #expect(standing.json["lag"] == 0)
            // Three events, as a mean of a minute.
            #expect(standing.json["eventsPerSecond"] == .number("0.05"))
            #expect(standing.json["deadLetters"] == 1)
            let letters = try await Self.send(station, "/finance/dead-letters", [:], .get)
            let letter = try #require(letters.json["items"]?[0])
            #expect(letter["lastError"] == "余额不足")
            #expect(letter["event"]?["sequence"] == "2")
            let none = try await Self.send(station, "/finance/dead-letters/redrive", ["from": 3, "through": 9])
            #expect(none.json["letters"] == 0)
            let driven = try await Self.send(station, "/finance/dead-letters/redrive")
            #expect(driven.json["letters"] == 1)
            #expect(driven.json["retrying"] == 1)
            #expect(try await Self.send(station, "/finance/receive").positions == [2])
        }
    }

    @Test("A subscription is its unit's: nobody else reads, acknowledges, moves or ends it, or takes its name")
    func isolation() async throws {
        try await Station.open { station in
            try await station.publish(count: 2, unit: "lab")
            try await station.publish(count: 2, unit: "office")
            let school = try await station.token(.integrator, "school")
            let other = try await station.token(.integrator, "office")
            #expect(try await Self.subscribe(station, "school-feed", unit: "school", as: school).status == 201)
            let received = try await Self.send(station, "/school-feed/receive", as: school)
            #expect(received.positions == [1, 2])
            let receipt = try #require(received.json["receipt"])
            for path in [
                "/school-feed/receive", "/school-feed/acknowledge", "/school-feed/pause", "/school-feed/seek",
                "/school-feed/dead-letters/discard",
            ] {
                #expect(try await Self.send(station, path, ["receipt": receipt], as: other).status == 404, "\(path)")
            }
            #expect(try await Self.send(station, "/school-feed", [:], .delete, as: other).status == 404)
            #expect(try await Self.send(station, "", [:], .get, as: other).json["items"]?.arrayValue?.isEmpty == true)
            #expect(try await Self.subscribe(station, "school-feed", unit: "office", as: other).status == 422)
            #expect(try await Self.subscribe(station, "feed", unit: "school", as: other).status == 403)
            // Not even with a subscription of one's own and a receipt that was guessed.
            #expect(try await Self.subscribe(station, "office-feed", unit: "office", as: other).status == 201)
            let guessed = try await Self.send(station, "/office-feed/acknowledge", ["receipt": receipt], as: other)
            #expect(guessed.status == 409)
            // A service's own subscription is nobody's to take.
            _ = try await station.owner.query("SELECT bus.subscribe('mobility.agreements', 0)")
            #expect(try await Self.subscribe(station, "mobility.agreements", unit: "office", as: other).status == 422)
            #expect(
                try await Self.send(station, "/school-feed/acknowledge", ["receipt": receipt], as: school).status == 200
            )
        }
    }

    @Test(
        "Of one unit, too, nobody reads or moves another's; it can be handed over, by its administrator and by itself")
    func holders() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            func token(_ name: String, _ role: Role = .integrator) async throws -> String {
                try await station.host.identity.createToken(
                    name: name, grants: [(role: role, unit: "office")], days: 1, by: "tests"
                ).text
            }
            let (ledger, card, head) = (try await token("总账"), try await token("card"), try await token("处长", .admin))
            #expect(try await Self.subscribe(station, "ledger", unit: "office", as: ledger).status == 201)
            let receipt = try #require(try await Self.send(station, "/ledger/receive", as: ledger).json["receipt"])
            for path in ["receive", "acknowledge", "seek", "dead-letters/redrive", "hand-over", "pause"] {
                let answer = try await Self.send(
                    station, "/ledger/\(path)", ["receipt": receipt, "position": 0, "to": "token:card"], as: card)
                #expect(answer.status == 404, "\(path)")
            }
            for path in ["/ledger", "/ledger/dead-letters"] {
                #expect(try await Self.send(station, path, [:], .get, as: card).status == 404)
            }
            #expect(try await Self.send(station, "/ledger", [:], .delete, as: card).status == 404)
            #expect(try await Self.subscribe(station, "ledger", unit: "office", as: card).status == 422)
            #expect(try await Self.send(station, "", [:], .get, as: card).json["items"]?.arrayValue?.isEmpty == true)
            // Another token by the same name goes on with it, as when one runs out.
            let renewed = try await token("总账")
            #expect(
                try await Self.send(station, "/ledger/acknowledge", ["receipt": receipt], as: renewed).status == 200)
            #expect(try await Self.send(station, "/ledger", [:], .get, as: head).json["position"] == 3)
            #expect(
                try await Self.send(station, "/ledger/hand-over", ["to": "token:card"], as: head).status == 204)
            #expect(try await Self.send(station, "/ledger", [:], .get, as: card).json["position"] == 3)
            #expect(try await Self.send(station, "/ledger", [:], .get, as: ledger).status == 404)
        }
    }

    @Test("What was done to a subscription, and by whom, is for its holder to read, and all of it for administrators")
    func operations() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            let office = try await station.token(.integrator, "office")
            #expect(try await Self.subscribe(station, "feed", unit: "office", as: office).status == 201)
            _ = try await Self.send(station, "/feed/seek", ["position": 2], as: office)
            _ = try await Self.send(station, "/feed/replay", ["after": 0, "through": 2], as: office)
            let standing = try await Self.send(station, "/feed", [:], .get, as: office)
            #expect(standing.json["replaying"] == 2)
            #expect(standing.json["lag"] == 1)
            #expect(try await Self.send(station, "/feed/replay/end", as: office).json["replaying"] == 0)
            #expect(try await Self.send(station, "/feed/receive", as: office).positions == [3])
            // The same name with another wish.
            let other: JSON = ["name": "feed", "unit": "office", "types": [["type": "mobility.*"]], "attempts": 3]
            #expect(try await Self.send(station, "", other, as: office).status == 201)
            let path = "/events/v1/operations"
            let done = try await station.send(.get, "\(path)?subscription=feed", as: office)
            let items = try #require(done.json["items"]?.arrayValue)
            #expect(
                items.map { $0["operation"]?.stringValue } == [
                    "policy", "filter", "end-replays", "replay", "seek", "subscribe",
                ])
            #expect(Set(items.map { $0["actor"]?.stringValue }) == ["token:integrator-office"])
            #expect(items[1]["detail"]?["types"] == ["mobility.*"])
            #expect(try await station.send(.get, path, as: office).status == 403)
            let behind = try await station.send(
                .get, "\(path)?before=\(items[4]["id"]?.integerValue ?? 0)&limit=1&subscription=feed", as: office)
            #expect(behind.json["items"]?[0]?["operation"] == "subscribe")
            let stranger = try await station.token(.integrator, "school")
            #expect(try await station.send(.get, "\(path)?subscription=feed", as: stranger).status == 404)
        }
    }

    @Test("A place of another life of the log, and a time to come, are refused wherever one begins or moves")
    func places() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            #expect(try await Self.subscribe(station, "feed", unit: "office").status == 201)
            let own = try #require(
                try await station.owner.query("SELECT bus.incarnation()").first?.decode(0, as: String.self))
            for (incarnation, status) in [("deadbeef", 409), (own, 200)] {
                let place: JSON = ["after": 2, "incarnation": .string(incarnation)]
                var made = try #require(place.objectValue)
                made["name"] = .string("new-\(status)")
                made["unit"] = "office"
                #expect(try await Self.send(station, "", .object(made)).status == (status == 200 ? 201 : 409))
                let moved: JSON = ["position": 2, "incarnation": .string(incarnation)]
                #expect(try await Self.send(station, "/feed/seek", moved).status == status)
                let again: JSON = ["after": 1, "through": 2, "incarnation": .string(incarnation)]
                #expect(try await Self.send(station, "/feed/replay", again).status == status)
            }
            let later: JSON = ["time": "2126-01-01T00:00:00Z"]
            let refused = try await Self.send(station, "/feed/seek", later)
            #expect(refused.status == 422)
            #expect(refused.json["errors"]?[0]?["pointer"] == "#/time")
            let empty = try await Self.send(station, "/feed/replay", ["after": 2, "through": 2])
            #expect(empty.json["errors"]?[0]?["pointer"] == "#/through")
        }
    }

    @Test("A name that was refused is not kept, and gives no right to what a login of the database subscribes by it")
    func squatting() async throws {
        try await Station.open { station in
            try await station.publish(count: 1, unit: "office")
            let school = try await station.token(.integrator, "school")
            let ahead: JSON = ["name": "archive", "unit": "school", "after": 9_000_000]
            #expect(try await Self.send(station, "", ahead, as: school).status == 409)
            #expect(try await station.owner.query("SELECT FROM events.subscriptions").isEmpty)
            // Even if there were one, as from before.
            _ = try await station.owner.query("SELECT bus.subscribe('archive', 0)")
            _ = try await station.owner.execute(
                "INSERT INTO events.subscriptions (name, unit, holder) VALUES ('archive', 'school', 'x')")
            for path in ["/archive/receive", "/archive/seek", "/archive/dead-letters/discard"] {
                #expect(try await Self.send(station, path, as: school).status == 404, "\(path)")
            }
            #expect(try await Self.send(station, "/archive", [:], .get, as: school).status == 404)
            #expect(try await Self.subscribe(station, "archive", unit: "school", as: school).status == 422)
        }
    }

    @Test("Units that are made, or moved, below a subscription's own count at once")
    func movingUnits() async throws {
        try await Station.open { station in
            let school = try await station.token(.integrator, "school")
            #expect(try await Self.subscribe(station, "feed", unit: "school", as: school).status == 201)
            try await station.host.identity.ensureUnit(
                code: "new-lab", parent: "school", name: try #require(LocalizedText(zh: "新实验室")))
            try await station.publish(unit: "new-lab")
            _ = try await station.owner.execute("UPDATE identity.units SET parent = 'office' WHERE code = 'lab'")
            try await station.publish(unit: "lab")
            try await station.publish(unit: "school")
            #expect(try await Self.send(station, "/feed/receive", as: school).positions == [1, 3])
        }
    }

    @Test("It can be paused, moved and given a stretch once more, and ends when it is told to")
    func operating() async throws {
        try await Station.open { station in
            try await station.publish(count: 4)
            #expect(try await Self.subscribe(station, "f", unit: "university").status == 201)
            #expect(try await Self.send(station, "/f/pause").json["state"] == "paused")
            #expect(try await Self.send(station, "/f/receive").events.isEmpty)
            #expect(try await Self.send(station, "/f/resume").json["state"] == "active")
            #expect(try await Self.send(station, "/f/seek", ["position": 3]).json["lag"] == 1)
            #expect(try await Self.send(station, "/f/seek", ["position": 9]).status == 409)
            #expect(try await Self.send(station, "/f/seek", ["time": "gestern"]).status == 422)
            #expect(try await Self.send(station, "/f/seek", ["time": "2020-01-01T00:00:00Z"]).json["lag"] == 4)
            #expect(try await Self.send(station, "/f/seek", ["position": 4]).json["lag"] == 0)
            #expect(try await Self.send(station, "/f/replay", ["after": 1, "through": 3]).status == 200)
            #expect(try await Self.send(station, "/f/receive").positions == [2, 3])
            #expect(try await Self.send(station, "/f", [:], .delete).status == 204)
            #expect(try await Self.send(station, "/f", [:], .get).status == 404)
        }
    }
}

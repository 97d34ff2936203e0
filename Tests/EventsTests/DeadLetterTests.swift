import EventBus
import HTTPTypes
import Model
import ServiceKit
import Testing

@testable import Events

@Suite("Dead letters over HTTP")
struct DeadLetterTests {
    private static let all = "/events/v1/dead-letters"

    /// Subscribes, receives and refuses so many events, for good.
    private static func fail(_ station: Station, _ name: String, _ count: Int, as token: String) async throws {
        let wish: JSON = ["name": .string(name), "unit": "office", "after": 0, "attempts": 1]
        #expect(try await station.send(.post, SubscriptionRoutes.path, wish, as: token).status == 201)
        let one = "\(SubscriptionRoutes.path)/\(name)"
        let received = try await station.send(.post, "\(one)/receive?limit=\(count)", [:], as: token)
        let refusal: JSON = ["receipt": try #require(received.json["receipt"]), "reason": "余额不足"]
        #expect(try await station.send(.post, "\(one)/refuse", refusal, as: token).status == 200)
    }

    private static func places(_ page: Page) -> [String] {
        page.items.map { "\($0["subscription"]?.stringValue ?? "") \($0["position"]?.integerValue ?? 0)" }
    }

    @Test("Those of all subscriptions are read page by page, and are those of subscriptions that one may see")
    func list() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            let office = try await station.token(.integrator, "office")
            let other = try await station.host.identity.createToken(
                name: "card", grants: [(role: .integrator, unit: "office")], days: 1, by: "tests"
            ).text
            let admin = try await station.token(.admin, "university")
            try await Self.fail(station, "b-feed", 2, as: office)
            try await Self.fail(station, "a-feed", 3, as: office)
            try await Self.fail(station, "card-feed", 1, as: other)
            let own = ["a-feed 1", "a-feed 2", "a-feed 3", "b-feed 1", "b-feed 2"]
            #expect(Self.places(try await station.get(Self.all, as: office)) == own)
            #expect(Self.places(try await station.get(Self.all, as: other)) == ["card-feed 1"])
            #expect(Self.places(try await station.get(Self.all, as: admin)) == own + ["card-feed 1"])
            for token in [office, admin] {
                var found: [String] = []
                var next: String? = ""
                while let after = next {
                    let page = try await station.get("\(Self.all)?limit=2&after=\(after)", as: token)
                    found += Self.places(page)
                    next = page.json["next"]?.stringValue
                }
                #expect(Array(found.prefix(5)) == own)
            }
            let viewer = try await station.token(.viewer, "office")
            #expect(try await station.get(Self.all, as: viewer).status == 403)
            #expect(try await station.get("\(Self.all)?after=x", as: office).status == 422)
            #expect(try await station.get("\(Self.all)?name=a-feed", as: office).status == 422)
        }
    }

    @Test("One is read with its data, by whoever may see its subscription; its neighbour is not taken for it")
    func one() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            let office = try await station.token(.integrator, "office")
            let school = try await station.token(.integrator, "school")
            try await Self.fail(station, "feed", 2, as: office)
            let path = "\(SubscriptionRoutes.path)/feed/dead-letters"
            let letter = try await station.get("\(path)/2", as: office)
            #expect(letter.status == 200)
            #expect(letter.json["subscription"] == "feed")
            #expect(letter.json["lastError"] == "余额不足")
            #expect(letter.json["event"]?["data"] == ["record": ["名": "协议"]])
            #expect(letter.json == (try await station.get(path, as: office).items[1]))
            for place in ["3", "0", "-1", "x"] {
                #expect(try await station.get("\(path)/\(place)", as: office).status == 404, "\(place)")
            }
            #expect(try await station.get("\(path)/2", as: school).status == 404)
        }
    }
}

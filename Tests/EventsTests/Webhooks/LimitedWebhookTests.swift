import Database
import Foundation
import HTTPTypes
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

@Suite("Webhooks of tokens that are limited to types of events")
struct LimitedWebhookTests {
    private static func token(_ desk: WebhookDesk, _ types: [String]?, name: String) async throws -> String {
        try await desk.station.host.identity.createToken(
            name: name, grants: [(role: .integrator, unit: "office")], days: 1, types: types, by: "tests"
        ).text
    }

    @Test("One is sent events of its maker's types, also of the past, and loses those that the maker loses")
    func sending() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let token = try await Self.token(desk, ["partners.*"], name: "housing")
                let id = try await desk.make(receiver.url, ["unit": "office", "filters": []], as: token).id
                let one = "\(WebhookDesk.path)/\(id)"
                let admin = try await desk.station.token(.admin, "office")
                func types() async throws -> [String] {
                    try await desk.deliveries(id, as: admin).compactMap { $0["type"]?.stringValue }.sorted()
                }
                try await desk.publish("mobility.mobility.created")
                try await desk.publish("partners.agreement.signed")
                #expect(try await types() == ["partners.agreement.signed"])
                let since: JSON = ["since": "2020-01-01T00:00:00Z"]
                let recovered = try await desk.send(.post, "\(one)/recover", since, as: token)
                #expect(recovered.json["deliveries"] == 0)
                #expect(try await desk.worker().turn(at: desk.start) == 1)

                _ = try await desk.station.owner.execute(
                    "UPDATE identity.tokens SET types = '{partners.institution.*}' WHERE name = 'housing'")
                try await desk.publish("partners.agreement.signed")
                try await desk.publish("partners.institution.created")
                #expect(try await types() == ["partners.agreement.signed", "partners.institution.created"])
                // What was sent before is not for the limited any more, nor to be sent again.
                try await eventually("the process has heard of it") {
                    try await desk.send(.get, "\(one)/deliveries", as: token).items.count == 1
                }
                let signed = try #require(
                    try await desk.deliveries(id, as: admin).first { $0["type"] == "partners.agreement.signed" }?["id"])
                let delivery = "\(WebhookDesk.path)/deliveries/\(signed.integerValue ?? 0)"
                #expect(try await desk.send(.get, delivery, as: token).status == 404)
                #expect(try await desk.send(.post, "\(delivery)/resend", as: token).status == 404)
                #expect(try await desk.send(.get, delivery, as: admin).status == 200)
                #expect(try await desk.send(.post, "\(one)/test", as: token).status == 202)
                #expect(try await desk.send(.get, "\(one)/deliveries", as: token).items.count == 2)
            }
        }
    }

    @Test("Those of its unit's other systems do not exist for it: it can turn none of them to itself")
    func others() async throws {
        try await WebhookDesk.open { desk in
            let limited = try await Self.token(desk, ["partners.*"], name: "housing")
            let url = "http://127.0.0.1:9/"
            let office: JSON = ["unit": "office"]
            let wide = try await desk.make(url, office, as: try await Self.token(desk, nil, name: "finance")).id
            let within = try await desk.make(
                url, office, as: try await Self.token(desk, ["partners.agreement.*"], name: "legal")
            ).id
            let own = try await desk.make(url, office, as: limited).id
            let seen = try await desk.send(.get, WebhookDesk.path, as: limited).items
            #expect(seen.map { $0["id"]?.stringValue } == [own])
            for id in [wide, within] {
                let one = "\(WebhookDesk.path)/\(id)"
                #expect(try await desk.send(.get, one, as: limited).status == 404)
                #expect(try await desk.send(.get, "\(one)/deliveries", as: limited).status == 404)
                let patch = try await desk.send(
                    .patch, one, ["url": "http://127.0.0.1:10/"], as: limited, headers: [.ifMatch: "\"1\""])
                #expect(patch.status == 404)
                for act in ["recover", "test", "secret/rotate", "transitions/pause"] {
                    let body: JSON = act == "recover" ? ["since": "2020-01-01T00:00:00Z"] : [:]
                    #expect(try await desk.send(.post, "\(one)/\(act)", body, as: limited).status == 404, "\(act)")
                }
            }
            let admin = try await desk.station.token(.admin, "office")
            #expect(try await desk.send(.get, WebhookDesk.path, as: admin).items.count == 3)
        }
    }
}

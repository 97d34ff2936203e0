import Database
import Foundation
import HTTPTypes
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

@Suite("Erasing over HTTP", .timeLimit(.minutes(5)))
struct ErasingTests {
    private static let why: JSON = ["reason": "依申请删除"]

    private static func path(_ position: String) -> String { "/events/v1/log/\(position)/erase" }

    @Test("The payload is gone for every reader, the event keeps its place, and it is noted who wanted it and why")
    func log() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            let admin = try await station.token(.admin, "university")
            let before = try await station.get("/events/v1/log").events
            let erased = try await station.send(.post, Self.path("2"), Self.why, as: admin)
            #expect(erased.status == 200, "\(erased.json)")
            #expect(erased.id == before[1]["id"]?.stringValue && erased.json["position"] == 2)
            let after = try await station.get("/events/v1/log")
            #expect(after.positions == [1, 2, 3])
            #expect(after.events.map { $0["data"] == nil } == [false, true, false])
            #expect(after.events[1]["subject"] == before[1]["subject"])
            // Once more is no mistake.
            #expect(try await station.send(.post, Self.path("2"), Self.why, as: admin).status == 200)
            let noted = try await station.owner.query(
                "SELECT actor, detail ->> 'reason', detail ->> 'position' FROM bus.operations WHERE operation = 'erase'"
            )
            #expect(noted.map { $0.string(0) } == Array(repeating: "token:admin-university", count: 2))
            #expect(noted.first?.string(1) == "依申请删除" && noted.first?.string(2) == "2")
        }
    }

    @Test("Only administrators of the whole erase, with a reason, and only what the log has")
    func refusals() async throws {
        try await Station.open { station in
            try await station.publish(count: 2)
            let admin = try await station.token(.admin, "university")
            for token in [
                station.integrator, try await station.token(.admin, "school"),
                try await station.token(.editor, "university"),
            ] {
                #expect(try await station.send(.post, Self.path("1"), Self.why, as: token).status == 403)
            }
            #expect(try await station.send(.post, Self.path("1"), Self.why, as: "yz_x").status == 401)
            for position in ["3", "0", "-1", "x", "99999999999999999999", "1@1a2b3c4d"] {
                #expect(
                    try await station.send(.post, Self.path(position), Self.why, as: admin).status == 404, "\(position)"
                )
            }
            for (body, fault) in [
                ([:], "#/reason required"), (["reason": " "], "#/reason empty"), (["reason": 1], "#/reason type"),
                (["reason": "a", "why": "b"], "#/why unknownField"),
                (["reason": .string(String(repeating: "长", count: 2001))], "#/reason maxLength"),
            ] as [(JSON, String)] {
                #expect(try await station.send(.post, Self.path("1"), body, as: admin).faults == [fault])
            }
            #expect(try await station.number("SELECT count(*) FROM bus.events WHERE data IS NULL") == 0)
            #expect(try await station.number("SELECT count(*) FROM bus.operations WHERE operation = 'erase'") == 0)
            _ = try await station.owner.query("SELECT setval('bus.floor', 2)")
            _ = try await station.owner.execute("DELETE FROM bus.events")
            let expired = try await station.send(.post, Self.path("1"), Self.why, as: admin)
            #expect(expired.status == 410 && expired.kind == "/problems/position-expired")
        }
    }

    @Test("Nothing of it stays with the deliveries to webhooks, also of one that is under way at that moment")
    func deliveries() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let station = desk.station
                let admin = try await station.token(.admin, "university")
                let id = try await desk.make(receiver.url).id
                receiver.answer(.status(500, ["X-Echo": "协议"], body: "收到 协议"), .status(500, body: "收到 协议"))
                try await desk.publish(count: 2)
                let worker = desk.worker()
                #expect(try await worker.turn(at: desk.start) == 2)
                func kept(_ text: String) async throws -> [Int] {
                    try await station.owner.query(
                        """
                        SELECT d.position FROM events.delivery_attempts AS a JOIN events.deliveries AS d ON d.id = a.delivery \
                        WHERE a::text LIKE '%' || \(text) || '%' ORDER BY d.position, a.number
                        """
                    ).map { try $0.decode(0, as: Int.self) }
                }
                // The making of the webhook is the first event.
                #expect(try await kept("协议") == [2, 3])
                // Taken, with the event as it was, and not sent yet.
                let jobs = try await worker.take(most: 10, at: desk.start + 3600)
                #expect(jobs.count == 2)
                #expect(try await station.send(.post, Self.path("2"), Self.why, as: admin).status == 200)
                #expect(try await kept("协议") == [3])
                for job in jobs { await worker.perform(job, at: desk.start + 3600) }
                #expect(receiver.requests.count == 4)
                #expect(try await kept("协议") == [3, 3])
                #expect(try await kept("erased") == [2, 2])
                let shown = try await desk.deliveries(id)
                #expect(shown.count == 2)
                let number = try #require(shown.last?["id"]?.integerValue)
                let read = try await desk.send(.get, "\(WebhookDesk.path)/deliveries/\(number)")
                #expect(read.json["log"]?[0]?["request"]?["body"] == "[已清除 · erased]")
                // Sent again, it comes without the payload.
                #expect(try await desk.send(.post, "\(WebhookDesk.path)/deliveries/\(number)/resend").status == 202)
                #expect(try await worker.turn(at: desk.start + 7200) == 1)
                #expect(try JSON(parsing: try #require(receiver.requests.last).body)["data"] == nil)
            }
        }
    }
}

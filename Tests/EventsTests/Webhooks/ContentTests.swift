import Database
import EventBus
import Foundation
import HTTPTypes
import Model
import ServiceKit
import Testing

@testable import Events

@Suite("What a webhook is sent")
struct ContentTests {
    @Test("A full payload is the CloudEvent, a thin one says where to read it")
    func payloads() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                _ = try await desk.make(
                    receiver.url,
                    ["headers": [["name": "X-Api-Key", "value": "geheim"], ["name": "X-Tag", "value": "a b"]]])
                try await desk.publish()
                let worker = desk.worker()
                try await worker.turn(at: desk.start)
                let full = try #require(receiver.requests.first)
                let event = try JSON(parsing: full.body)
                #expect(event["id"]?.stringValue == full.id)
                #expect(event["type"] == "partners.agreement.signed")
                #expect(event["data"]?["record"]?["名"] == "协议")
                #expect(full.headers["content-type"] == "application/cloudevents+json; charset=utf-8")
                #expect(full.headers["x-api-key"] == "geheim")
                #expect(full.headers["x-tag"] == "a b")
                #expect(full.headers["webhook-timestamp"] == "\(Int(desk.start.timeIntervalSince1970))")
                _ = try await desk.make(
                    receiver.url, ["payload": "thin", "name": "thin", "filters": [["type": "thin.*"]]])
                try await desk.publish("thin.thing.created")
                try await worker.turn(at: desk.start + 1)
                let thin = try JSON(parsing: try #require(receiver.requests.last).body)
                #expect(thin["data"] == nil)
                #expect(thin["dataref"] == "/partners/v1/agreements/0")
                #expect(thin["subject"] == "agreements/0")
                // What another system publishes has no record here.
                try await desk.publish("thin.thing.created", source: "/integrators/office/库房")
                try await worker.turn(at: desk.start + 2)
                let foreign = try JSON(parsing: try #require(receiver.requests.last).body)
                let sequence = try #require(Int(foreign["sequence"]?.stringValue ?? ""))
                #expect(foreign["dataref"] == .string("/events/v1/log?after=\(sequence - 1)&limit=1"))
                // Values of headers are in no log.
                let log = try await desk.station.owner.query(
                    "SELECT string_agg(a::text, '') FROM events.delivery_attempts a")
                #expect(log.first?.string(0)?.contains("geheim") == false)
                #expect(log.first?.string(0)?.contains("***") == true)
            }
        }
    }

    @Test("What is sent belongs to the trace of its event, and names none when that has none")
    func trace() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                _ = try await desk.make(receiver.url)
                let given = TraceContext.generate().traceparent
                let trace = try #require(TraceContext(traceparent: given, state: "congo=t61"))
                try await trace.run { try await desk.publish() }
                let worker = desk.worker()
                try await worker.turn(at: desk.start)
                #expect(receiver.requests.last?.headers["traceparent"] == given)
                #expect(receiver.requests.last?.headers["tracestate"] == "congo=t61")
                try await desk.publish()
                try await worker.turn(at: desk.start + 1)
                #expect(receiver.requests.count == 2)
                #expect(receiver.requests.last?.headers["traceparent"] == nil)
                #expect(receiver.requests.last?.headers["tracestate"] == nil)
            }
        }
    }

    @Test("A webhook hears of its own unit and those below it, and of nothing before it was made")
    func units() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                try await desk.station.publish(unit: "school")
                let school = try await desk.station.token(.integrator, "school")
                let made = try await desk.make(receiver.url, ["unit": "school", "filters": []], as: school)
                for unit in ["office", "school", "lab", "university", nil] { try await desk.publish(unit: unit) }
                let worker = desk.worker()
                try await worker.turn(at: desk.start)
                let units = try receiver.requests.map { try JSON(parsing: $0.body)["unit"]?.stringValue ?? "" }
                // Its own making is an event of its unit, too.
                #expect(units.sorted() == ["lab", "school", "school"])
                // A unit that is moved away is heard of no more.
                _ = try await desk.station.owner.execute(
                    "UPDATE identity.units SET parent = 'university' WHERE code = 'lab'")
                try await desk.publish(unit: "lab")
                #expect(try await worker.turn(at: desk.start + 1) == 0)
                // A filter that names more cannot ask for more.
                let patched = try await desk.send(
                    .patch, "\(WebhookDesk.path)/\(made.id)", ["filters": [["unit": "office"], ["type": "*"]]],
                    as: school, headers: [.ifMatch: "*"])
                #expect(patched.status == 200)
                try await desk.publish(unit: "office")
                #expect(try await worker.turn(at: desk.start + 2) <= 1)
                #expect(
                    try receiver.requests.allSatisfy { try JSON(parsing: $0.body)["unit"]?.stringValue != "office" })
            }
        }
    }

    @Test("Rows of a filter widen, what stands in one row narrows")
    func filters() async throws {
        try await WebhookDesk.open { desk in
            let id = try await desk.make(
                "http://127.0.0.1:9/",
                ["filters": [["type": "partners.*", "unit": "lab"], ["source": "/experts", "type": "*.created"]]]
            ).id
            try await desk.publish("partners.agreement.signed", unit: "lab")
            try await desk.publish("partners.agreement.signed", unit: "office")
            try await desk.publish("experts.expert.created", unit: "lab", source: "/experts")
            try await desk.publish("experts.expert.created", unit: "lab", source: "/partners")
            try await desk.publish("experts.expert.updated", unit: "lab", source: "/experts")
            #expect(
                try await desk.deliveries(id).map { $0["type"]?.stringValue }
                    == ["experts.expert.created", "partners.agreement.signed"])
        }
    }

    @Test("A test goes to one webhook alone, and can be sent again like everything")
    func tests() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                _ = try await desk.make(receiver.url, ["filters": []])
                let test = try await desk.send(.post, "\(WebhookDesk.path)/\(id)/test")
                #expect(test.status == 202)
                #expect(test.json["state"] == "pending")
                let worker = desk.worker()
                try await desk.publish("nothing.of.interest", count: 1, unit: "lab")
                try await worker.turn(at: desk.start)
                let mine = receiver.requests.filter { $0.id == test.json["event"]?.stringValue }
                #expect(mine.count == 1)
                #expect(try JSON(parsing: try #require(mine.first).body)["type"] == "events.webhook.test")
                let number = try #require(test.json["id"]?.integerValue)
                let again = try await desk.send(.post, "\(WebhookDesk.path)/deliveries/\(number)/resend")
                #expect(again.status == 202)
                #expect(again.json["state"] == "pending")
                try await worker.turn(at: desk.start + 1)
                #expect(receiver.requests.filter { $0.id == test.json["event"]?.stringValue }.count == 2)
                let read = try await desk.send(.get, "\(WebhookDesk.path)/deliveries/\(number)")
                #expect(read.json["log"]?.arrayValue?.compactMap { $0["number"]?.integerValue } == [1, 2])
            }
        }
    }

    @Test("Recovering sends what fits since a time and was not delivered, once")
    func recover() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                // Events of before it existed count too; when they came into the log is set, because all come now.
                for (count, hours) in [(30, 5), (20, 3), (10, 1)] {
                    _ = try await desk.station.owner.execute(
                        """
                        INSERT INTO bus.events (source, type, partitionkey, unit, time, data) SELECT '/partners', \
                        'partners.thing.' || n, 'k', 'office', now() - make_interval(days => \(10 - hours)::int), '{}' \
                        FROM generate_series(1, \(count)::int) n
                        """)
                    _ = try await desk.station.owner.query("SELECT bus.tick()")
                    _ = try await desk.station.owner.execute(
                        """
                        UPDATE bus.ticks SET at = now() - make_interval(hours => \(hours)::int) \
                        WHERE tick = (SELECT max(tick) FROM bus.ticks)
                        """)
                }
                let id = try await desk.make(receiver.url, ["rate": 60000, "concurrency": 50]).id
                let path = "\(WebhookDesk.path)/\(id)/recover"
                let since = try #require(
                    try await desk.station.owner.query(
                        "SELECT to_char((now() - interval '4 hours') AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                    ).first?.string(0))
                let body: JSON = ["since": .string(since)]
                #expect(try await desk.send(.post, path, body).json["deliveries"] == 30)
                let worker = desk.worker()
                receiver.answer(.status(500))
                var sent = 0
                for second in 0..<3 { sent += try await worker.turn(at: desk.start + Double(second)) }
                #expect(sent == 30)
                // What is delivered or under way is left alone.
                #expect(try await desk.send(.post, path, body).json["deliveries"] == 0)
                _ = try await desk.station.owner.execute(
                    "UPDATE events.deliveries SET state = 'failed', finished_at = now() WHERE state = 'pending'")
                #expect(try await desk.send(.post, path, body).json["deliveries"] == 1)
                #expect(try await desk.send(.post, path, ["since": "2020-01-01T00:00:00Z"]).json["deliveries"] == 30)
                #expect(try await desk.send(.post, path, ["since": "gestern"]).faults == ["#/since format"])
                #expect(try await desk.send(.post, path, [:]).faults == ["#/since required"])
            }
        }
    }

    @Test("A paused webhook keeps what comes for later")
    func pause() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                let paused = try await desk.send(.post, "\(WebhookDesk.path)/\(id)/transitions/pause")
                #expect(paused.json["state"] == "paused")
                try await desk.publish(count: 2)
                let worker = desk.worker()
                #expect(try await worker.turn(at: desk.start) == 0)
                #expect(try await desk.send(.post, "\(WebhookDesk.path)/\(id)/transitions/pause").status == 409)
                _ = try await desk.send(.post, "\(WebhookDesk.path)/\(id)/transitions/resume")
                #expect(try await worker.turn(at: desk.start) == 2)
            }
        }
    }

    @Test("An event that the log no longer has cannot be sent, and is not tried for days")
    func expired() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                try await desk.publish()
                _ = try await desk.station.owner.execute("DELETE FROM bus.events")
                try await desk.worker().turn(at: desk.start)
                let delivery = try #require(try await desk.deliveries(id).first)
                #expect(delivery["state"] == "failed")
                #expect(delivery["failure"] == "event-expired")
                #expect(receiver.requests.isEmpty)
            }
        }
    }
}

import Database
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import LibPQ
import Model
import ServiceKit
import TestSupport
import Testing
import YizhanClient

@testable import Events

@Suite("Scheduling over HTTP", .timeLimit(.minutes(5)))
struct SchedulingTests {
    private static let source = "/integrators/university/%E8%B4%A2%E5%8A%A1"
    private static let id = "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a11"
    private static let path = ScheduleRoutes.path

    private static func event(_ more: JSON = [:], id: String = Self.id, source: String = Self.source) -> JSON {
        let event: JSON = [
            "specversion": "1.0", "id": .string(id), "source": .string(source), "type": "cn.edu.example.payment.due",
            "subject": "付款/17", "data": ["金额": .number("1e400"), "备注": nil],
        ]
        return event.mergePatched(with: more)
    }

    private static func due(in duration: Duration) -> JSON { .string(Instant.now.adding(duration).description) }
    private static let tomorrow = Self.due(in: .seconds(86_400))

    private static func schedule(
        _ station: Station, _ event: JSON, at due: JSON = Self.tomorrow, as token: String? = nil,
    ) async throws -> Page {
        try await station.send(.post, Self.path, ["due": due, "event": event], as: token)
    }

    private static func publish(_ station: Station, _ event: JSON) async throws -> Page {
        try await station.send(
            .post, PublishRoute.path, event, headers: [.contentType: "application/cloudevents+json"])
    }

    @Test("An event comes when it is due, once, with that time, as it was said, and is known from then on")
    func due() async throws {
        try await Station.open { station in
            let said: JSON = [
                "unit": "lab", "partitionkey": "学生/7", "dataschema": "https://example.edu/payment.json",
                "correlationid": "c-1", "causationid": "k-1", "datacontenttype": "application/json",
                "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate": "congo=t61",
            ]
            let event = Self.event(said)
            // By a few seconds it may lie in the past: clocks differ.
            let now = Self.due(in: .seconds(-5))
            let made = try await Self.schedule(station, event, at: now)
            #expect(made.status == 201, "\(made.json)")
            #expect(made.json["state"] == "scheduled" && made.json["known"] == false)
            #expect(made.headers[.location] == "\(Self.path)/\(Self.id)")
            var log: [JSON] = []
            try await eventually("it was published") {
                log = try await station.get("/events/v1/log").events
                return !log.isEmpty
            }
            let found = try #require(log.first)
            for member in try #require(event.objectValue) {
                #expect(found[member.key] == member.value, "\(member.key)")
            }
            #expect(found["actor"] == "token:财务")
            let time = try #require(Instant(found["time"]?.stringValue ?? ""))
            #expect(time.duration(to: .now) < .seconds(60))
            let again = try await Self.schedule(station, event, at: now)
            #expect(again.status == 200)
            #expect(again.json["state"] == "published" && again.json["known"] == true)
            // Whatever the moment: it happened.
            #expect(try await Self.schedule(station, event).json["state"] == "published")
            #expect(try await Self.publish(station, event).json["known"] == 1)
            #expect(try await Self.publish(station, Self.event()).faults == ["#/id duplicate"])
            #expect(try await station.send(.delete, "\(Self.path)/\(Self.id)").status == 404)
            #expect(try await station.number("SELECT count(*) FROM bus.events") == 1)
        }
    }

    @Test("The same again changes nothing, also at the same time; another content, another moment is refused")
    func again() async throws {
        try await Station.open { station in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await Self.schedule(station, Self.event()).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200, 200, 200, 201])
            let same = Self.event(["id": .string(Self.id.uppercased())])
            #expect(try await Self.schedule(station, same).json["known"] == true)
            let other = try await Self.schedule(station, Self.event(["subject": "付款/18"]))
            #expect(other.faults == ["#/event/id duplicate"])
            let later = try await Self.schedule(station, Self.event(), at: Self.due(in: .seconds(90_000)))
            #expect(later.faults == ["#/event/id duplicate"])
            // To publish it now it must be taken back: otherwise it would be unclear what is known.
            let now = try await Self.publish(station, Self.event())
            #expect(now.faults == ["#/id duplicate"])
            #expect(now.json["errors"]?[0]?["message"]?.stringValue?.contains("预定") == true)
            #expect(try await station.number("SELECT count(*) FROM bus.scheduled") == 1)
            // What was published is known, and is not scheduled again.
            let told = Self.event(["subject": "付款/19"], id: "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a12")
            #expect(try await Self.publish(station, told).status == 202)
            #expect(try await Self.schedule(station, told).json["state"] == "published")
            #expect(try await station.number("SELECT count(*) FROM bus.scheduled") == 1)
        }
    }

    @Test("What was taken back is gone, and its id is free, for another moment or for publishing")
    func takingBack() async throws {
        try await Station.open { station in
            #expect(try await Self.schedule(station, Self.event()).status == 201)
            let one = "\(Self.path)/\(Self.id)"
            let read = try await station.get(one)
            #expect(read.status == 200)
            #expect(read.json["event"]?["data"] == ["金额": .number("1e400"), "备注": nil])
            #expect(read.json["event"]?["actor"] == "token:财务")
            #expect(read.json["event"]?["time"] == nil)
            #expect(try await station.send(.delete, one).status == 204)
            #expect(try await station.send(.delete, one).status == 404)
            #expect(try await station.get(one).status == 404)
            let other = Self.event(["subject": "付款/18"])
            #expect(try await Self.schedule(station, other, at: Self.due(in: .seconds(7200))).status == 201)
            #expect(try await station.send(.delete, one).status == 204)
            #expect(try await Self.publish(station, Self.event()).json["published"] == 1)
            // The author's own change of mind is nobody's business.
            #expect(try await station.number("SELECT count(*) FROM bus.operations WHERE operation = 'unschedule'") == 0)
        }
    }

    @Test("They are listed by their moments, in pages, and unknown parameters are refused")
    func listing() async throws {
        try await Station.open { station in
            for number in 0..<5 {
                let id = "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a1\(number)"
                // Two of one moment are in the order of their ids.
                let due = Instant.now.adding(.seconds(90_000 - number / 2 * 3600)).microseconds / 1_000_000_000
                let moment = Instant(microseconds: due * 1_000_000_000).description
                let source = number == 4 ? "\(Self.source)/a" : Self.source
                let made = try await Self.schedule(station, Self.event(id: id, source: source), at: .string(moment))
                #expect(made.status == 201)
            }
            var seen: [String] = []
            var path = "\(Self.path)?limit=2"
            while true {
                let page = try await station.get(path)
                seen += page.items.compactMap { $0["id"]?.stringValue.map { String($0.suffix(1)) } }
                guard let next = page.json["next"]?.stringValue else { break }
                path = "\(Self.path)?limit=2&after=\(next.queryEscaped)"
            }
            #expect(seen == ["4", "2", "3", "0", "1"])
            #expect(try await station.get("\(Self.path)?source=\(Self.source.queryEscaped)%2Fa").items.count == 1)
            for (query, fault) in [
                ("?after=x", "#/after format"), ("?limit=0", "#/limit range"), ("?type=x", "#/type unknownField"),
                ("/\(Self.id)?sorce=x", "#/sorce unknownField"),
                ("/\(Self.id)?source=a&source=b", "#/source duplicate"),
            ] {
                #expect(try await station.get(Self.path + query).faults == [fault], "\(query)")
            }
            #expect(try await station.get("\(Self.path)/17").status == 404)
        }
    }

    @Test("Others' are not told of, not taken back and no obstacle; whoever administers the whole sees all")
    func isolation() async throws {
        try await Station.open { station in
            let school = try await station.token(.integrator, "school")
            let lab = try await station.token(.integrator, "lab")
            let admin = try await station.token(.admin, "university")
            let theirs = Self.event(source: "/integrators/school/integrator-school")
            #expect(try await Self.schedule(station, theirs, as: school).status == 201)
            // The same id under another source is another event.
            #expect(try await Self.schedule(station, Self.event()).status == 201)
            let one = "\(Self.path)/\(Self.id)"
            for token in [lab, try await station.token(.integrator, "office")] {
                #expect(try await station.get(Self.path, as: token).items.isEmpty)
                #expect(try await station.get(one, as: token).status == 404)
                #expect(try await station.send(.delete, one, as: token).status == 404)
                let named = "\(one)?source=%2Fintegrators%2Fschool%2Fintegrator-school"
                #expect(try await station.send(.delete, named, as: token).status == 404)
            }
            #expect(try await station.get(one, as: school).json["event"]?["source"] == theirs["source"])
            #expect(try await station.get(Self.path, as: admin).items.count == 2)
            #expect(try await station.send(.delete, one, as: admin).faults == ["#/source required"])
            let named = "\(one)?source=%2Fintegrators%2Fschool%2Fintegrator-school"
            #expect(try await station.send(.delete, named, as: admin).status == 204)
            let noted = try await station.owner.query(
                "SELECT actor, detail ->> 'source' FROM bus.operations WHERE operation = 'unschedule'")
            #expect(noted.map { $0.string(0) } == ["token:admin-university"])
            #expect(noted.map { $0.string(1) } == ["/integrators/school/integrator-school"])
            #expect(try await station.get(one, as: school).status == 404)
            #expect(try await station.get(one).status == 200)
            for role in [Role.viewer, .editor, .approver] {
                let token = try await station.token(role, "university")
                #expect(try await Self.schedule(station, Self.event(), as: token).status == 403, "\(role)")
                #expect(try await station.get(Self.path, as: token).status == 403, "\(role)")
            }
            #expect(try await station.get(Self.path, as: "yz_x").status == 401)
        }
    }

    @Test(
        "What is wrong is named by its place in the request",
        arguments: [
            (["event": ["id": "17"]], ["#/event/id format"]),
            (["event": ["time": "2026-03-01T08:00:00Z"]], ["#/event/time readOnly"]),
            (["event": ["type": "partners.x"]], ["#/event/type business"]),
            (["event": ["source": "/partners"]], ["#/event/source business"]),
            (
                ["event": ["source": "/integrators/nowhere/%E8%B4%A2%E5%8A%A1", "unit": "lab"]],
                ["#/event/source reference"]
            ),
            (["event": ["unit": "nowhere"]], ["#/event/unit reference"]),
            (["event": ["actor": "li", "colour": "red"]], ["#/event/actor readOnly", "#/event/colour unknownField"]),
            (["event": ["data_base64": "eA=="]], ["#/event/data_base64 type"]), (["event": nil], ["#/event required"]),
            (["event": "x"], ["#/event type"]), (["due": nil], ["#/due required"]), (["due": 17], ["#/due type"]),
            (["due": "明天"], ["#/due format"]), (["due": "2026-11-21"], ["#/due format"]),
            (["due": "infinity"], ["#/due format"]), (["due": "9999-12-31T23:59:59Z"], ["#/due range"]),
            (["due": "2016-11-21T08:00:00Z"], ["#/due range"]), (["colour": "red"], ["#/colour unknownField"]),
        ] as [(JSON, [String])])
    func wrong(more: JSON, faults: [String]) async throws {
        try await Station.open { station in
            let body: JSON = ["due": Self.tomorrow, "event": Self.event()]
            let answer = try await station.send(.post, Self.path, body.mergePatched(with: more))
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await station.number("SELECT count(*) FROM bus.scheduled") == 0)
            #expect(try await station.number("SELECT count(*) FROM events.published") == 0)
        }
    }

    @Test("A token schedules for its own units only, a body of another kind is no event, and a list is none either")
    func rights() async throws {
        try await Station.open { station in
            let school = try await station.token(.integrator, "school")
            let office = Self.event(["unit": "office"], source: "/integrators/school/integrator-school")
            #expect(try await Self.schedule(station, office, as: school).faults == ["#/event/unit business"])
            #expect(try await Self.schedule(station, Self.event(), as: school).faults == ["#/event/source business"])
            #expect(try await station.send(.post, Self.path, []).faults == ["# type"])
            let structured = try await station.send(
                .post, Self.path, Self.event(), headers: [.contentType: "application/cloudevents+json"])
            #expect(structured.status == 415)
        }
    }

    @Test(
        "Not even the service itself schedules under a source that is no integrator's, and nobody else schedules at all"
    )
    func database() async throws {
        try await Station.open { station in
            let pool = try #require(station.host.runtimes.first).pool
            for source in ["/partners", "/events", "integrators/a"] {
                let row: JSON = [
                    "id": .string(Self.id), "source": .string(source), "type": "x", "partitionkey": "k",
                    "digest": .string(String(repeating: "0", count: 64)),
                ]
                let error = await #expect(throws: DatabaseError.self) {
                    try await pool.query("SELECT events.schedule(\(row.description)::json, now())")
                }
                #expect(error?.sqlState == .insufficientPrivilege)
            }
            await #expect(throws: DatabaseError.self) { try await pool.query("SELECT * FROM bus.scheduled") }
            let stranger = "stranger_\(RecordID.generate().description.suffix(8))"
            try await station.owner.withConnection { connection in
                try await connection.script(
                    "CREATE ROLE \(stranger); GRANT USAGE ON SCHEMA events, bus TO \(stranger); SET ROLE \(stranger)")
                for call in [
                    "events.schedule('{}', now())", "events.scheduled(NULL, NULL)",
                    "events.unschedule(NULL, NULL, gen_random_uuid(), '/x', 'x')",
                ] {
                    await #expect(throws: DatabaseError.self, "\(call)") {
                        try await connection.script("SELECT \(call)")
                    }
                }
                try await connection.script("RESET ROLE; DROP OWNED BY \(stranger); DROP ROLE \(stranger)")
            }
        }
    }

    @Test("The client library schedules, says what was known, and takes back")
    func library() async throws {
        try await Station.open(live: true) { station in
            let url = "http://127.0.0.1:\(try #require(station.client.port))"
            try await EventClient.with(url: url, token: station.integrator, language: "zh-CN") { client in
                let event = NewEvent(source: Self.source, type: "cn.edu.example.due", subject: "付款/1", data: ["数": 1])
                let moment = Date(timeIntervalSinceNow: 3600.123_456)
                let made = try await client.schedule(event, at: moment)
                #expect(!made.isKnown && !made.isPublished)
                #expect(try await client.schedule(event, at: moment).isKnown)
                let error = await #expect(throws: ClientError.self) {
                    try await client.schedule(event, at: moment.addingTimeInterval(1))
                }
                #expect(error?.description.contains("请先撤回") == true)
                #expect(try await client.unschedule(event.id))
                #expect(try await client.unschedule(event.id) == false)
                #expect(try await client.publish(event).published == 1)
            }
        }
    }
}

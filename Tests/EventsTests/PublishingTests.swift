import Database
import EventBus
import HTTPTypes
import HummingbirdTesting
import LibPQ
import Model
import NIOCore
import ServiceKit
import TestSupport
import Testing

@testable import Events

@Suite("Publishing over HTTP")
struct PublishingTests {
    private static let source = "/integrators/university/%E8%B4%A2%E5%8A%A1"
    private static let id = "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a11"

    private static func event(_ more: JSON = [:], id: String = Self.id) -> JSON {
        var event = JSONObject()
        event["specversion"] = "1.0"
        event["id"] = .string(id)
        event["source"] = .string(Self.source)
        event["type"] = "cn.edu.example.payment.received"
        event["subject"] = "付款/17"
        event["data"] = ["金额": 120_000]
        for member in more.objectValue ?? JSONObject() {
            if member.value.isNull { event[member.key] = nil } else { event[member.key] = member.value }
        }
        return .object(event)
    }

    private static func post(
        _ station: Station, _ body: [UInt8], _ type: String?, as token: String? = nil,
        headers: [(String, String)] = [],
    ) async throws -> Page {
        var fields = HTTPFields()
        for (name, value) in headers { fields.append(HTTPField(name: try #require(.init(name)), value: value)) }
        fields[.authorization] = "Bearer \(token ?? station.integrator)"
        fields[.contentType] = type
        return try await station.send(.post, PublishRoute.path, bytes: body, headers: fields)
    }

    private static func publish(_ station: Station, _ event: JSON, as token: String? = nil) async throws -> Page {
        try await Self.post(station, event.bytes, "application/cloudevents+json", as: token)
    }

    private static func log(_ station: Station, after: Int = 0) async throws -> [JSON] {
        _ = try await station.owner.query("SELECT bus.tick()")
        return try await station.get("/events/v1/log?after=\(after)").events
    }

    @Test("A structured event stands in the log as it was sent, with its place and its sender")
    func structured() async throws {
        try await Station.open { station in
            let said: JSON = [
                "time": "2026-03-01T16:00:00.5+08:00", "datacontenttype": "application/json; charset=utf-8",
                "partitionkey": "学生/7", "unit": "lab", "dataschema": "https://example.edu/payment.json",
                "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate": "congo=t61",
                "correlationid": "c-1", "causationid": "k-1", "data": ["n": .number("1e400"), "list": [1, nil, "驿站"]],
            ]
            let answer = try await Self.publish(station, Self.event(said))
            #expect(answer.status == 202)
            #expect(answer.json == ["ids": [.string(Self.id)], "published": 1, "known": 0])
            let event = try #require(try await Self.log(station).first)
            for (name, value) in try #require(Self.event(said).objectValue).members.map({ ($0.key, $0.value) }) {
                switch name {
                case "time": #expect(event["time"] == "2026-03-01T08:00:00.500000Z")
                case "datacontenttype": #expect(event["datacontenttype"] == "application/json")
                default: #expect(event[name] == value, "\(name)")
                }
            }
            #expect(event["sequence"] == "1")
            #expect(event["actor"] == "token:财务")
        }
    }

    @Test("What is not said is filled in: the source's unit, the subject as key, the time of publishing")
    func defaults() async throws {
        try await Station.open { station in
            let bare = Self.event(["data": nil, "subject": nil, "source": "/integrators/school/财务/a"])
            #expect(try await Self.publish(station, bare).status == 202)
            let other = Self.event(id: "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a12")
            #expect(try await Self.publish(station, other).status == 202)
            let events = try await Self.log(station)
            // As a URI has it, however it was written.
            #expect(events[0]["source"] == "/integrators/school/%E8%B4%A2%E5%8A%A1/a")
            #expect(events[0]["unit"] == "school")
            #expect(events[0]["partitionkey"]?.stringValue == Self.id)
            #expect(events[0]["data"] == nil && events[0]["datacontenttype"] == nil)
            #expect(events[1]["partitionkey"] == "付款/17")
            #expect(Instant(events[1]["time"]?.stringValue ?? "") != nil)
        }
    }

    @Test("Binary mode has the attributes in headers, percent-encoded, and the data as the body")
    func binary() async throws {
        try await Station.open { station in
            let headers = [
                ("ce-specversion", "1.0"), ("CE-ID", Self.id), ("ce-type", "cn.edu.example.payment.received"),
                ("ce-source", "/integrators/university/%25E8%25B4%25A2%25E5%258A%25A1"),
                ("ce-subject", #""%E4%BB%98%E6%AC%BE/\"17\" 100%25""#),
            ]
            let answer = try await Self.post(
                station, Array(#"{"金额":1}"#.utf8), "application/json", headers: headers)
            #expect(answer.status == 202, "\(answer.json)")
            let empty = headers.filter { $0.0 != "CE-ID" } + [("ce-id", "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a12")]
            #expect(try await Self.post(station, [], nil, headers: empty).status == 202)
            let events = try await Self.log(station)
            #expect(events[0]["subject"] == #"付款/"17" 100%"#)
            #expect(events[0]["source"]?.stringValue == Self.source)
            #expect(events[0]["data"]?["金额"] == 1)
            #expect(events[1]["data"] == nil)

            let bad = headers.filter { $0.0 != "ce-subject" }
            for (header, fault) in [
                (("ce-subject", "100%"), "#/subject format"), (("ce-subject", "%FF"), "#/subject format"),
                (("ce-type", "x"), "#/type duplicate"), (("ce-actor", "li"), "#/actor readOnly"),
                (("ce-datacontenttype", "application/json"), "#/datacontenttype unknownField"),
            ] {
                let answer = try await Self.post(station, [], nil, headers: bad + [header])
                #expect(answer.faults == [fault])
            }
            let text = try await Self.post(station, Array("hello".utf8), "text/plain", headers: headers)
            #expect(text.faults == ["#/datacontenttype code"])
            let broken = try await Self.post(station, Array("{".utf8), "application/json", headers: headers)
            #expect(broken.status == 400)
        }
    }

    @Test("A batch is kept whole and in its order, or not at all")
    func batch() async throws {
        try await Station.open { station in
            let ids = (0..<50).map { "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8\(100 + $0)" }
            let type = "application/cloudevents-batch+json"
            var events = ids.map { Self.event(id: $0) }
            let answer = try await Self.post(station, JSON.array(events).bytes, type)
            #expect(answer.json["published"] == 50, "\(answer.json)")
            #expect(try await Self.log(station).compactMap { $0["id"]?.stringValue } == ids)
            events = (0..<3).map { Self.event(id: "1b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a1\($0)") }
            events[1] = Self.event(["type": nil, "source": "/partners"])
            events.append("x")
            events.append(Self.event(["data": 1], id: "1b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a10"))
            let refused = try await Self.post(station, JSON.array(events).bytes, type)
            #expect(refused.status == 422)
            #expect(refused.faults == ["#/1/type required", "#/1/source business", "#/3 type", "#/4/id duplicate"])
            let head = try await station.owner.query("SELECT bus.tick()").first?.decode(0, as: Int.self)
            #expect(head == 50)
            #expect(try await Self.post(station, Array("[]".utf8), type).json["ids"] == [])
            #expect(try await Self.post(station, Array("{}".utf8), type).status == 422)
            let many = JSON.array(Array(repeating: Self.event(), count: 1001))
            #expect(try await Self.post(station, many.bytes, type).faults == ["# maxLength"])
        }
    }

    @Test("U+0000 is refused where it stands, in each mode and at each depth, and nothing of the event is kept")
    func nullCharacter() async throws {
        try await Station.open { station in
            let whole = Self.event(["subject": "付\0款", "data": ["款/项": [1, "\0"], "a\0": 1]])
            #expect(
                try await Self.publish(station, whole).faults.sorted() == [
                    "#/data controlCharacter", "#/data/款~1项/1 controlCharacter", "#/subject controlCharacter",
                ])
            let batch = JSON.array([Self.event(), whole])
            let refused = try await Self.post(station, batch.bytes, "application/cloudevents-batch+json")
            #expect(refused.faults.contains("#/1/subject controlCharacter"))
            let headers = [
                ("ce-specversion", "1.0"), ("ce-id", Self.id), ("ce-type", "cn.edu.example.payment.received"),
                ("ce-source", "/integrators/university/%25E8%25B4%25A2%25E5%258A%25A1"),
            ]
            let data = try await Self.post(
                station, Array(#"{"金额":"\u0000"}"#.utf8), "application/json", headers: headers)
            #expect(data.faults == ["#/data/金额 controlCharacter"])
            #expect(try await Self.log(station).isEmpty)
        }
    }

    @Test("An event that is sent again is published once, also at the same time; another one may not take its id")
    func again() async throws {
        try await Station.open { station in
            let event = Self.event()
            try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        var answer = try await Self.publish(station, event)
                        // Whoever is told that the service is busy sends the same again.
                        while answer.status == 503 { answer = try await Self.publish(station, event) }
                        return answer.json["published"]?.integerValue ?? -1
                    }
                }
                var published: Int64 = 0
                for try await number in group { published += number }
                #expect(published == 1)
            }
            // Members in another order, a number in another spelling: the same event.
            let same = Self.event(["data": ["金额": .number("1.2e5")], "id": .string(Self.id.uppercased())])
            #expect(try await Self.publish(station, same).json["known"] == 1)
            let twice = JSON.array([event, event, Self.event(id: "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a12")])
            let batch = try await Self.post(station, twice.bytes, "application/cloudevents-batch+json")
            #expect(batch.json["published"] == 1 && batch.json["known"] == 2)
            let other = try await Self.publish(station, Self.event(["subject": "付款/18"]))
            #expect(other.status == 422)
            #expect(other.faults == ["#/id duplicate"])
            #expect(try await Self.log(station).count == 2)
            // After a month the id alone is not known any more.
            _ = try await station.owner.execute("UPDATE events.published SET at = now() - interval '31 days'")
            let third = Self.event(id: "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a13")
            #expect(try await Self.publish(station, third).status == 202)
            let kept = try await station.owner.query("SELECT count(*) FROM events.published")
            #expect(try kept.first?.decode(0, as: Int.self) == 1)
        }
    }

    @Test(
        "What is wrong is named by its attribute",
        arguments: [
            (["id": nil], "#/id required"), (["id": "17"], "#/id format"), (["id": 17], "#/id type"),
            (["specversion": "0.3"], "#/specversion code"), (["type": ""], "#/type empty"),
            (["type": "partners.agreement.signed"], "#/type business"), (["type": "identity.x"], "#/type business"),
            (["type": "events"], "#/type business"), (["source": "/partners"], "#/source business"),
            (["source": "/integrators/university/%E8%B4%A2"], "#/source business"),
            (["source": "/integrators/university/%E8%B4%A2%E5%8A%A1x"], "#/source business"),
            (["source": "/integrators/nowhere/%E8%B4%A2%E5%8A%A1"], "#/source reference"),
            (["source": "/integrators/university/财务/a b"], "#/source format"),
            (["unit": "nowhere"], "#/unit reference"), (["time": "gestern"], "#/time format"),
            (["time": "2999-01-01T00:00:00Z"], "#/time range"), (["sequence": "1"], "#/sequence readOnly"),
            (["actor": "li.xuemei"], "#/actor readOnly"), (["colour": "red"], "#/colour unknownField"),
            (["data_base64": "eA=="], "#/data_base64 type"),
            (["datacontenttype": "text/xml"], "#/datacontenttype code"),
            (["dataschema": "a b"], "#/dataschema format"), (["traceparent": "00-x"], "#/traceparent format"),
            (["tracestate": "congo=t61"], "#/tracestate business"),
            (
                [
                    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "tracestate": .string(String(repeating: "x", count: 513)),
                ], "#/tracestate maxLength"
            ),
            (["subject": "a\u{7}"], "#/subject controlCharacter"),
            (["correlationid": .string(String(repeating: "长", count: 86))], "#/correlationid maxLength"),
            // Escaped it is three times as long, and that is what is kept.
            (
                ["source": .string("/integrators/university/财务/" + String(repeating: "长", count: 60))],
                "#/source maxLength"
            ),
        ] as [(JSON, String)])
    func wrong(more: JSON, fault: String) async throws {
        try await Station.open { station in
            let answer = try await Self.publish(station, Self.event(more))
            #expect(answer.status == 422)
            let faults = answer.faults
            // The unit of a source is also that of the event.
            #expect(faults.first == fault && faults.count <= 2, "\(faults)")
            #expect(try await Self.log(station).isEmpty)
        }
    }

    @Test("A token publishes for its own units, and no person and no reader publishes at all")
    func rights() async throws {
        try await Station.open { station in
            let school = try await station.token(.integrator, "school")
            for (unit, source, fault) in [
                ("school", "school", nil), ("lab", "school", nil), (nil, "lab", nil),
                ("office", "school", "#/unit business"), ("school", "office", "#/source business"),
                ("university", "university", "#/source business #/unit business"),
            ] as [(String?, String, String?)] {
                let event = Self.event(
                    [
                        "unit": unit.map(JSON.string) ?? .null,
                        "source": .string("/integrators/\(source)/integrator-school"),
                    ], id: RecordID.generate().description)
                let answer = try await Self.publish(station, event, as: school)
                #expect(answer.status == (fault == nil ? 202 : 422), "\(answer.json)")
                #expect(answer.faults.joined(separator: " ") == fault ?? "")
            }
            for role in [Role.viewer, .editor, .approver] {
                let token = try await station.token(role, "university")
                #expect(try await Self.publish(station, Self.event(), as: token).status == 403, "\(role)")
            }
            #expect(try await Self.publish(station, Self.event(), as: "yz_x").status == 401)
        }
    }

    @Test("In none of the three modes nothing is taken, and the modes are named")
    func modes() async throws {
        try await Station.open { station in
            for type in [
                nil, "application/json", "application/cloudevents", "application/cloudevents+avro",
                "application/cloudevents+json; charset=gb18030", "text/plain",
            ] {
                let answer = try await Self.post(station, Self.event().bytes, type)
                #expect(answer.status == 415, "\(type ?? "-")")
                #expect(answer.json["detail"]?.stringValue?.contains("application/cloudevents-batch+json") == true)
            }
        }
    }

    @Test("Not even the service itself writes under a source that is neither its own nor an integrator's")
    func database() async throws {
        try await Station.open { station in
            let pool = try #require(station.host.runtimes.first).pool
            let row: JSON = [
                [
                    "ordinal": 0, "id": .string(Self.id), "source": "/partners", "type": "x", "partitionkey": "k",
                    "digest": .string(String(repeating: "0", count: 64)),
                ]
            ]
            for statement: SQL in [
                "SELECT * FROM events.publish(\(row.description)::json)",
                "INSERT INTO bus.events (source, type, partitionkey) VALUES ('/integrators/a', 'x', 'k')",
            ] {
                await #expect(throws: DatabaseError.self) { try await pool.query(statement) }
            }
            let reader = "reader_\(RecordID.generate().description.suffix(8))"
            try await station.owner.withConnection { connection in
                try await connection.script(
                    "CREATE ROLE \(reader); GRANT USAGE ON SCHEMA events, bus TO \(reader); SET ROLE \(reader)")
                await #expect(throws: DatabaseError.self) {
                    try await connection.query("SELECT * FROM events.publish('[]')")
                }
                try await connection.script("RESET ROLE; DROP OWNED BY \(reader); DROP ROLE \(reader)")
            }
        }
    }

    @Test("The log comes in batched mode when that is asked for, and says where to go on")
    func batchedLog() async throws {
        try await Station.open { station in
            try await station.publish(count: 5)
            let life = try #require(try await station.get("/events/v1/log").json["incarnation"]?.stringValue)
            for accept in ["application/cloudevents-batch+json", "text/html, Application/CloudEvents-Batch+JSON;q=0.5"]
            {
                let response = try await station.client.executeRequest(
                    uri: "/events/v1/log?after=1&limit=2&type=partners.*", method: .get,
                    headers: [.authorization: "Bearer \(station.integrator)", .accept: accept], body: nil)
                #expect(response.headers[.contentType] == "application/cloudevents-batch+json")
                let events = try JSON(parsing: Array(response.body.readableBytesView)).arrayValue ?? []
                #expect(events.compactMap { $0["sequence"]?.stringValue } == ["2", "3"])
                #expect(
                    response.headers[.link]
                        == "</events/v1/log?limit=2&type=partners.%2A&after=3%40\(life)>; rel=\"next\"")
            }
            for accept in ["*/*", "application/json", "application/cloudevents-batch+json;q=0"] {
                let page = try await station.get("/events/v1/log", [.accept: accept])
                #expect(page.events.count == 5, "\(accept)")
            }
        }
    }
}

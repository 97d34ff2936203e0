import Database
import EventBus
import Foundation
import HTTPTypes
import LibPQ
import Model
import ServiceKit
import TestSupport
import Testing
import WebPages

@testable import Events

@Suite("What a subscription can want", .timeLimit(.minutes(5)))
struct SubscriptionWishTests {
    private static let path = SubscriptionRoutes.path

    private static func subscribe(_ station: Station, _ more: JSON, as token: String? = nil) async throws -> Page {
        let wish: JSON = ["name": "finance", "unit": "university", "after": 0]
        return try await station.send(.post, Self.path, wish.mergePatched(with: more), as: token)
    }

    @Test("Sources and conditions on data let through what fits all of them, and are shown wherever it stands")
    func filter() async throws {
        try await WebhookDesk.open { desk in
            let station = desk.station
            for (source, data) in [
                ("/partners", #"{"record":{"国家":"JP","n":3,"open":true}}"#),
                ("/mobility", #"{"record":{"国家":"JP","n":3}}"#),
                ("/partners", #"{"record":{"国家":"FR","n":9}}"#), ("/partners", #"{"record":{"国家":"CN","n":9}}"#),
                ("/partners", #"{"record":{"国家":"JP","n":9.5,"open":false}}"#), ("/partners", #"{"record":{"n":3}}"#),
            ] { try await station.publish(source: source, data: data) }
            let data: JSON = [
                ["path": "record.国家", "is": "in", "value": ["JP", "FR", 7, true]],
                ["path": "record.n", "is": "<", "value": .number("9.75")],
                ["path": "record.open", "is": "!=", "value": false], ["path": "record", "is": "present"],
                ["path": "记录", "is": "absent"],
            ]
            let wish: JSON = [
                "sources": [["source": "/partners"], ["source": "/experts"]], "data": data,
                "subjects": [["subject": "agreements/*"]],
            ]
            let made = try await Self.subscribe(station, wish)
            #expect(made.status == 201, "\(made.json)")
            #expect(made.json["sources"] == ["/partners", "/experts"])
            #expect(made.json["data"] == data)
            #expect(try await station.send(.post, "\(Self.path)/finance/receive").positions == [1, 3])
            #expect(try await station.get(Self.path).items.first?["data"] == data)
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            let page = try await browser.get("\(SubscriptionsPage.path)/finance").text
            for text in ["/experts", "record.国家 in [&quot;JP&quot;,&quot;FR&quot;,7,true]", "记录 absent"] {
                #expect(page.contains(text) || page.contains(text.replacing("&quot;", with: "\"")), "\(text)")
            }
            // Nothing wanted in particular is everything.
            #expect(try await Self.subscribe(station, ["sources": [], "data": []]).json["data"] == [])
            #expect(try await station.send(.post, "\(Self.path)/finance/seek", ["position": 0]).status == 200)
            #expect(try await station.send(.post, "\(Self.path)/finance/receive").positions.count == 6)
        }
    }

    @Test("It begins at a moment, by when events came into the log")
    func time() async throws {
        try await Station.open { station in
            try await station.publish(count: 2)
            _ = try await station.owner.execute("UPDATE bus.ticks SET at = at - interval '1 hour'")
            try await station.publish(count: 2)
            let moment = Instant.now.adding(.seconds(-1800)).text(utcOffsetSeconds: 28_800)
            let made = try await Self.subscribe(station, ["after": nil, "time": .string(moment)])
            #expect(made.status == 201, "\(made.json)")
            #expect(try await station.send(.post, "\(Self.path)/finance/receive").positions == [3, 4])
            // One that is there keeps its place.
            let again = try await Self.subscribe(station, ["after": nil, "time": "2020-01-01T00:00:00Z"])
            #expect(again.status == 201)
            #expect(try await station.send(.post, "\(Self.path)/finance/receive").positions.isEmpty)
        }
    }

    @Test(
        "What is wrong is named by its place",
        arguments: [
            (["data": [:]], "#/data type"), (["data": "x"], "#/data type"), (["data": ["x"]], "#/data/0 type"),
            (["data": [["is": "present"]]], "#/data/0/path required"),
            (["data": [["path": "", "is": "present"]]], "#/data/0/path empty"),
            (["data": [["path": 7, "is": "present"]]], "#/data/0/path type"),
            (["data": [["path": "a"]]], "#/data/0/is required"),
            (["data": [["path": "a", "is": "=="]]], "#/data/0/is code"),
            (["data": [["path": "a", "is": "="]]], "#/data/0/value required"),
            (["data": [["path": "a", "is": "=", "value": nil]]], "#/data/0/value required"),
            (["data": [["path": "a", "is": "=", "value": ["b": 1]]]], "#/data/0/value type"),
            (["data": [["path": "a", "is": "=", "value": ["b"]]]], "#/data/0/value type"),
            (["data": [["path": "a", "is": "<", "value": true]]], "#/data/0/value type"),
            (["data": [["path": "a", "is": "present", "value": 1]]], "#/data/0/value unknownField"),
            (["data": [["path": "a", "is": "in", "value": "x"]]], "#/data/0/value type"),
            (["data": [["path": "a", "is": "in", "value": []]]], "#/data/0/value empty"),
            (["data": [["path": "a", "is": "in", "value": ["x", [1]]]]], "#/data/0/value/1 type"),
            (["data": [["path": "a", "is": "in", "value": ["x", nil]]]], "#/data/0/value/1 type"),
            (["data": [["path": "a", "is": "=", "value": .number("1e400")]]], "#/data/0/value range"),
            (
                ["data": [["path": "a", "is": "=", "value": .number("1234567890123456789012345678901")]]],
                "#/data/0/value range"
            ),
            (
                ["data": [["path": "a", "is": "=", "value": .string(String(repeating: "长", count: 2001))]]],
                "#/data/0/value maxLength"
            ),
            (["data": [["path": "a", "is": "present", "not": true]]], "#/data/0/not unknownField"),
            (
                ["data": [["path": "a", "is": "present"], ["path": "b\u{7}", "is": "absent"]]],
                "#/data/1/path controlCharacter"
            ),
            (["data": .array(Array(repeating: ["path": "a", "is": "present"], count: 101))], "#/data maxLength"),
            (["sources": ["/partners"]], "#/sources/0 type"),
            (["sources": [["source": ""]]], "#/sources/0/source empty"),
            (["after": nil, "time": "gestern"], "#/time format"), (["time": "2026-01-01T00:00:00Z"], "#/time business"),
            (["name": "partners.feed"], "#/name business"), (["name": "events"], "#/name business"),
            (["since": 1], "#/since unknownField"),
        ] as [(JSON, String)])
    func wrong(more: JSON, fault: String) async throws {
        try await Station.open { station in
            let answer = try await Self.subscribe(station, more)
            #expect(answer.status == 422)
            #expect(answer.faults == [fault])
            #expect(try await station.number("SELECT count(*) FROM bus.subscriptions") == 0)
        }
    }

    @Test("All faults are told at once, in the reader's language")
    func together() async throws {
        try await Station.open { station in
            let wish: JSON = [
                "unit": "X", "data": [["path": "a", "is": "<"], ["path": "b", "is": "absent", "value": 1]],
            ]
            let answer = try await station.send(.post, Self.path, wish, headers: [.acceptLanguage: "zh-CN"])
            #expect(
                answer.faults == [
                    "#/name required", "#/unit format", "#/data/0/value required", "#/data/1/value unknownField",
                ])
            let messages = answer.json["errors"]?.arrayValue?.compactMap { $0["message"]?.stringValue } ?? []
            #expect(messages.contains("absent 不需要值"))
        }
    }

    @Test("Parameters that receiving does not have are refused, and nothing is handed out")
    func parameters() async throws {
        try await Station.open { station in
            try await station.publish(count: 2)
            #expect(try await Self.subscribe(station, [:]).status == 201)
            for (query, fault) in [
                ("receive?limt=1", "#/limt unknownField"), ("receive?type=x", "#/type unknownField"),
                ("receive?limit=1&limit=2", "#/limit duplicate"), ("receive?limit=0", "#/limit range"),
            ] {
                #expect(try await station.send(.post, "\(Self.path)/finance/\(query)").faults == [fault], "\(query)")
            }
            #expect(try await station.get("\(Self.path)/finance/dead-letters?form=3").faults == ["#/form unknownField"])
            #expect(try await station.send(.post, "\(Self.path)/finance/receive?limit=1&lang=zh").positions == [1])
        }
    }

    @Test("A name that a service may use is taken neither over HTTP nor by plain SQL; a hyphen makes it one's own")
    func names() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "university") { login in
                for name in ["partners", "mobility.institutions", "insights.x", "bus.", "yizhan.a.b"] {
                    #expect(
                        try await Self.subscribe(station, ["name": .string(name)]).faults == ["#/name business"],
                        "\(name)")
                    let error = await #expect(throws: DatabaseError.self, "\(name)") {
                        try await login.pool.query("SELECT bus.subscribe(\(name), 0)")
                    }
                    #expect(error?.sqlState?.rawValue == "YZ007" && error?.column == "subscription")
                    #expect(error?.hint?.contains("服务") == true)
                }
                #expect(try await Self.subscribe(station, ["name": "partners-feed"]).status == 201)
                _ = try await login.pool.query("SELECT bus.subscribe('mobility-feed', 0)")
            }
        }
    }

    @Test("What are no conditions is refused in plain SQL too: nobody could read the subscription any more")
    func sql() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "university") { login in
                for data in [
                    "{}", "null", "1", #"["x"]"#, #"[{}]"#, #"[{"path":"a"}]"#, #"[{"is":"="}]"#,
                    #"[{"path":"a","is":"="}]"#,
                    #"[{"path":"a","is":"like","value":"x"}]"#, #"[{"path":"a","is":"in","value":"x"}]"#,
                    #"[{"path":"a","is":"in"}]"#, #"[{"path":"a","is":"in","value":[[1]]}]"#,
                    #"[{"path":"","is":"present"}]"#,
                    #"[{"path":"a","is":"present","value":1}]"#, #"[{"path":"a","is":"=","value":1e400}]"#,
                    #"[{"path":"a","is":"=","value":{"b":1}}]"#, #"[{"path":"a","is":"present","or":1}]"#,
                ] {
                    let error = await #expect(throws: DatabaseError.self, "\(data)") {
                        try await login.pool.query("SELECT bus.subscribe('档案', 0, wanted_data => \(data)::text::jsonb)")
                    }
                    #expect(error?.sqlState?.rawValue == "YZ007" && error?.column == "wanted_data", "\(data)")
                }
                _ = try await login.pool.query(
                    #"""
                    SELECT bus.subscribe('档案', 0, wanted_data => '[{"path":"记录.n","is":"in","value":[1.50,"二",false]},
                        {"path":"a","is":"absent"}]')
                    """#)
                let admin = try await station.token(.admin, "university")
                let shown = try #require(try await station.get(Self.path, as: admin).items.first)
                #expect(shown["data"]?[1] == ["path": "a", "is": "absent"])
                #expect(shown["data"]?[0]?["value"]?[1] == "二")
            }
        }
    }

    @Test("Interfaces and the bus know the same comparisons")
    func comparisons() {
        #expect(
            Set(DataCondition.Comparison.allCases.map(\.rawValue))
                == Set(EventCondition.Comparison.allCases.map(\.rawValue)))
    }
}

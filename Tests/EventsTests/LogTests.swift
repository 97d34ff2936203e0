import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("The log over HTTP")
struct LogTests {
    @Test("Who joins late reads everything from the beginning, in order, without a gap")
    func lateJoiner() async throws {
        try await Station.open { station in
            try await station.publish(count: 700)
            try await station.publish("mobility.mobility.created", count: 500, source: "/mobility")
            var after = 0
            var positions: [Int] = []
            while true {
                let page = try await station.get("/events/v1/log?after=\(after)&limit=300")
                #expect(page.status == 200)
                #expect(page.head == 1200)
                positions += page.positions
                if page.events.isEmpty { break }
                after = page.next
            }
            #expect(positions == Array(1...1200))
            #expect(try await station.get("/events/v1/log").events.count == 500)
            let last = try await station.get("/events/v1/log?after=1199")
            #expect(last.positions == [1200])
            #expect(last.next == 1200)
            let event = last.events[0]
            #expect(event["specversion"] == "1.0")
            #expect(event["source"] == "/mobility")
            #expect(event["data"]?["record"]?["名"] == "协议")
        }
    }

    @Test(
        "A filter lets through what it names, and stars stand for anything",
        arguments: [
            ("type=partners.agreement.signed", ["partners.agreement.signed"]),
            ("type=partners.*", ["partners.agreement.signed", "partners.institution.created"]),
            ("type=*.created", ["partners.institution.created", "experts.expert.created"]),
            ("type=partners.a*,experts.*", ["partners.agreement.signed", "experts.expert.created"]),
            ("type=partners.a*&type=experts.*", ["partners.agreement.signed", "experts.expert.created"]),
            ("type=partners", []), ("type=part%25", []), ("type=partners_agreement.signed", []), ("type=%5C", []),
            ("type=PARTNERS.*", []), ("source=/experts", ["experts.expert.created"]), ("source=/exp*", []),
            ("unit=lab", ["experts.expert.created"]),
            ("unit=lab,office", ["partners.agreement.signed", "experts.expert.created"]),
            ("unit=lab&type=partners.*", []), ("type=" + String(repeating: "*a", count: 40), []),
        ] as [(String, [String])])
    func filters(query: String, expected: [String]) async throws {
        try await Station.open { station in
            try await station.publish("partners.agreement.signed")
            try await station.publish("partners.institution.created", unit: "school")
            try await station.publish("experts.expert.created", source: "/experts", unit: "lab")
            let page = try await station.get("/events/v1/log?\(query)")
            #expect(page.status == 200)
            #expect(page.types == expected)
            // A reader that sees nothing still gets on.
            #expect(page.next == 3)
        }
    }

    @Test("A long poll ends with the first event that fits, and not before")
    func longPoll() async throws {
        try await Station.open { station in
            try await station.publish(count: 2)
            async let waiting = station.get("/events/v1/log?after=2&wait=60&type=experts.*")
            try await station.publish("partners.agreement.signed")
            try await station.publish("experts.expert.created")
            let page = try await waiting
            #expect(page.types == ["experts.expert.created"])
            #expect(page.positions == [4])
            let clock = ContinuousClock()
            let start = clock.now
            let empty = try await station.get("/events/v1/log?after=2&wait=1&type=nothing")
            #expect(clock.now - start >= .milliseconds(900))
            #expect(empty.events.isEmpty)
            #expect(empty.next == 4)
            #expect(try await station.get("/events/v1/log?after=4&wait=0").events.isEmpty)
        }
    }

    @Test("Who wants only what is new starts at the end")
    func now() async throws {
        try await Station.open { station in
            try await station.publish(count: 3)
            let page = try await station.get("/events/v1/log?after=now")
            #expect(page.events.isEmpty)
            #expect(page.next == 3)
        }
    }

    @Test("A position that the log does not have is a refusal that says where to go on")
    func positions() async throws {
        try await Station.open { station in
            try await station.publish(count: 2)
            try await station.publish(count: 2)
            for path in ["log", "stream"] {
                for after in ["5", "1000000", "\(Int.max)"] {
                    let ahead = try await station.get("/events/v1/\(path)?after=\(after)")
                    #expect(ahead.status == 409, "\(path) \(after)")
                    #expect(ahead.kind == "/problems/position-ahead")
                }
            }
            _ = try await station.owner.execute("DELETE FROM bus.ticks WHERE base < 2")
            for path in ["log", "stream"] {
                let expired = try await station.get("/events/v1/\(path)?after=1")
                #expect(expired.status == 410)
                #expect(expired.kind == "/problems/position-expired")
                #expect(expired.json["detail"]?.stringValue?.contains("2") == true)
            }
            #expect(try await station.get("/events/v1/log?after=2").positions == [3, 4])
        }
    }

    @Test("Somebody who may read some units only gets the events of these, whatever was asked for")
    func units() async throws {
        try await Station.open { station in
            for unit in ["office", "school", "lab", "university", nil] { try await station.publish(unit: unit) }
            let school = try await station.token(.integrator, "school")
            for query in ["", "?unit=school,lab", "?unit=office,lab,school", "?type=*"] {
                #expect(try await station.get("/events/v1/log\(query)", as: school).positions == [2, 3], "\(query)")
            }
            for query in ["?unit=office", "?unit=university", "?unit=*"] {
                #expect(try await station.get("/events/v1/log\(query)", as: school).events.isEmpty, "\(query)")
            }
            #expect(try await station.get("/events/v1/log").positions == [1, 2, 3, 4, 5])
            #expect(try await station.get("/events/v1/log", as: station.token(.viewer, "lab")).positions == [3])
        }
    }

    @Test("Without a role there is no log")
    func roles() async throws {
        try await Station.open { station in
            let nobody = try await station.host.identity.createToken(name: "无", grants: [], days: 1, by: "tests").text
            for path in ["log", "stream"] {
                #expect(try await station.get("/events/v1/\(path)", as: "yz_x").status == 401)
                #expect(try await station.get("/events/v1/\(path)", as: nobody).status == 403)
            }
        }
    }

    @Test(
        "What is asked for wrongly is refused by name",
        arguments: [
            "after=-1", "after=x", "after=1.5", "after=9223372036854775808", "after=1@", "after=1@a%20b", "after=@a",
            "limit=0", "limit=5001", "limit=x",
            "wait=61",
            "wait=-1", "wait=x", "wait=1e1",
        ])
    func badParameters(query: String) async throws {
        try await Station.open { station in
            for path in ["log", "stream"] {
                let answer = try await station.get("/events/v1/\(path)?\(query)")
                #expect(answer.status == 422, "\(path)")
                let name = query.prefix { $0 != "=" }
                #expect(answer.json["errors"]?[0]?["pointer"]?.stringValue == "#/\(name)")
            }
        }
    }

    @Test(
        "A parameter that is misspelt or has two values is refused by name, in the reader's language",
        arguments: [
            ("types=partners.*", "types", "unknownField"), ("Type=x", "Type", "unknownField"),
            ("type=x&filter", "filter", "unknownField"), ("units=lab", "units", "unknownField"),
            ("after=1&after=2", "after", "duplicate"), ("after=now&after=0", "after", "duplicate"),
        ])
    func wrongParameters(query: String, name: String, rule: String) async throws {
        try await Station.open { station in
            try await station.publish(count: 2)
            for path in ["log", "stream"] {
                for (language, words) in [("zh", "参数“\(name)”"), ("en", "parameter \(name)")] {
                    let answer = try await station.get("/events/v1/\(path)?\(query)", [.acceptLanguage: language])
                    #expect(answer.status == 422, "\(path)")
                    let error = answer.json["errors"]?[0]
                    #expect(error?["pointer"]?.stringValue == "#/\(name)")
                    #expect(error?["rule"]?.stringValue == rule)
                    #expect(error?["message"]?.stringValue?.contains(words) == true, "\(answer.json)")
                }
            }
            #expect(try await station.get("/events/v1/log?limit=1&limit=2").status == 422)
            #expect(try await station.get("/events/v1/stream?limit=1").status == 422)
            #expect(try await station.get("/events/v1/log?lang=en&limit=1&").events.count == 1)
        }
    }

    @Test("Log and stream are described, with the parameters that they take and no others")
    func description() async throws {
        try await Station.open { station in
            let paths = try await station.get("/events/openapi.json").json["paths"]
            #expect(paths?["/events/v1/log"] != nil && paths?["/events/v1/stream"] != nil)
            for (path, names, types) in [
                (
                    "/events/v1/log", ["after", "limit", "wait", "type", "source", "subject", "unit"],
                    ["application/json", "application/cloudevents-batch+json"]
                ),
                ("/events/v1/stream", ["after", "type", "source", "subject", "unit"], ["text/event-stream"]),
            ] {
                let operation = paths?[path]?["get"]
                let parameters = operation?["parameters"]?.arrayValue ?? []
                #expect(parameters.filter { $0["in"] == "query" }.compactMap { $0["name"]?.stringValue } == names)
                #expect(parameters.filter { $0["in"] == "header" }.compactMap { $0["name"] } == ["Last-Event-ID"])
                let responses = operation?["responses"]
                #expect(responses?["200"]?["content"]?.objectValue?.keys == types)
                for status in ["401", "403", "409", "410", "422", "503"] {
                    #expect(responses?[status]?["content"]?.objectValue?.keys == ["application/problem+json"])
                }
                // One that is there for sure is not, so that nothing is answered; the others are not complained of.
                for name in names {
                    let answer = try await station.get("\(path)?\(name)=0&nonsense=1")
                    #expect(answer.json["errors"]?.arrayValue?.count == 1, "\(path) \(name)")
                    #expect(answer.json["errors"]?[0]?["pointer"] == "#/nonsense", "\(path) \(name)")
                }
            }
        }
    }

    @Test("An event has the members that are described, and no others")
    func describedEvent() async throws {
        try await Station.open { station in
            try await station.publish()
            let document = try await station.get("/events/openapi.json").json
            let operation = document["paths"]?["/events/v1/log"]?["get"]
            let page = operation?["responses"]?["200"]?["content"]?["application/json"]?["schema"]
            let event = page?["properties"]?["events"]?["items"]
            let answer = try await station.get("/events/v1/log").json
            #expect(Set(answer.objectValue?.keys ?? []) == Set(page?["properties"]?.objectValue?.keys ?? []))
            let given = Set(answer["events"]?[0]?.objectValue?.keys ?? [])
            #expect(given.isSubset(of: event?["properties"]?.objectValue?.keys ?? []))
            #expect(given.isSuperset(of: event?["required"]?.arrayValue?.compactMap(\.stringValue) ?? ["?"]))
        }
    }

    @Test("Hostile filters are text", arguments: ["type", "source", "subject", "unit"])
    func hostileFilters(name: String) async throws {
        try await Station.open { station in
            try await station.publish()
            for text in ["%27%3B%20DROP%20TABLE%20bus.events%3B--", "%22", "%7B%7D", "%FF%FE", "%F0%9F%98%80"] {
                let answer = try await station.get("/events/v1/log?\(name)=\(text)")
                #expect(answer.status == 200, "\(text)")
                #expect(answer.events.isEmpty)
            }
            #expect(try await station.get("/events/v1/log?\(name)=a%00b").status == 422)
            #expect(try await station.get("/events/v1/log", [.init("Last-Event-ID")!: "x"]).status == 422)
            #expect(try await station.get("/events/v1/log").events.count == 1)
        }
    }
}

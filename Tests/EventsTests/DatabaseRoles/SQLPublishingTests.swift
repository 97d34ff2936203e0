import Database
import HTTPTypes
import LibPQ
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

@Suite("Publishing by plain SQL as another system", .timeLimit(.minutes(2)))
struct SQLPublishingTests {
    @Test("An event goes out under the login's own source, for its unit, and is known when it is sent again")
    func publishing() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "school", publishes: true) { login in
                let id = "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a10"
                for _ in 0..<2 {
                    _ = try await login.pool.query(
                        """
                        SELECT bus.publish('cn.edu.example.paid', '付款/17', '{"金额": 12}', unit => 'lab', id => \(id)::uuid)
                        """)
                }
                _ = try await login.pool.query("SELECT bus.publish('cn.edu.example.paid', '付款/18')")
                _ = try await login.pool.query(
                    "SELECT bus.schedule(now() - interval '1 second', 'cn.edu.example.due', '付款/19')")
                var log = try await station.get("/events/v1/log")
                try await eventually {
                    log = try await station.get("/events/v1/log")
                    return log.events.count == 3
                }
                #expect(log.events.map { $0["subject"] } == ["付款/17", "付款/18", "付款/19"])
                #expect(log.events.map { $0["unit"] } == ["lab", "school", "school"])
                #expect(log.events[0]["id"] == .string(id))
                #expect(log.events[0]["data"]?["金额"] == 12)
                for event in log.events {
                    #expect(event["source"] == .string("/integrators/school/\(login.name)"))
                    #expect(event["actor"] == .string("database:\(login.name)"))
                }
                // In a transaction that is taken back nothing was ever said.
                await #expect(throws: CancellationError.self) {
                    try await login.pool.withTransaction { connection in
                        try await connection.execute("SELECT bus.publish('cn.edu.example.paid', '付款/20')")
                        throw CancellationError()
                    }
                }
                _ = try await login.pool.query("SELECT bus.publish('cn.edu.example.paid', '付款/21')")
                try await eventually {
                    log = try await station.get("/events/v1/log?after=3")
                    return !log.events.isEmpty
                }
                #expect(log.events.map { $0["subject"] } == ["付款/21"])
            }
        }
    }

    @Test("What is refused over HTTP is refused here, with the attribute, and the reason in two languages")
    func refusals() async throws {
        let cases = [
            ("'partners.agreement.signed'", "type", "服务"), ("''", "type", "必填"), ("NULL", "type", "必填"),
            ("'a.b', unit => 'office'", "unit", "单位"), ("'a.b', unit => 'nowhere'", "unit", "单位"),
            ("'a.b', actor => 'li'", "actor", "系统"), ("'a.b', E'x\\ny'", "subject", "控制字符"),
            ("'a.b', ''", "subject", "空"), ("'a.b', partitionkey => repeat('x', 4001)", "partitionkey", "4000"),
            ("'a.b', dataschema => 'no uri'", "dataschema", "URI"), ("'a.b', traceparent => 'x'", "traceparent", "W3C"),
            ("'a.b', tracestate => 'a=1'", "tracestate", "W3C"),
            ("'a.b', correlationid => repeat('键', 86)", "correlationid", "255"),
            ("'a.b', data => to_json(repeat('x', 1048577))", "data", "MiB"),
        ]
        try await Station.open { station in
            try await Login.with(station, unit: "school", publishes: true) { login in
                for (words, attribute, zh) in cases {
                    for call in ["publish(", "schedule(now(), "] {
                        let error = await #expect(throws: DatabaseError.self, "\(words)") {
                            try await login.pool.query("SELECT bus.\(raw: call)\(raw: words))")
                        }
                        #expect(error?.sqlState?.rawValue == "YZ007", "\(words) \(error?.message ?? "")")
                        #expect(error?.column == attribute, "\(words)")
                        #expect(error?.message?.contains(" \(attribute) ") == true, "\(error?.message ?? "")")
                        #expect(error?.hint?.contains(zh) == true, "\(error?.hint ?? "")")
                    }
                }
                let head = try await station.number("SELECT bus.tick()")
                #expect(head == 0)
            }
        }
    }

    @Test("The same id for something else is refused, and another's ids are no obstacle")
    func ids() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "school", publishes: true) { login in
                try await Login.with(station, unit: "school", publishes: true) { other in
                    func publish(_ login: Login, _ subject: String) async throws {
                        _ = try await login.pool.query(
                            """
                            SELECT bus.publish('a.b', \(subject), id => '0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a10')
                            """)
                    }
                    try await publish(login, "一")
                    let error = await #expect(throws: DatabaseError.self) { try await publish(login, "二") }
                    #expect(error?.sqlState?.rawValue == "YZ007")
                    try await publish(other, "二")
                    #expect(try await station.number("SELECT bus.tick()") == 2)
                }
            }
        }
    }

    @Test("An id that was scheduled is known when it was published, here and over HTTP, however it comes again")
    func knownOnceScheduled() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "school", publishes: true) { login in
                try await login.say("schedule(now() - interval '1 second', ")
                try await eventually { try await station.get("/events/v1/log").events.count == 1 }
                try await login.say("schedule(now() - interval '1 second', ")
                try await login.say("schedule('2027-03-01T08:00:00Z', ")
                try await login.say("publish(")
                for call in ["schedule(now(), ", "publish("] {
                    let error = await #expect(throws: DatabaseError.self) { try await login.say(call, "付款/18") }
                    #expect(error?.sqlState?.rawValue == "YZ007" && error?.column == "id")
                }
                // One that got its id here is known by it, too.
                let given = try await login.pool.query(
                    "SELECT bus.schedule(now() - interval '1 second', 'cn.edu.example.due', '付款/19')::text")
                let own = try #require(given.first?.string(0))
                try await eventually { try await station.get("/events/v1/log").events.count == 2 }
                _ = try await login.pool.query(
                    "SELECT bus.schedule(now(), 'cn.edu.example.due', '付款/19', id => \(own)::uuid)")
                #expect(try await station.number("SELECT count(*) FROM bus.scheduled") == 0)
                _ = try await station.owner.query("SELECT bus.publish_due()")
                #expect(try await station.number("SELECT count(*) FROM bus.events") == 2)
                // A token of the same source does not use it for anything else.
                let token = try await station.host.identity.createToken(
                    name: login.name, grants: [(role: .integrator, unit: "school")], days: 1, by: "tests"
                ).text
                let event: JSON = [
                    "specversion": "1.0", "id": .string(Login.spokenID),
                    "source": .string("/integrators/school/\(login.name)"),
                    "type": "cn.edu.example.other",
                ]
                let due = Instant.now.adding(.seconds(3600)).description
                let answer = try await station.send(
                    .post, ScheduleRoutes.path, ["due": .string(due), "event": event], as: token)
                #expect(answer.faults == ["#/event/id duplicate"])
            }
        }
    }

    @Test("What waits is not moved, changed or published by its id, until it is taken back or its login ended")
    func waiting() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "school", publishes: true) { login in
                let soon = "schedule('2027-03-01T08:00:00Z', "
                for _ in 0..<2 { try await login.say(soon) }
                for (call, subject, zh) in [
                    (soon, "付款/18", "内容不同"), ("schedule('2027-03-01T09:00:00Z', ", "付款/17", "撤回"),
                    ("publish(", "付款/17", "撤回"),
                ] {
                    let error = await #expect(throws: DatabaseError.self, "\(call)") {
                        try await login.say(call, subject)
                    }
                    #expect(error?.sqlState?.rawValue == "YZ007" && error?.column == "id", "\(call)")
                    #expect(error?.hint?.contains(zh) == true, "\(call) \(error?.hint ?? "")")
                }
                #expect(try await station.number("SELECT count(*) FROM bus.scheduled") == 1)
                func takeBack() async throws -> Bool? {
                    try await login.pool.query("SELECT bus.unschedule(\(Login.spokenID)::uuid)").first?.decode(
                        0, as: Bool.self)
                }
                #expect(try await takeBack() == true)
                #expect(try await takeBack() == false)
                try await login.say("schedule('2027-03-01T09:00:00Z', ", "付款/18")
                #expect(try await takeBack() == true)
                try await login.say("publish(", "付款/19")
                #expect(try await takeBack() == false)
                let other = "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a11"
                _ = try await login.pool.query(
                    "SELECT bus.schedule('2027-03-01T08:00:00Z', 'a.b', id => \(other)::uuid)")
                #expect(try await station.number("SELECT count(*) FROM events.published") == 2)
                // With the login goes what it has scheduled, and the memory of it; what was published stays known.
                _ = try await station.databaseRoles.revoke(login.name, by: .system("tests"))
                #expect(try await station.number("SELECT count(*) FROM bus.scheduled") == 0)
                #expect(try await station.number("SELECT count(*) FROM events.published") == 1)
            }
        }
    }

    @Test("The words that belong to the services are those of the catalogue")
    func reservedWords() async throws {
        try await Station.open { station in
            let words = try await station.owner.query("SELECT unnest(events.reserved_words())")
            #expect(Set(words.compactMap { $0.string(0) }) == EventCatalogue.reservedPrefixes)
        }
    }
}

extension Login {
    /// The id under which ``say(_:_:)`` says everything.
    fileprivate static let spokenID = "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a10"

    /// Publishes or schedules, always under the same id.
    ///
    /// - Parameter call: the function with the arguments before the type, `publish(` or `schedule('…', `.
    fileprivate func say(_ call: String, _ subject: String = "付款/17") async throws {
        _ = try await self.pool.query(
            """
            SELECT bus.\(raw: call)'cn.edu.example.due', \(subject), '{"金额": 12}', id => \(Self.spokenID)::uuid)
            """)
    }
}

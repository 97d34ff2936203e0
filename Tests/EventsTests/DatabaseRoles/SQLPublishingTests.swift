import Database
import LibPQ
import Model
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

    @Test("The words that belong to the services are those of the catalogue")
    func reservedWords() async throws {
        try await Station.open { station in
            let words = try await station.owner.query("SELECT unnest(events.reserved_words())")
            #expect(Set(words.compactMap { $0.string(0) }) == EventCatalogue.reservedPrefixes)
        }
    }
}

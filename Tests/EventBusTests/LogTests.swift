import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import TestSupport
import Testing

@Suite struct LogTests {
    @Test("An event comes back as it was published, Chinese and all")
    func roundTrip() async throws {
        try await Fixture.with(running: false) { fixture in
            let draft = EventDraft(
                source: "/partners", type: "partners.agreement.signed", subject: "协议/第1号 \"草案\" {\\}",
                data: Array(#"{"title":"合作 \"A\\B\"","n":1}"#.utf8), unit: "国际处", actor: "NULL", dataSchema: "urn:a",
                traceParent: "00-a-b-01", traceState: "congo=t61,rojo=00f0", correlationID: "", causationID: nil)
            _ = try await fixture.pool.execute(EventBus.insert(draft))
            try await fixture.publish(draft, Fixture.draft())
            #expect(try await fixture.tick() == 3)
            let events = try await fixture.log()
            #expect(events.map(\.position) == [1, 2, 3])
            for event in events.prefix(2) {
                #expect(event.id == draft.id)
                #expect(event.source == draft.source)
                #expect(event.type == draft.type)
                #expect(event.subject == draft.subject)
                #expect(event.partitionKey == draft.partitionKey)
                #expect(event.unit == draft.unit)
                #expect(event.actor == "NULL")
                #expect(event.dataSchema == draft.dataSchema)
                #expect(event.traceParent == draft.traceParent)
                #expect(event.traceState == draft.traceState)
                #expect(event.correlationID == "")
                #expect(event.causationID == nil)
                #expect(event.data == draft.data)
                #expect(abs(event.time.timeIntervalSinceNow) < 60)
            }
        }
    }

    @Test("A change and its event are one statement, and no change means no event")
    func composing() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.pool.withConnection {
                try await $0.script("CREATE TABLE t (id int); INSERT INTO t VALUES (1)")
            }
            for id in [1, 2] {
                let publish = EventBus.insert(Fixture.draft("partners.t.changed", id), forEachRowOf: "changed")
                _ = try await fixture.pool.execute(
                    "WITH changed AS (UPDATE t SET id = id WHERE id = \(id) RETURNING id) \(publish)")
            }
            try await fixture.tick()
            #expect(try await fixture.log().map(\.subject) == ["协议/1"])
        }
    }

    @Test("What was rolled back, wholly or to a savepoint, is never seen and leaves no gap")
    func rollback() async throws {
        try await Fixture.with(running: false) { fixture in
            struct Refused: Error {}
            await #expect(throws: Refused.self) {
                try await fixture.pool.withTransaction { connection in
                    try await connection.execute(EventBus.insert(Fixture.draft("a", 1)))
                    throw Refused()
                }
            }
            try await fixture.pool.withTransaction { connection in
                try await connection.execute(EventBus.insert(Fixture.draft("a", 2)))
                await #expect(throws: Refused.self) {
                    try await connection.transaction { connection in
                        try await connection.execute(EventBus.insert(Fixture.draft("a", 3)))
                        throw Refused()
                    }
                }
                try await connection.execute(EventBus.insert(Fixture.draft("a", 4)))
            }
            #expect(try await fixture.tick() == 2)
            #expect(try await fixture.log().map(\.subject) == ["协议/2", "协议/4"])
        }
    }

    @Test("A transaction that publishes, ticks and publishes again loses nothing")
    func tickInside() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.pool.withTransaction { connection in
                try await connection.execute(EventBus.insert(Fixture.draft("a", 1)))
                // Others finish meanwhile, so that this transaction lies below the snapshot's upper end.
                try await fixture.publish(Fixture.draft("a", 2))
                #expect(try await connection.query("SELECT bus.tick()").first?.decode(0, as: Int.self) == 0)
                #expect(try await fixture.tick() == 1)
                try await connection.execute(EventBus.insert(Fixture.draft("a", 3)))
            }
            #expect(try await fixture.tick() == 3)
            #expect(try await fixture.log().map(\.subject) == ["协议/2", "协议/1", "协议/3"])
        }
    }

    @Test("A transaction that ticks first and publishes afterwards loses nothing")
    func tickThenPublish() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft("a", 1))
            try await fixture.pool.withTransaction { connection in
                try await connection.execute("SELECT bus.tick()")
                try await connection.execute(EventBus.insert(Fixture.draft("a", 2)))
            }
            #expect(try await fixture.tick() == 2)
            #expect(try await fixture.log().count == 2)
        }
    }

    @Test("A tick with a snapshot older than its lock is refused")
    func repeatableRead() async throws {
        try await Fixture.with(running: false) { fixture in
            await #expect(throws: DatabaseError.self) {
                try await fixture.pool.withTransaction(TransactionOptions(isolation: .repeatableRead)) {
                    try await $0.execute("SELECT bus.tick()")
                }
            }
        }
    }

    @Test("A tick that finds nothing writes nothing")
    func idleTick() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft())
            try await fixture.tick()
            try await fixture.pool.withTransaction { connection in
                try await connection.execute("SELECT bus.tick()")
                let rows = try await connection.query("SELECT pg_current_xact_id_if_assigned() IS NULL")
                #expect(try rows.first?.decode(0, as: Bool.self) == true)
            }
            #expect(try await fixture.number("SELECT count(*) FROM bus.ticks") == 1)
        }
    }

    @Test("A filter gives what it says, here as on the server")
    func filters() async throws {
        try await Fixture.with(running: false) { fixture in
            var foreign = Fixture.draft("mobility.stay.approved", 4)
            foreign.source = "/mobility"
            foreign.unit = nil
            try await fixture.publish(
                Fixture.draft("partners.agreement.signed", 1), Fixture.draft("partners.agreement_signed", 2),
                Fixture.draft("partners.visit.held", 3), foreign, Fixture.draft("partners%", 5))
            try await fixture.tick()
            let log = try await fixture.log()
            let filters: [(EventFilter, [Int])] = [
                (.all, [1, 2, 3, 4, 5]),
                (EventFilter(types: ["partners.agreement.*"]), [1]),
                (EventFilter(types: ["partners.agreement_signed"]), [2]),
                (EventFilter(types: ["partners%"]), [5]),
                (EventFilter(types: ["*.held", "mobility.*"]), [3, 4]),
                (EventFilter(sources: ["/mobility"]), [4]),
                (EventFilter(units: ["intl"]), [1, 2, 3, 5]),
                (EventFilter(types: ["*"], sources: ["/partners"], units: ["other"]), []),
                (EventFilter(types: []), []),
            ]
            for (filter, expected) in filters {
                let page = try await fixture.bus.read(after: 0, limit: 10, filter: filter)
                #expect(page.events.map(\.position) == expected)
                #expect(page.next == 5)
                #expect(log.filter(filter.matches).map(\.position) == expected)
            }
        }
    }

    @Test("A page that is full goes on after its last event, also with a filter")
    func paging() async throws {
        try await Fixture.with(running: false) { fixture in
            for round in 0..<5 {
                for number in 0..<7 {
                    try await fixture.publish(Fixture.draft(number % 2 == 0 ? "even" : "odd", round * 7 + number))
                }
                try await fixture.tick()
            }
            let log = try await fixture.log()
            #expect(log.map(\.position) == Array(1...35))
            for limit in [1, 2, 3, 7, 8, 100] {
                #expect(try await fixture.log(page: limit) == log)
                var position = 0
                var odd: [Event] = []
                while position < 35 {
                    let page = try await fixture.bus.read(
                        after: position, limit: limit, filter: EventFilter(types: ["odd"]))
                    #expect(page.next > position)
                    odd += page.events
                    position = page.next
                }
                #expect(odd == log.filter { $0.type == "odd" })
            }
            let end = try await fixture.bus.read(after: 35, limit: 10)
            #expect(end.events.isEmpty && end.next == 35 && end.head == 35)
        }
    }

    @Test(
        "What no reader could read is refused when it is written, also from publishers of plain SQL",
        arguments: [
            ("time", "'infinity'"), ("time", "'-infinity'"), ("time", "'0044-03-15 BC'"), ("time", "'12345-01-01'"),
            ("type", "''"), ("type", "E'a\\nb'"), ("type", "repeat('类', 256)"), ("source", "E'/x\\r'"),
            ("subject", "repeat('s', 4001)"), ("partitionkey", "''"),
        ])
    func unreadable(column: String, value: String) async throws {
        try await Fixture.with(running: false) { fixture in
            var values = ["source": "'/finance'", "type": "'finance.paid'", "partitionkey": "'k'"]
            values[column] = value
            let insert: SQL = """
                INSERT INTO bus.events (\(raw: values.keys.joined(separator: ", "))) \
                VALUES (\(raw: values.values.joined(separator: ", ")))
                """
            let error = await #expect(throws: DatabaseError.self) { try await fixture.pool.execute(insert) }
            #expect(error?.sqlState == .checkViolation)
            #expect(error?.constraint == "event_\(column)_check")
            try await fixture.publish(Fixture.draft())
            try await fixture.tick()
            #expect(try await fixture.log().count == 1)
        }
    }

    @Test("A position ahead of the log, or one that has expired, gets a defined answer")
    func outOfRange() async throws {
        try await Fixture.with(running: false) { fixture in
            for number in 0..<3 {
                try await fixture.publish(Fixture.draft("a", number))
                try await fixture.tick()
            }
            let ahead = await #expect(throws: EventBusError.self) { try await fixture.bus.read(after: 4, limit: 1) }
            #expect(ahead == EventBusError(.positionAhead))
            #expect(ahead?.position == 3)
            _ = try await fixture.pool.execute("DELETE FROM bus.ticks WHERE tick = 1")
            let expired = await #expect(throws: EventBusError.self) { try await fixture.bus.read(after: 0, limit: 1) }
            #expect(expired == EventBusError(.positionExpired))
            #expect(expired?.position == 1)
            #expect(try await fixture.bus.read(after: 1, limit: 9).events.map(\.position) == [2, 3])
        }
    }

    @Test(
        "A page ends where its bytes do, has one event at least, and nothing is passed over", arguments: [nil, ["*.b"]])
    func bytes(types: [String]?) async throws {
        try await Fixture.with(running: false) { fixture in
            // What compresses well counts in full: it is in memory in full.
            let sizes = [10, 400, 5_000, 10, 900_000, 20, 20, 3_000, 0, 400]
            for (index, size) in sizes.enumerated() {
                let text = String(repeating: "协", count: size / 3)
                let draft = EventDraft(
                    source: "/partners", type: index % 3 == 1 ? "t.a" : "t.b", subject: "协议/\(index)",
                    data: size == 0 ? nil : Array(#"{"text":"\#(text)"}"#.utf8))
                try await fixture.publish(draft)
            }
            try await fixture.tick()
            let filter = EventFilter(types: types)
            let wanted = sizes.indices.filter { types == nil || $0 % 3 != 1 }
            var position = 0
            var seen: [Int] = []
            while true {
                let page = try await fixture.bus.read(after: position, limit: 500, bytes: 4_000, filter: filter)
                seen += page.events.map { $0.position - 1 }
                #expect(page.head == sizes.count)
                #expect(page.events.dropLast().reduce(0) { $0 + ($1.data?.count ?? 0) } < 4_000)
                if page.next == page.head { break }
                #expect(!page.events.isEmpty)
                position = page.next
            }
            #expect(seen == wanted)
            let most = try await fixture.bus.read(after: 0, limit: 3, bytes: 1_000_000, filter: filter)
            #expect(most.events.count == 3)
            #expect(most.next == most.events.last?.position)
        }
    }

    @Test("A giant transaction is paged through without ranking it again and again")
    func giantTick() async throws {
        try await Fixture.with(running: false) { fixture in
            let events = 50_000
            try await fixture.publish(Fixture.draft())
            _ = try await fixture.pool.execute(
                """
                INSERT INTO bus.events (source, type, partitionkey, subject)
                SELECT '/partners', 'import', 'k', number::text FROM generate_series(2, \(events)) AS number
                """)
            #expect(try await fixture.tick() == events)
            #expect(try await fixture.number("SELECT max(n) FROM bus.ticks") <= 2000)
            var position = 0
            var count = 0
            for limit in sequence(first: 1, next: { $0 % 997 + 101 }) {
                let page = try await fixture.bus.read(after: position, limit: limit)
                for event in page.events {
                    count += 1
                    #expect(event.position == count && (count == 1 || event.subject == String(count)))
                }
                position = page.next
                if position == page.head { break }
            }
            #expect(count == events)
        }
    }
}

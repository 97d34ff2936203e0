import Database
import EventBus
import FoundationEssentials
import LibPQ
import TestSupport
import Testing

@Suite("Receiving by plain SQL") struct ReceivingTests {
    private func receive(
        _ fixture: Fixture, _ limit: Int = 10, visibility: String = "1 minute"
    ) async throws
        -> (receipt: Int, positions: [Int])
    {
        let rows = try await fixture.pool.query(
            "SELECT receipt, position FROM bus.receive('s', \(Int32(limit)), \(visibility)::text::interval)")
        return (
            try rows.first?.decode(0, as: Int.self) ?? 0, try rows.map { try $0.decode(1, as: Int.self) }
        )
    }

    private func prepared(
        _ count: Int, slots: Int = 1, _ body: @escaping @Sendable (Fixture) async throws -> Void
    )
        async throws
    {
        try await Fixture.with(running: false) { fixture in
            _ = try await fixture.pool.execute(
                EventBus.insert((1...count).map { Fixture.draft("a", $0, key: "键\($0)") }))
            try await fixture.tick()
            try await fixture.bus.subscribe(
                "s",
                SubscriptionOptions(
                    slots: slots, retry: RetryPolicy(initial: .zero, maximum: .zero), failure: .passOver(after: 3)))
            try await body(fixture)
        }
    }

    @Test("What is acknowledged does not come again, and what is not comes again when its receipt runs out")
    func acknowledging() async throws {
        try await self.prepared(5) { fixture in
            let first = try await self.receive(fixture, 3)
            #expect(first.positions == [1, 2, 3])
            // One slot is in one hand.
            #expect(try await self.receive(fixture).positions.isEmpty)
            _ = try await fixture.pool.query("SELECT bus.ack(\(first.receipt))")
            let second = try await self.receive(fixture, visibility: "10 milliseconds")
            #expect(second.positions == [4, 5])
            var third = (receipt: 0, positions: [Int]())
            try await eventually {
                third = try await self.receive(fixture)
                return third.positions == [4, 5]
            }
            let late = await #expect(throws: DatabaseError.self) {
                try await fixture.pool.query("SELECT bus.ack(\(second.receipt))")
            }
            #expect(late?.sqlState?.rawValue == "YZ005")
            _ = try await fixture.pool.query("SELECT bus.ack(\(third.receipt), 4)")
            #expect(try await self.receive(fixture).positions == [5])
        }
    }

    @Test("It is answered how many events were settled, and where the subscription is then")
    func settling() async throws {
        try await self.prepared(5) { fixture in
            let first = try await self.receive(fixture, 3)
            let some = try await fixture.desk.acknowledge("s", first.receipt, upTo: 2)
            #expect([some.acknowledged, some.refused, some.position] == [2, 0, 2])
            let second = try await self.receive(fixture)
            let most = try await fixture.desk.refuse(
                "s", second.receipt, positions: [3, 5], reason: "不接受", retryIn: .zero)
            #expect([most.acknowledged, most.refused, most.position] == [1, 2, 5])
            let again = try await self.receive(fixture)
            #expect(again.positions == [3, 5])
            let rest = try await fixture.desk.acknowledge("s", again.receipt)
            #expect([rest.acknowledged, rest.refused, rest.position] == [2, 0, 5])
        }
    }

    @Test("However many are asked for, four mebibytes are enough at a time, and one event is never too large")
    func large() async throws {
        try await self.prepared(1) { fixture in
            let text = String(repeating: "协议", count: 250_000)
            for number in 2...9 {
                let size = number == 6 ? 4 : 1
                let draft = EventDraft(
                    source: "/partners", type: "a", subject: "\(number)",
                    data: Array(#"{"text":"\#(String(repeating: text, count: size))"}"#.utf8))
                _ = try await fixture.pool.execute(EventBus.insert(draft))
            }
            try await fixture.tick()
            var pages: [[Int]] = []
            while pages.count < 9 {
                let got = try await self.receive(fixture, 1000)
                if got.positions.isEmpty { break }
                pages.append(got.positions)
                _ = try await fixture.pool.query("SELECT bus.ack(\(got.receipt))")
            }
            #expect(pages == [[1, 2, 3, 4], [5, 6], [7, 8, 9]])
        }
    }

    @Test("What is refused comes again, the rest does not, and after its attempts it is a dead letter")
    func refusing() async throws {
        try await self.prepared(4) { fixture in
            for attempt in 1...3 {
                let got = try await self.receive(fixture)
                #expect(got.positions == (attempt == 1 ? [1, 2, 3, 4] : [2]))
                _ = try await fixture.pool.query(
                    "SELECT bus.nack(\(got.receipt), '{2}'::bigint[], '不接受', '0 seconds'::interval)")
            }
            #expect(try await self.receive(fixture).positions.isEmpty)
            let letter = try #require(try await fixture.desk.deadLetters(of: "s").first)
            #expect(letter.event.position == 2)
            #expect(letter.lastError == "不接受")
            #expect(try await fixture.desk.redrive("s") == 1)
            let again = try await self.receive(fixture)
            #expect(again.positions == [2])
            _ = try await fixture.pool.query("SELECT bus.ack(\(again.receipt))")
            #expect(try await fixture.number("SELECT count(*) FROM bus.failures") == 0)
        }
    }

    @Test(
        "What is refused is what was handed out, also when an earlier failure has become due since, or work is paused",
        arguments: [
            "UPDATE bus.failures SET next_at = now()", "SELECT bus.pause('s')", "SELECT bus.replay('s', 0, 3)",
        ])
    func refusingWhatWasHandedOut(meanwhile: String) async throws {
        try await self.prepared(5) { fixture in
            let first = try await self.receive(fixture, 1)
            _ = try await fixture.pool.query(
                "SELECT bus.nack(\(first.receipt), NULL, '稍后', '1 hour'::interval)")
            let second = try await self.receive(fixture, 2)
            #expect(second.positions == [2, 3])
            _ = try await fixture.pool.query(SQL(meanwhile))
            _ = try await fixture.pool.query("SELECT bus.nack(\(second.receipt), '{2,3}', '不接受', '1 hour'::interval)")
            let failed = try await fixture.pool.query("SELECT position, attempts FROM bus.failures ORDER BY position")
            #expect(try failed.map { try $0.decode(0, as: Int.self) } == [1, 2, 3])
            #expect(try failed.map { try $0.decode(1, as: Int.self) } == [1, 1, 1])
        }
    }

    @Test("Of many who receive at the same time none is given what another has just been given")
    func crowd() async throws {
        try await self.prepared(2000, slots: 16) { fixture in
            let received = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var mine: [Int] = []
                        var misses = 0
                        while misses < 20 {
                            let got = try await self.receive(fixture, 2)
                            misses = got.positions.isEmpty ? misses + 1 : 0
                            guard !got.positions.isEmpty else { continue }
                            // Refused if anybody has taken it over, though it holds for a minute.
                            _ = try await fixture.pool.query("SELECT bus.ack(\(got.receipt))")
                            mine += got.positions
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(received.sorted() == Array(1...2000))
        }
    }

    @Test(
        "A division into no slots, and a replay without an end, are refused",
        arguments: [
            ("SELECT bus.divide('s', 0)", "YZ007"), ("SELECT bus.divide('s', NULL)", "YZ007"),
            ("SELECT bus.subscribe('t', wanted_slots => 257)", "YZ007"),
            ("SELECT bus.subscribe('t', wanted_slots => NULL)", "YZ007"),
            ("SELECT bus.replay('s', 0, NULL)", "YZ007"), ("SELECT bus.replay('s', NULL, 1)", "YZ007"),
            ("SELECT bus.replay('s', 1, 1)", "YZ007"), ("SELECT bus.replay('s', 0, 9)", "YZ002"),
        ])
    func senseless(statement: String, code: String) async throws {
        try await self.prepared(2) { fixture in
            let error = await #expect(throws: DatabaseError.self) { try await fixture.pool.query(SQL(statement)) }
            #expect(error?.sqlState?.rawValue == code)
            let received = try await self.receive(fixture)
            #expect(received.positions == [1, 2])
        }
    }

    @Test("A receipt can be extended, and foreign positions are not refused with it")
    func extending() async throws {
        try await self.prepared(2) { fixture in
            let got = try await self.receive(fixture, visibility: "200 milliseconds")
            _ = try await fixture.pool.query("SELECT bus.extend(\(got.receipt), '10 minutes')")
            _ = try await fixture.pool.query("SELECT pg_sleep(0.3)")
            #expect(try await self.receive(fixture).positions.isEmpty)
            await #expect(throws: DatabaseError.self) {
                try await fixture.pool.query("SELECT bus.nack(\(got.receipt), '{3}'::bigint[])")
            }
            _ = try await fixture.pool.query("SELECT bus.ack(\(got.receipt))")
        }
    }

    @Test("Received, worked on and acknowledged in one transaction, it happens exactly once")
    func together() async throws {
        try await self.prepared(60, slots: 3) { fixture in
            try await fixture.pool.withConnection { try await $0.script("CREATE TABLE effects (position bigint)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        while try await fixture.number("SELECT count(*) FROM effects") < 60 {
                            let isDoomed = Int.random(in: 0..<3) == 0
                            try? await fixture.pool.withTransaction { connection in
                                let rows = try await connection.query(
                                    "SELECT receipt, position FROM bus.receive('s', 7)")
                                for row in rows {
                                    try await connection.execute(
                                        "INSERT INTO effects VALUES (\(try row.decode(1, as: Int.self)))")
                                }
                                guard let receipt = try rows.first?.decode(0, as: Int.self) else { return }
                                try await connection.execute("SELECT bus.ack(\(receipt))")
                                if isDoomed { throw CancellationError() }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.number("SELECT count(DISTINCT position) FROM effects") == 60)
            #expect(try await fixture.number("SELECT count(*) FROM effects") == 60)
        }
    }

    @Test("An event that is never acknowledged is found out one at a time, and becomes a dead letter")
    func neverAcknowledged() async throws {
        try await self.prepared(3) { fixture in
            var seen: [[Int]] = []
            for _ in 0..<40 {
                let got = try await self.receive(fixture, visibility: "1 millisecond")
                if !got.positions.isEmpty { seen.append(got.positions) }
                // All but the second are acknowledged when they come alone.
                if got.positions.count == 1, got.positions != [2] {
                    _ = try? await fixture.pool.query("SELECT bus.ack(\(got.receipt))")
                }
                _ = try await fixture.pool.query("SELECT pg_sleep(0.005)")
                if try await fixture.desk.subscriptions(named: "s").first?.dead == 1 { break }
            }
            #expect(seen.first == [1, 2, 3])
            let letter = try #require(try await fixture.desk.deadLetters(of: "s").first)
            #expect(letter.event.position == 2)
            #expect(letter.lastError == "not acknowledged before its receipt ran out")
        }
    }
}

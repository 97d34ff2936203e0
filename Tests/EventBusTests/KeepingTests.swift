import Database
import EventBus
import FoundationEssentials
import LibPQ
import TestSupport
import Testing

@Suite("What is kept, and for how long") struct KeepingTests {
    /// Fills partitions of a log whose days pass quickly: each round is one day older than the next.
    private func fill(_ fixture: Fixture, rounds: Int) async throws {
        for round in 0..<rounds {
            _ = try await fixture.pool.execute(EventBus.insert((0..<3).map { Fixture.draft("a", round * 3 + $0) }))
            try await fixture.tick()
            _ = try await fixture.pool.execute(
                "UPDATE bus.ticks SET at = now() - \(Double(rounds - round)) * interval '1 day' WHERE tick = (SELECT max(tick) FROM bus.ticks)"
            )
            try await self.cutPartition(fixture)
        }
    }

    /// Ends the newest partition where the head is, as if it had been full.
    private func cutPartition(_ fixture: Fixture) async throws {
        try await fixture.pool.withConnection { connection in
            try await connection.script(
                """
                DO $$
                DECLARE
                    last bus.partitions;
                    border bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 50;
                    child text := 'events_' || border;
                BEGIN
                    SELECT * INTO last FROM bus.partitions ORDER BY upper DESC LIMIT 1;
                    EXECUTE format('ALTER TABLE bus.events DETACH PARTITION bus.%I', last.name);
                    EXECUTE format(
                        'ALTER TABLE bus.events ATTACH PARTITION bus.%I FOR VALUES FROM (%L) TO (%L)',
                        last.name, last.lower, border);
                    UPDATE bus.partitions SET upper = border::text::xid8 WHERE name = last.name;
                    EXECUTE format(
                        'CREATE TABLE bus.%I PARTITION OF bus.events FOR VALUES FROM (%L) TO (%L)',
                        child, border, border + 1000000);
                    INSERT INTO bus.partitions (name, lower, middle, upper, head)
                    VALUES (child, border::text::xid8, (border + 500000)::text::xid8, (border + 1000000)::text::xid8,
                        border::text::xid8);
                END $$;
                """)
            // What is published from now on belongs behind the border.
            try await connection.script(
                "DO $$ BEGIN FOR number IN 1 .. 60 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$")
        }
    }

    @Test("What is older than is kept goes by whole partitions, and whoever asks for it is told where the log begins")
    func expiry() async throws {
        try await Fixture.alone(running: false) { fixture in
            try await self.fill(fixture, rounds: 6)
            try await fixture.bus.subscribe("behind", SubscriptionOptions(start: .after(9)))
            _ = try await fixture.pool.execute(
                "UPDATE bus.settings SET keep = '2 days 12 hours', hold = '4 days 12 hours'")
            let report = try await fixture.pool.query("SELECT what, name FROM bus.expire()")
            let told = try report.map { "\(try $0.decode(0, as: String.self)) \(try $0.decode(1, as: String.self))" }
            #expect(told.first == "behind behind")
            #expect(told.dropFirst().allSatisfy { $0.hasPrefix("dropped events_") })
            // Three days are gone, the fourth is held back.
            let tail = try await fixture.number("SELECT bus.tail()")
            #expect(tail > 0 && tail <= 9)
            let error = await #expect(throws: EventBusError.self) { try await fixture.bus.read(after: 0, limit: 10) }
            #expect(error == EventBusError(.positionExpired))
            #expect(error?.position == tail)
            let rest = try await fixture.bus.read(after: tail, limit: 100)
            #expect(rest.events.map(\.position) == Array(tail + 1...18))
            #expect(rest.events.first?.subject == "协议/\(tail)")
        }
    }

    @Test("A subscription that holds the log back for too long is suspended, says so, and is free again after a seek")
    func suspension() async throws {
        try await Fixture.alone(running: false) { fixture in
            try await self.fill(fixture, rounds: 5)
            try await fixture.bus.subscribe("stuck")
            _ = try await fixture.pool.execute("UPDATE bus.settings SET keep = '1 day', hold = '2 days 12 hours'")
            // It has only begun, and may need some time for what lies before it.
            #expect(try await fixture.pool.query("SELECT what FROM bus.expire()").first?.string(0) == "behind")
            _ = try await fixture.pool.execute("UPDATE bus.slots SET begun_at = now() - interval '3 days'")
            let report = try await fixture.pool.query("SELECT what, name FROM bus.expire()")
            #expect(try report.first?.decode(0, as: String.self) == "suspended")
            #expect(try await fixture.desk.subscriptions(named: "stuck").first?.suspendedSince != nil)
            let error = await #expect(throws: DatabaseError.self) {
                try await fixture.pool.query("SELECT * FROM bus.receive('stuck')")
            }
            #expect(error?.sqlState?.rawValue == "YZ001")
            await #expect(throws: EventBusError(.positionExpired)) { try await fixture.desk.seek("stuck", to: 0) }
            let tail = try await fixture.number("SELECT bus.tail()")
            #expect(tail > 0)
            try await fixture.desk.seek("stuck", to: tail)
            #expect(try await fixture.number("SELECT count(*) FROM bus.receive('stuck')") == 15 - tail)
        }
    }

    @Test("A replay of what is old suspends nobody; it ends itself when it gets nowhere for as long as the log is held")
    func oldReplay() async throws {
        try await Fixture.alone(running: false) { fixture in
            try await self.fill(fixture, rounds: 5)
            try await fixture.bus.subscribe("健康", SubscriptionOptions(start: .after(15)))
            try await fixture.desk.replay("健康", after: 0, through: 3)
            _ = try await fixture.pool.execute("UPDATE bus.settings SET keep = '1 day', hold = '2 days 12 hours'")
            #expect(try await fixture.pool.query("SELECT what FROM bus.expire()").map { $0.string(0) } == ["behind"])
            #expect(try await fixture.number("SELECT bus.tail()") == 0)
            _ = try await fixture.pool.execute("UPDATE bus.slots SET begun_at = now() - interval '3 days'")
            let told = try await fixture.pool.query("SELECT what FROM bus.expire()").map { $0.string(0) }
            #expect(told.first == "ended" && told.contains("dropped"))
            let status = try #require(try await fixture.desk.subscriptions(named: "健康").first)
            #expect(status.suspendedSince == nil)
            #expect(status.slots.map(\.isReplay) == [false])
        }
    }

    @Test("What waits behind a dead letter goes on when that is let go")
    func waitingBehindTheDead() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft("a", 1), Fixture.draft("a", 2))
            try await fixture.tick()
            try await fixture.bus.subscribe(
                "s", SubscriptionOptions(start: .beginning, failure: .blockKey(after: 1)))
            let receipt = try await fixture.number("SELECT receipt FROM bus.receive('s')")
            _ = try await fixture.pool.query("SELECT bus.nack(\(receipt))")
            let states: SQL = "SELECT string_agg(state, ' ' ORDER BY position) FROM bus.failures"
            #expect(try await fixture.pool.query(states).first?.string(0) == "dead waiting")
            _ = try await fixture.pool.execute(
                "UPDATE bus.failures SET last_failed_at = now() - interval '200 days' WHERE state = 'dead'")
            _ = try await fixture.pool.query("SELECT * FROM bus.expire()")
            #expect(try await fixture.number("SELECT position FROM bus.receive('s')") == 2)
        }
    }

    @Test(
        "Who reads inside an old partition is not disturbed when it is to go, nor are others; it goes when all have left"
    )
    func readerInside() async throws {
        try await Fixture.alone(running: false) { fixture in
            try await self.fill(fixture, rounds: 6)
            _ = try await fixture.pool.execute("UPDATE bus.settings SET keep = '2 days 12 hours', hold = '3 days'")
            let drop: SQL = "SELECT count(*) FROM bus.expire() WHERE what = 'dropped'"
            try await fixture.pool.withConnection { reader in
                try await reader.script("BEGIN")
                #expect(try await EventBus.read(on: reader, after: 0, limit: 4).events.map(\.position) == [1, 2, 3, 4])
                #expect(try await fixture.number(drop) == 0)
                #expect(try await EventBus.read(on: reader, after: 4, limit: 4).events.map(\.position) == [5, 6, 7, 8])
                try await fixture.publish(Fixture.draft("a", 18))
                #expect(try await fixture.tick() == 19)
                #expect(try await fixture.bus.read(after: 0, limit: 100).events.count == 19)
                try await reader.script("COMMIT")
            }
            // Now many read at the same time, each from the beginning as it is known to be, again and again.
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var (after, pages) = (0, 0)
                        while pages < 40 {
                            do {
                                let page = try await fixture.bus.read(after: after, limit: 5)
                                #expect(page.events.map(\.position) == Array(after + 1...page.next))
                                after = page.next == page.head ? 0 : page.next
                                pages += 1
                            } catch let error as EventBusError where error == EventBusError(.positionExpired) {
                                after = try #require(error.position)
                            }
                        }
                        return 0
                    }
                }
                group.addTask {
                    var dropped = 0
                    try await eventually("the old partitions are gone") {
                        dropped += try await fixture.number(drop)
                        return dropped >= 2
                    }
                    return dropped
                }
                try await group.waitForAll()
            }
            let tail = try await fixture.number("SELECT bus.tail()")
            #expect(tail > 0)
            #expect(try await fixture.bus.read(after: tail, limit: 100).events.map(\.position) == Array(tail + 1...19))
        }
    }

    @Test("A reader whose snapshot is older than what went is refused, and passes over nothing")
    func oldSnapshot() async throws {
        try await Fixture.alone(running: false) { fixture in
            try await self.fill(fixture, rounds: 6)
            _ = try await fixture.pool.execute("UPDATE bus.settings SET keep = '2 days 12 hours', hold = '3 days'")
            try await fixture.pool.withConnection { reader in
                try await reader.script("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")
                #expect(try await fixture.number("SELECT count(*) FROM bus.expire() WHERE what = 'dropped'") > 0)
                let tail = try await fixture.number("SELECT bus.tail()")
                let error = await #expect(throws: DatabaseError.self) {
                    try await EventBus.read(on: reader, after: 0, limit: 100)
                }
                #expect(error?.sqlState?.rawValue == "YZ001")
                #expect(error?.detail == "\(tail)")
                try await reader.script("ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ")
                let rest = try await EventBus.read(on: reader, after: tail, limit: 100)
                #expect(rest.events.map(\.position) == Array(tail + 1...18))
                try await reader.script("COMMIT")
            }
        }
    }

    @Test("An erased payload is gone everywhere, and the event keeps its place")
    func erasing() async throws {
        try await Fixture.with(running: false) { fixture in
            _ = try await fixture.pool.execute(EventBus.insert((1...3).map { Fixture.draft("a", $0) }))
            try await fixture.tick()
            try await fixture.bus.subscribe("s")
            let receipt = try await fixture.number("SELECT receipt FROM bus.receive('s')")
            _ = try await fixture.pool.query("SELECT bus.nack(\(receipt), '{2}'::bigint[], 'x')")
            func erase(_ position: Int) async throws -> UUID {
                try await fixture.pool.withConnection {
                    try await EventBus.erase(at: position, reason: "依申请删除", by: "李四", on: $0)
                }
            }
            let id = try await erase(2)
            let events = try await fixture.log()
            #expect(events[1].id == id)
            #expect(events.map(\.position) == [1, 2, 3])
            #expect(events.map { $0.data == nil } == [false, true, false])
            #expect(try await fixture.number("SELECT count(*) FROM bus.failures WHERE data IS NOT NULL") == 0)
            await #expect(throws: EventBusError(.positionAhead)) { try await erase(4) }
            await #expect(throws: EventBusError(.positionExpired)) { try await erase(0) }
        }
    }

    @Test("Errors that may quote what was erased go with it, also those of whoever had it in hand meanwhile")
    func erasingErrors() async throws {
        try await Fixture.with(running: false) { fixture in
            _ = try await fixture.pool.execute(EventBus.insert((1...3).map { Fixture.draft("a", $0) }))
            try await fixture.tick()
            var receipts: [String: Int] = [:]
            for name in ["早先", "在手", "同时"] {
                try await fixture.bus.subscribe(name)
                receipts[name] = try await fixture.number("SELECT receipt FROM bus.receive(\(name))")
            }
            func refusal(_ name: String) -> SQL {
                "SELECT bus.nack(\(receipts[name] ?? 0), '{1,2}'::bigint[], '读不懂：李四 110101')"
            }
            func errors(_ position: Int) async throws -> [String?] {
                try await fixture.pool.query("SELECT last_error FROM bus.failures WHERE position = \(position)")
                    .map { $0.string(0) }
            }
            _ = try await fixture.pool.query(refusal("早先"))
            try await fixture.pool.withConnection { receiver in
                try await receiver.script("BEGIN")
                _ = try await receiver.query(refusal("同时"))
                async let erased: Void = fixture.pool.withConnection {
                    _ = try await EventBus.erase(at: 2, reason: "依申请删除", on: $0)
                }
                try await eventually("the erasure waits for it") {
                    try await fixture.number(
                        """
                        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                            AND query LIKE 'SELECT bus.erase%' AND cardinality(pg_blocking_pids(pid)) > 0
                        """) == 1
                }
                try await receiver.script("COMMIT")
                try await erased
            }
            _ = try await fixture.pool.query(refusal("在手"))
            #expect(try await errors(1) == Array(repeating: "读不懂：李四 110101", count: 3))
            #expect(try await errors(2) == Array(repeating: EventBus.erased, count: 3))
            #expect(
                try await fixture.number("SELECT count(*) FROM bus.failures WHERE position = 2 AND data IS NOT NULL")
                    == 0)
            // A dead letter is kept for longer than the log.
            _ = try await fixture.pool.query("SELECT setval('bus.floor', 3)")
            _ = try await fixture.pool.execute("DELETE FROM bus.events")
            func erase(_ position: Int) async throws {
                try await fixture.pool.withConnection {
                    _ = try await EventBus.erase(at: position, reason: "依申请删除", on: $0)
                }
            }
            try await erase(1)
            #expect(try await errors(1) == Array(repeating: EventBus.erased, count: 3))
            #expect(try await fixture.number("SELECT count(*) FROM bus.failures WHERE data IS NOT NULL") == 0)
            await #expect(throws: EventBusError(.positionExpired)) { try await erase(3) }
        }
    }

    @Test("A scheduled event comes when it is due, once, unless it was called off")
    func scheduling() async throws {
        try await Fixture.with { fixture in
            let other = try fixture.anotherBus()
            _ = try await fixture.pool.execute("SELECT bus.register_publisher(current_user, '/partners')")
            let soon = Fixture.draft("partners.agreement.expiring", 1)
            let never = Fixture.draft("partners.agreement.expiring", 2)
            let later = Fixture.draft("partners.agreement.expiring", 3)
            let now = Date()
            _ = try await fixture.pool.execute(EventBus.schedule(soon, at: now))
            _ = try await fixture.pool.execute(EventBus.schedule(soon, at: now))
            _ = try await fixture.pool.execute(EventBus.schedule(never, at: now.addingTimeInterval(3600)))
            _ = try await fixture.pool.execute(EventBus.schedule(later, at: now.addingTimeInterval(3600)))
            let wasInTime = try await fixture.pool.query(EventBus.unschedule(never.id)).first?.decode(0, as: Bool.self)
            #expect(wasInTime == true)
            let again = try await fixture.pool.query(EventBus.unschedule(never.id)).first?.decode(0, as: Bool.self)
            #expect(again == false)
            try await Fixture.running([other]) {
                // The second of the two that are the same may have come after the first was published.
                try await eventually {
                    let waiting = try await fixture.number("SELECT count(*) FROM bus.scheduled")
                    return try await fixture.bus.head() == 1 && waiting == 1
                }
            }
            #expect(try await fixture.log().map(\.id) == [soon.id])
            #expect(try await fixture.log().first?.source == "/partners")
        }
    }
}

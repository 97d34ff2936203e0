import Database
import EventBus
import LibPQ
import Logging
import TestSupport
import Testing

@Suite struct PartitionTests {
    @Test("The next partition is made when half of the last is used, and only then")
    func rollover() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft("a", 1))
            #expect(try await fixture.number("SELECT 1 WHERE bus.ensure_partitions() IS NOT NULL") == 0)
            try await self.pretendLastPartition(fixture, "middle = '1'")
            #expect(try await fixture.number("SELECT 1 WHERE bus.ensure_partitions() IS NOT NULL") == 1)
            #expect(try await fixture.number("SELECT 1 WHERE bus.ensure_partitions() IS NOT NULL") == 0)
            #expect(
                try await fixture.number(
                    """
                    SELECT count(*) FROM bus.partitions AS a JOIN bus.partitions AS b ON a.upper = b.lower
                    """) == 1)
        }
    }

    @Test("Whoever rings while events come also gives the log room ahead")
    func tending() async throws {
        try await Fixture.with(running: false) { fixture in
            let doorbell = Doorbell(
                try fixture.database.configuration, tending: .zero, logger: TestDatabase.logger)
            try await self.pretendLastPartition(fixture, "middle = '1'")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await doorbell.run() }
                defer { group.cancelAll() }
                try await fixture.publish(Fixture.draft("a", 1))
                doorbell.ring()
                try await eventually("no partition was made") {
                    try await fixture.number("SELECT count(*) FROM bus.partitions") == 2
                }
            }
        }
    }

    @Test("Rows that the default partition has caught stay readable, and partitions go on ahead of them")
    func overrun() async throws {
        try await Fixture.with(running: false) { fixture in
            // The only partition ended before it began to be used: everything falls into the default.
            try await fixture.pool.withConnection { connection in
                try await connection.script(
                    """
                    DO $$ BEGIN EXECUTE 'DROP TABLE bus.' || (SELECT name FROM bus.partitions); END $$;
                    UPDATE bus.partitions SET lower = '1', middle = '2', upper = '3';
                    """)
            }
            for number in 1...5 {
                try await fixture.publish(Fixture.draft("a", number))
                try await fixture.tick()
            }
            #expect(try await fixture.number("SELECT count(*) FROM ONLY bus.events_default") == 5)
            #expect(try await fixture.number("SELECT 1 WHERE bus.ensure_partitions() IS NOT NULL") == 1)
            let lower = try await fixture.number("SELECT max(lower)::text::bigint FROM bus.partitions")
            // Still behind the new partition: the default goes on catching, then the new one takes over.
            try await fixture.publish(Fixture.draft("a", 6))
            try await fixture.tick()
            try await fixture.pool.withConnection { connection in
                while try await connection.query("SELECT pg_current_xact_id()::text::bigint").first?
                    .decode(0, as: Int.self) ?? 0 < lower
                {
                    try await connection.script(
                        "DO $$ BEGIN FOR i IN 1..2000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$;")
                }
            }
            try await fixture.publish(Fixture.draft("a", 7))
            try await fixture.tick()
            #expect(try await fixture.number("SELECT count(*) FROM ONLY bus.events_default") == 6)
            #expect(try await fixture.log().map(\.subject) == (1...7).map { "协议/\($0)" })
        }
    }

    @Test("A partition whose range the default already holds is refused without harm")
    func rowsOfTheRange() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft("a", 1))
            // A row from the future, as if the head had overtaken the start while the partition was being made.
            try await fixture.pool.withConnection { connection in
                try await connection.script(
                    """
                    INSERT INTO bus.events_default (seq, txid, source, type, partitionkey)
                    SELECT 0, (upper::text::bigint + 5)::text::xid8, '/x', 'x', 'x' FROM bus.partitions;
                    UPDATE bus.partitions SET middle = '1';
                    """)
            }
            #expect(try await fixture.number("SELECT 1 WHERE bus.ensure_partitions() IS NOT NULL") == 0)
            #expect(try await fixture.number("SELECT count(*) FROM bus.partitions") == 1)
            try await fixture.publish(Fixture.draft("a", 2))
            #expect(try await fixture.tick() == 2)
            #expect(try await fixture.log().count == 2)
        }
    }

    @Test("A reader in a long transaction delays a new partition, and nobody else")
    func heldLock() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft("a", 1))
            try await fixture.pool.withTransaction { connection in
                try await connection.execute("SELECT count(*) FROM bus.events")
                try await self.pretendLastPartition(fixture, "middle = '1'")
                #expect(try await fixture.number("SELECT 1 WHERE bus.ensure_partitions() IS NOT NULL") == 0)
                try await fixture.publish(Fixture.draft("a", 2))
                #expect(try await fixture.tick() == 2)
            }
            #expect(try await fixture.number("SELECT 1 WHERE bus.ensure_partitions() IS NOT NULL") == 1)
        }
    }

    @Test("Reading and ticking open no partition but the ones concerned")
    func pruning() async throws {
        // One connection: a server process reports what it has scanned when it likes, unless it is told to.
        try await Fixture.with(running: false, connections: 1) { fixture in
            try await fixture.pool.withConnection { connection in
                try await connection.script(
                    """
                    DO $$ BEGIN
                        FOR i IN 0..9 LOOP
                            EXECUTE format('CREATE TABLE bus.far_%s (LIKE bus.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', i);
                            EXECUTE format('ALTER TABLE bus.events ATTACH PARTITION bus.far_%s FOR VALUES FROM (%L) TO (%L)',
                                i, 900000000000 + i * 1000, 900000001000 + i * 1000);
                        END LOOP;
                    END $$;
                    """)
            }
            for number in 1...3 {
                try await fixture.publish(Fixture.draft("a", number))
                try await fixture.tick()
            }
            // Not the default partition: a transaction of another database that is older than the log's first partition
            // is looked for there, and rightly so.
            let scanned: SQL = """
                SELECT coalesce(sum(idx_scan), 0)::bigint FROM pg_stat_user_indexes
                WHERE relname LIKE 'far\\_%'
                """
            let sequential: SQL = """
                SELECT coalesce(sum(seq_scan), 0)::bigint FROM pg_stat_user_tables WHERE relname ~ '^(events_[0-9]|ticks)'
                """
            try await fixture.pool.withConnection { connection in
                try await connection.execute("SELECT pg_stat_force_next_flush()")
            }
            let before = (try await fixture.number(scanned), try await fixture.number(sequential))
            for _ in 0..<20 {
                try await fixture.pool.withConnection { connection in
                    _ = try await EventBus.read(on: connection, after: 1, limit: 2)
                    try await connection.execute("SELECT bus.tick()")
                    try await connection.execute("SELECT pg_stat_force_next_flush()")
                }
            }
            #expect(try await fixture.number(scanned) == before.0)
            #expect(try await fixture.number(sequential) == before.1)
            let plan = try await fixture.pool.query(
                "EXPLAIN SELECT * FROM bus.events WHERE txid >= '900000000000' AND txid < '900000001000'")
            let lines = plan.compactMap { $0.string(0) }
            #expect(lines.contains { $0.contains("far_0") })
            #expect(!lines.contains { $0.contains("far_1") || $0.contains("events_default") })
        }
    }

    private func pretendLastPartition(_ fixture: Fixture, _ change: String) async throws {
        _ = try await fixture.pool.execute("UPDATE bus.partitions SET \(raw: change)")
    }
}

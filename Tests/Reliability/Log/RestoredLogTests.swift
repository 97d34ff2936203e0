import Database
import EventBus
import LibPQ
import TestSupport
import Testing

/// A log that is put back to an earlier moment from a copy and the archive, as an administrator does it.
@Suite("A log that was restored to an earlier moment", .serialized, .timeLimit(.minutes(3)))
struct RestoredLogTests {
    @Test("goes on without a gap, and whoever has read beyond that moment is told where the two lives part")
    func pointInTime() async throws {
        let origin = try ThrowawayCluster(settings: ["archive_mode": "on", "synchronous_commit": "on"])
        let archiving = try origin.archiveCommand()
        var history = History()
        var copy = ""
        var life = ""
        try await Crew.with(origin) { crew in
            try await crew.pool.withConnection { connection in
                try await connection.script("ALTER SYSTEM SET archive_command = '\(archiving)'")
                try await connection.script("SELECT pg_reload_conf()")
            }
            let consumer = try crew.consume("副本")
            try await crew.publish(10)
            try await crew.drain("副本")
            copy = try origin.backUp()
            try await crew.publish(5)
            try await crew.drain("副本")
            // The consumer's last commits did not wait for the disk; one that does takes them there.
            _ = try await crew.number("SELECT length(pg_create_restore_point('noon')::text)")
            consumer.signal(9)
            _ = await consumer.outcome()
            try await crew.publish(5)
            let page = try await crew.bus.read(after: 0, limit: 100)
            #expect(page.events.count == 20)
            life = page.incarnation
            let end = try await crew.pool.query("SELECT pg_walfile_name(pg_switch_wal())").first?.string(0) ?? ""
            try await eventually("the archive has everything", within: .seconds(60)) {
                try await crew.number(
                    "SELECT count(*) FROM pg_stat_archiver WHERE last_archived_wal >= \(end)") == 1
            }
            history = crew.own
        }
        let restored = try ThrowawayCluster.restored(from: copy, of: origin, upTo: "noon")
        try await eventually("the restored server is a primary", within: .seconds(60)) {
            try await Station.number("SELECT pg_is_in_recovery()::int", restored.url) == 0
        }
        try await Crew.with(TestDatabase.whole(restored)) { crew in
            crew.adopt(history.forgetting(after: 15))
            // More than was lost: position 20 exists again, and is another event.
            try await crew.publish(8)
            try crew.consume("副本")
            try await crew.drain("副本")
            #expect(try await crew.bus.head() == 23)
            let error = await #expect(throws: EventBusError.self) {
                try await crew.bus.read(after: 20, limit: 10, incarnation: life)
            }
            #expect(error == EventBusError(.foreignPosition))
            #expect(error?.position == 15)
            #expect(try await crew.bus.read(after: 15, limit: 100, incarnation: life).events.count == 8)
            #expect(try await crew.history(of: "副本").faults() == [])
        }
        try restored.stop()
    }
}

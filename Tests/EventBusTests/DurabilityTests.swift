import Database
import EventBus
import TestSupport
import Testing

@Suite("What leaves the database")
struct DurabilityTests {
    @Test("Is on disk before it does, though neither the tick nor the reader's session waits for the disk")
    func positionsAreDurable() async throws {
        try await Fixture.with(running: false) { fixture in
            // The server's own writer would get there five times a second; twenty reads at once can not all be luck.
            for number in 1...20 {
                try await fixture.publish(Fixture.draft("partners.agreement.signed", number))
                try await fixture.tick()
                let rows = try await fixture.pool.query("SELECT pg_current_wal_insert_lsn()::text")
                let written = try #require(rows.first?.string(0))
                #expect(try await fixture.bus.read(after: number - 1, limit: 10).events.count == 1)
                #expect(
                    try await fixture.number("SELECT 1 WHERE pg_current_wal_flush_lsn() >= \(written)::pg_lsn") == 1)
            }
        }
    }

    @Test("A reader may be read-only, and reading nothing new writes nothing")
    func reading() async throws {
        try await Fixture.with(running: false) { fixture in
            try await fixture.publish(Fixture.draft())
            try await fixture.tick()
            try await fixture.pool.withConnection { connection in
                try await connection.script("BEGIN READ ONLY")
                #expect(try await EventBus.read(on: connection, after: 0, limit: 10).events.count == 1)
                try await connection.script("COMMIT")
                let before = try await connection.query("SELECT pg_current_xact_id_if_assigned()").first?.isNull(0)
                #expect(before == true)
                try await connection.script("BEGIN")
                #expect(try await EventBus.read(on: connection, after: 1, limit: 10).events.isEmpty)
                let rows = try await connection.query("SELECT pg_current_xact_id_if_assigned() IS NULL")
                #expect(try rows.first?.decode(0, as: Bool.self) == true)
                try await connection.script("COMMIT")
            }
        }
    }
}

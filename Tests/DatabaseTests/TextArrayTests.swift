import Database
import LibPQ
import TestSupport
import Testing

@Suite("Columns of many rows", .database, .timeLimit(.minutes(2)))
struct TextArrayTests {
    private func unnested(_ values: [String?]) async throws -> [String?] {
        let pool = try #require(TestDatabase.current).pool()
        var array = TextArray()
        for value in values { array.append(value) }
        var parameters = Parameters()
        array.bind(into: &parameters)
        let rows = try await pool.query(
            "SELECT x.value FROM unnest($1) WITH ORDINALITY AS x(value, place) ORDER BY x.place", parameters)
        return rows.map { $0.string(0) }
    }

    @Test(
        "Arrive as they were sent, with NULLs, empty texts, and whatever quoting would have to escape",
        arguments: [
            [], [nil], [""], ["NULL", nil, "null"], ["{\"a\":1}", "a,b", "\\", "'", "\"\""],
            ["国际合作与交流处", "é", "👩‍🎓", "\n\t"], Array(repeating: String(repeating: "长", count: 100_000), count: 3),
        ] as [[String?]])
    func roundTrip(values: [String?]) async throws {
        #expect(try await self.unnested(values) == values)
    }

    @Test("A NUL, which text cannot hold, is refused by the server, and the connection stays usable")
    func nul() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let error = await #expect(throws: DatabaseError.self) { _ = try await self.unnested(["a\0b"]) }
        #expect(error?.sqlState == .characterNotInRepertoire)
        #expect(try await pool.query("SELECT 1").count == 1)
    }
}

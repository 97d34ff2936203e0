import Database
import LibPQ
import TestSupport
import Testing

@Suite("SQL", .database, .timeLimit(.minutes(2)))
struct SQLTests {
    @Test("What is interpolated becomes a parameter")
    func interpolation() {
        let name = "'; DROP TABLE partner; --"
        let sql: SQL = "SELECT * FROM partner WHERE name = \(name) AND kind = \(3)"
        #expect(sql.text == "SELECT * FROM partner WHERE name = $1 AND kind = $2")
        #expect(sql.parameters.types == [.text, .int8])
    }

    @Test("Pieces are renumbered when put together, wherever their dollars stand")
    func pieces() {
        let condition: SQL = "a = \(1) AND b = '$1' AND c = \(2)"
        let sql: SQL = "SELECT \("x") WHERE \(condition) OR d = \(4)"
        #expect(sql.text == "SELECT $1 WHERE a = $2 AND b = '$1' AND c = $3 OR d = $4")
        var values = Parameters()
        values.append(integer: 1, oid: .int8)
        let foreign = SQL(
            "a = $1 AND b = '$1' AND c = E'\\'$1' AND d = $$ $1 $$ AND \"$1\" = $1 -- $1\n/* $1 */", values)
        let joined = SQL.joined(["e = \(5)", foreign], separator: " AND ")
        #expect(
            joined.text
                == "e = $1 AND a = $2 AND b = '$1' AND c = E'\\'$1' AND d = $$ $1 $$ AND \"$1\" = $2 -- $1\n/* $1 */")
    }

    @Test("Names are quoted, and their quotes doubled")
    func identifiers() async throws {
        let name = "a\"b; 驿站"
        let sql: SQL = "SELECT 1 AS \(identifier: name)"
        let pool = try #require(TestDatabase.current).pool()
        #expect(try await pool.query(sql).columns == [name])
    }

    @Test("An embedded empty list and a raw fragment")
    func raw() {
        let sql: SQL = "SELECT \([] as [String]) ORDER BY \(raw: "created_at DESC")"
        #expect(sql.text == "SELECT $1 ORDER BY created_at DESC")
        #expect(sql.parameters.types == [.textArray])
    }
}

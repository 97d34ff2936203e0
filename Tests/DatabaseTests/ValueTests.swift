import Database
import Foundation
import LibPQ
import TestSupport
import Testing

@Suite("Values", .database, .timeLimit(.minutes(2)))
struct ValueTests {
    private func roundTrip<Value: SQLBindable & SQLDecodable & Equatable & Sendable>(_ value: Value) async throws {
        let pool = try #require(TestDatabase.current).pool()
        let rows = try await pool.query("SELECT \(value)")
        #expect(try rows[0].decode(0) == value)
        #expect(try rows[0].decode(0, as: Value?.self) == value)
        #expect(rows[0].type(ofColumn: 0) == Value.sqlType)
    }

    @Test("Every type comes back as it went")
    func roundTrips() async throws {
        try await self.roundTrip(true)
        try await self.roundTrip(false)
        try await self.roundTrip(Int.min)
        try await self.roundTrip(Int.max)
        try await self.roundTrip(Int16.min)
        try await self.roundTrip(Int32.max)
        try await self.roundTrip(0.1 + 0.2)
        try await self.roundTrip(-Double.infinity)
        try await self.roundTrip(1e-300)
        try await self.roundTrip("合作协议 “exchange” \\ ' \" \t\n")
        try await self.roundTrip("")
        try await self.roundTrip(UUID())
        try await self.roundTrip(Array(0...255) as [UInt8])
        try await self.roundTrip([] as [UInt8])
    }

    @Test("Arrays come back with commas, quotes, braces, empty text and the word NULL in them")
    func arrays() async throws {
        try await self.roundTrip(["a,b", "\"", "\\", "{}", "", "NULL", "签证 护照", " "])
        try await self.roundTrip([] as [String])
        try await self.roundTrip([1, -2, .max])
        try await self.roundTrip([Int64.min])
        try await self.roundTrip([true, false])
        try await self.roundTrip([UUID(), UUID()])
        let pool = try #require(TestDatabase.current).pool()
        for text in ["{{1,2},{3,4}}", "{1,NULL}"] {
            let rows = try await pool.query("SELECT \(raw: "'\(text)'::bigint[]")")
            #expect(throws: DatabaseError.self) { try rows[0].decode(0, as: [Int].self) }
        }
    }

    @Test("JSON keeps its Chinese text")
    func json() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let rows = try await pool.query("SELECT \(JSONText(#"{"name": "国际处"}"#)), '{}'::json, 1")
        #expect(try rows[0].decode(0, as: JSONText.self).string == #"{"name": "国际处"}"#)
        #expect(try rows[0].decode(1, as: JSONText.self).string == "{}")
        #expect(throws: DatabaseError.self) { try rows[0].decode(2, as: JSONText.self) }
    }

    @Test(
        "Moments are exact to the microsecond, in every era and time zone",
        arguments: ["Asia/Shanghai", "UTC", "America/St_Johns", "Asia/Kathmandu"])
    func dates(_ zone: String) async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        try await pool.execute("SELECT set_config('TimeZone', \(zone), false)")
        for seconds in [0, 1_714_521_600.25, -62_135_596_800, 946_684_800.000001, -1e9, 4e9, -7e10, 1e11] {
            let date = Date(timeIntervalSince1970: seconds)
            let rows = try await pool.query("SELECT \(date), extract(epoch FROM \(date))::float8")
            #expect(abs(try rows[0].decode(0, as: Date.self).timeIntervalSince1970 - seconds) < 0.00001)
            #expect(abs(try rows[0].decode(1, as: Double.self) - seconds) < 0.00001)
        }
        let day = try await pool.query("SELECT DATE '2024-02-29'")
        #expect(try day[0].decode(0, as: Date.self) == Date(timeIntervalSince1970: 1_709_164_800))
        let forever = try await pool.query("SELECT 'infinity'::timestamptz")
        #expect(try forever[0].decode(0, as: Date.self) == .distantFuture)
    }

    @Test("NULL where a value must be is an error that names the column and the target")
    func null() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let row = try #require(try await pool.query("SELECT NULL::text AS passport, 1 AS one").first)
        #expect(try row.decode("passport", as: String?.self) == nil)
        #expect(row.isNull(0) && row.string(0) == nil)
        let error = #expect(throws: DatabaseError.self) { try row.decode("passport", as: String.self) }
        #expect(error?.code == .decoding)
        #expect(error?.message?.contains("passport") == true)
        #expect(error?.message?.contains("String") == true)
        #expect(error?.message?.contains("25") == true)
    }

    @Test("Wrong types, numbers too large and unknown columns are errors")
    func wrongTypes() async throws {
        let pool = try #require(TestDatabase.current).pool()
        let row = try #require(try await pool.query("SELECT 'abc' AS word, 70000 AS number, 1.5 AS half").first)
        #expect(throws: DatabaseError.self) { try row.decode("word", as: Int.self) }
        #expect(throws: DatabaseError.self) { try row.decode("word", as: UUID.self) }
        #expect(throws: DatabaseError.self) { try row.decode("word", as: Bool.self) }
        #expect(throws: DatabaseError.self) { try row.decode("word", as: Date.self) }
        #expect(throws: DatabaseError.self) { try row.decode("number", as: Int16.self) }
        #expect(throws: DatabaseError.self) { try row.decode("half", as: Int.self) }
        #expect(throws: DatabaseError.self) { try row.decode("nothing", as: Int.self) }
        #expect(throws: DatabaseError.self) { try row.decode(7, as: Int.self) }
        #expect(try row.decode("half", as: Double.self) == 1.5)
    }

    @Test("An enumeration is read and written by its raw value")
    func enumeration() async throws {
        enum Stage: String { case draft, signed }
        let pool = try #require(TestDatabase.current).pool()
        let row = try #require(try await pool.query("SELECT \(Stage.signed), 'lost'").first)
        #expect(try row.decode(0, as: Stage.self) == .signed)
        #expect(throws: DatabaseError.self) { try row.decode(1, as: Stage.self) }
    }
}

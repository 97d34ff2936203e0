import Database
import LibPQ
import TestSupport
import Testing

@Suite("COPY", .database, .timeLimit(.minutes(2)))
struct CopyTests {
    private struct Refusal: Error {}

    private func table(_ connection: Connection) async throws {
        try await connection.script("DROP TABLE IF EXISTS pg_temp.copied; CREATE TEMP TABLE copied (a text, b text)")
    }

    @Test("Tabs, newlines, backslashes, NULL and Chinese text survive the way in and out")
    func escapes() async throws {
        let rows: [[String?]] = [
            ["a\tb", "c\nd"], ["\\", "\r\n"], [nil, ""], ["\\N", "\\."], ["国际合作与交流处", "“引号” 'quotes'"],
        ]
        try await TestDatabase.current?.pool().withConnection { connection in
            try await self.table(connection)
            let count = try await connection.copyIn("COPY copied FROM STDIN") { writer in
                for row in rows { try await writer.write(row: row) }
            }
            #expect(count == rows.count)
            let back = try await connection.query("SELECT a, b FROM copied").map { [$0.string(0), $0.string(1)] }
            #expect(back == rows)
            var lines: [String] = []
            try await connection.copyOut("COPY copied TO STDOUT") { lines.append(String(decoding: $0, as: UTF8.self)) }
            #expect(lines.first == "a\\tb\tc\\nd\n")
            #expect(lines[2] == "\\N\t\n")
            // What came out goes in again unchanged.
            try await connection.copyIn("COPY copied FROM STDIN") { writer in
                for line in lines { try await writer.write(line.utf8) }
            }
            let twice = try await connection.query("SELECT count(*) FROM copied GROUP BY a, b HAVING count(*) <> 2")
            #expect(twice.isEmpty)
        }
    }

    @Test("Megabytes stream in and out")
    func large() async throws {
        try await TestDatabase.current?.pool().withConnection { connection in
            try await self.table(connection)
            let text = String(repeating: "驿", count: 1000)
            let count = try await connection.copyIn("COPY copied FROM STDIN") { writer in
                for number in 0..<5000 { try await writer.write(row: ["\(number)", text]) }
            }
            #expect(count == 5000)
            var bytes = 0
            try await connection.copyOut("COPY (SELECT b FROM copied) TO STDOUT") { bytes += $0.count }
            #expect(bytes == 5000 * 3001)
        }
    }

    @Test("A closure that throws, a row the server refuses and NUL all undo the COPY and spare the connection")
    func failures() async throws {
        try await TestDatabase.current?.pool().withConnection { connection in
            try await self.table(connection)
            let pid = connection.backendPID
            await #expect(throws: Refusal.self) {
                try await connection.copyIn("COPY copied FROM STDIN") { writer in
                    try await writer.write(row: ["1", "2"])
                    throw Refusal()
                }
            }
            let tooMany = await #expect(throws: DatabaseError.self) {
                try await connection.copyIn("COPY copied FROM STDIN") { writer in
                    for _ in 0..<20_000 { try await writer.write(row: ["1", "2", "3"]) }
                }
            }
            #expect(tooMany?.sqlState?.rawValue == "22P04")
            let nul = await #expect(throws: DatabaseError.self) {
                try await connection.copyIn("COPY copied FROM STDIN") { try await $0.write(row: ["\0"]) }
            }
            #expect(nul?.code == .encoding)
            await #expect(throws: Refusal.self) {
                try await connection.copyOut("COPY (SELECT generate_series(1, 1000000)) TO STDOUT") { _ in
                    throw Refusal()
                }
            }
            let absent = await #expect(throws: DatabaseError.self) {
                try await connection.copyIn("COPY nowhere FROM STDIN") { _ in }
            }
            #expect(absent?.sqlState == .undefinedTable)
            #expect(try await connection.query("SELECT count(*) FROM copied")[0].decode(0) == 0)
            #expect(connection.backendPID == pid)
        }
    }

    @Test("A task cancelled while copying in or out leaves the connection usable")
    func cancelled() async throws {
        let pool = try #require(TestDatabase.current).pool(PoolOptions(maximum: 1))
        let out = Task {
            try await pool.withConnection { connection in
                try await connection.copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT") { _ in
                    withUnsafeCurrentTask { $0?.cancel() }
                }
            }
        }
        let outError = await #expect(throws: DatabaseError.self) { try await out.value }
        #expect(outError?.code == .cancelled)
        let `in` = Task {
            try await pool.withConnection { connection in
                try await self.table(connection)
                return try await connection.copyIn("COPY copied FROM STDIN") { writer in
                    withUnsafeCurrentTask { $0?.cancel() }
                    for _ in 0..<100_000 { try await writer.write(row: ["一", "二"]) }
                    try Task.checkCancellation()
                }
            }
        }
        await #expect(throws: (any Error).self) { _ = try await `in`.value }
        #expect(try await pool.query("SELECT count(*) FROM copied")[0].decode(0) == 0)
        #expect(pool.statistics.opened == 1)
        await pool.shutdown()
    }
}

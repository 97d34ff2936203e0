import LibPQ
import TestSupport
import Testing

@Suite("A conversation with the server", .timeLimit(.minutes(2)))
struct ConversationTests {
    @Test("Chinese text comes back as it went")
    func chineseText() async throws {
        let connection = try await connect()
        let text = "国际合作与交流处：签证、护照，以及“驿站”"
        #expect(try await connection.value("SELECT $1", parameters(text)) == text)
        #expect(try await connection.value("SELECT char_length($1)", parameters("驿站")) == "2")
    }

    @Test("A value of one mebibyte goes there and back")
    func largeValue() async throws {
        let connection = try await connect()
        let text = String(repeating: "0123456789abcdef", count: 65536)
        #expect(try await connection.value("SELECT $1", parameters(text)) == text)
    }

    @Test("NUL in a value or in the statement is refused before anything is sent")
    func nul() async throws {
        let connection = try await connect()
        let inValue = await #expect(throws: DatabaseError.self) {
            try await connection.value("SELECT $1", parameters("a\0b"))
        }
        #expect(inValue?.code == .encoding)
        let inText = await #expect(throws: DatabaseError.self) { try await connection.value("SELECT 1\0") }
        #expect(inText?.code == .encoding)
        #expect(!connection.isBroken)
        #expect(try await connection.value("SELECT 1") == "1")
    }

    @Test("Bytes of every value travel as bytea, NUL included, and so does an empty one")
    func binary() async throws {
        let connection = try await connect()
        var values = Parameters()
        values.append(binary: Array(0...255) as [UInt8], oid: .bytea)
        #expect(
            try await connection.value("SELECT sum(get_byte($1, i)) FROM generate_series(0, 255) i", values) == "32640")
        var empty = Parameters()
        empty.append(binary: [], oid: .bytea)
        #expect(try await connection.value("SELECT $1 IS NOT NULL AND length($1) = 0", empty) == "t")
    }

    @Test("The server's error carries its SQLSTATE and fields, and shows no data in its description")
    func serverError() async throws {
        let connection = try await connect()
        try await connection.script(
            "CREATE TEMP TABLE person (passport text CONSTRAINT one_passport UNIQUE)", deadline: .never)
        let insert = "INSERT INTO person VALUES ($1)"
        _ = try await connection.query(insert, parameters("E12345678"), deadline: .never)
        let error = await #expect(throws: DatabaseError.self) {
            _ = try await connection.query(insert, parameters("E12345678"), deadline: .never)
        }
        #expect(error?.code == .server)
        #expect(error?.sqlState == .uniqueViolation)
        #expect(error?.constraint == "one_passport")
        #expect(error?.table == "person")
        #expect(error.map { "\($0)" } == "DatabaseError(server, 23505)")
        #expect(error?.debugDescription.contains("E12345678") == true)
    }

    @Test("A script runs to its first error and the connection stays usable")
    func script() async throws {
        let connection = try await connect()
        let error = await #expect(throws: DatabaseError.self) {
            try await connection.script("SELECT 1; SELECT 1/0; SELECT 2", deadline: .after(.seconds(20)))
        }
        #expect(error?.sqlState?.rawValue == "22012")
        #expect(try await connection.value("SELECT 1") == "1")
    }

    @Test("COPY where rows were expected is an error, and the connection stays usable")
    func unexpectedCopy() async throws {
        let connection = try await connect()
        for statement in ["COPY (SELECT 1) TO STDOUT", "COPY pg_temp.nothing FROM STDIN"] {
            try await connection.script("CREATE TEMP TABLE IF NOT EXISTS nothing (x int)", deadline: .never)
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await connection.query(statement, Parameters(), deadline: .after(.seconds(20)))
            }
            #expect(error?.code == .usage)
            #expect(try await connection.value("SELECT 1") == "1")
        }
    }

    @Test("Sixty-four tasks with a connection each, opened again and again, all come to their end")
    func stress() async throws {
        let url = try TestCluster.url
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    for _ in 0..<3 {
                        let connection = try await connect(url)
                        for number in 0..<50 {
                            #expect(try await connection.value("SELECT $1", parameters("\(number)")) == "\(number)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

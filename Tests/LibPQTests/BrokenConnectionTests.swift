import LibPQ
import TestSupport
import Testing

@Suite("A broken connection", .timeLimit(.minutes(2)))
struct BrokenConnectionTests {
    @Test("A terminated backend is noticed, says 57P01, and its connection is never used again")
    func terminated() async throws {
        let connection = try await connect()
        let executioner = try await connect()
        _ = try await executioner.value("SELECT pg_terminate_backend($1::int)", parameters("\(connection.backendPID)"))
        try await eventually("the farewell arrives") { connection.hasUnexpectedInput }
        let error = await #expect(throws: DatabaseError.self) { try await connection.value("SELECT 1") }
        #expect(error?.code == .connectionLost)
        #expect(error?.sqlState == .adminShutdown, "\(error.debugDescription)")
        #expect(connection.isBroken)
        #expect(connection.transactionStatus == .unknown)
        let again = await #expect(throws: DatabaseError.self) { try await connection.value("SELECT 1") }
        #expect(again?.code == .connectionLost)
    }

    @Test("Terminated in the middle of a statement")
    func terminatedInside() async throws {
        let connection = try await connect()
        let pid = connection.backendPID
        let executioner = Task {
            let other = try await connect()
            try await eventually {
                try await other.value(
                    "SELECT count(*) FROM pg_stat_activity WHERE pid = $1::int AND wait_event = 'PgSleep'",
                    parameters("\(pid)")) == "1"
            }
            _ = try await other.value("SELECT pg_terminate_backend($1::int)", parameters("\(pid)"))
        }
        let error = await #expect(throws: DatabaseError.self) { try await connection.value("SELECT pg_sleep(60)") }
        #expect(error?.code == .connectionLost)
        #expect(connection.isBroken)
        try await executioner.value
    }

    @Test("A refused connection fails at once, and says so")
    func refused() async throws {
        let error = await #expect(throws: DatabaseError.self) {
            _ = try await connect("host=127.0.0.1 port=1 user=nobody dbname=nothing")
        }
        #expect(error?.code == .connectionFailed)
        #expect(error?.message?.isEmpty == false)
    }

    @Test("A wrong database name fails with the server's reason")
    func wrongDatabase() async throws {
        var settings = try ConnectionSettings(parsing: TestCluster.url)
        settings["dbname"] = "no such database"
        let url = settings.conninfo
        let error = await #expect(throws: DatabaseError.self) { _ = try await connect(url) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.message?.contains("no such database") == true)
    }

    @Test("A server that accepts and says nothing is given up at the deadline")
    func silence() async throws {
        let proxy = try CableProxy(target: 1)
        proxy.hang()
        let error = await #expect(throws: DatabaseError.self) {
            _ = try await connect(
                "host=127.0.0.1 port=\(proxy.port) user=nobody dbname=nothing", within: .milliseconds(100))
        }
        #expect(error?.code == .timeout)
        proxy.close()
    }
}

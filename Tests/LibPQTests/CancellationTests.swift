import FoundationEssentials
import Glibc
import LibPQ
import TestSupport
import Testing

@Suite("Cancelling", .timeLimit(.minutes(2)))
struct CancellationTests {
    @Test("A statement past its deadline is cancelled on the server and the same connection goes on")
    func deadline() async throws {
        let connection = try await connect()
        let pid = connection.backendPID
        for _ in 0..<20 {
            let error = await #expect(throws: DatabaseError.self) {
                try await connection.value("SELECT pg_sleep(60)", within: .milliseconds(20))
            }
            #expect(error?.code == .timeout)
            #expect(connection.transactionStatus == .idle)
            #expect(try await connection.value("SELECT pg_backend_pid()") == "\(pid)")
        }
        #expect(!connection.isBroken)
    }

    @Test("Cancelling the task cancels the statement, also inside a transaction, and leaves the connection usable")
    func task() async throws {
        let observer = try await connect()
        let marker = "cancel-\(UInt64.random(in: 0...UInt64.max))"
        let task = Task {
            let connection = try await connect()
            try await connection.script("BEGIN", deadline: .never)
            do throws(DatabaseError) {
                _ = try await connection.value("SELECT pg_sleep(60) /* \(marker) */", within: .seconds(60))
                Issue.record("the statement was not cancelled")
            } catch {
                #expect(error.code == .cancelled)
            }
            #expect(connection.transactionStatus == .inError)
            try await connection.script("ROLLBACK", deadline: .never, shielded: true)
            return connection.transactionStatus == .idle
        }
        let running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%' || $1 || ' */'"
        try await eventually("the statement runs") { try await observer.value(running, parameters(marker)) == "1" }
        task.cancel()
        #expect(try await task.value)
        #expect(try await observer.value(running, parameters(marker)) == "0")
    }

    @Test("A request to cancel that arrives before the statement does is repeated, and the connection goes on")
    func early() async throws {
        let connection = try await connect()
        let pid = connection.backendPID
        // As if the processor were busy elsewhere: the signal is there when the statement is read, and counts for nothing.
        try #require(kill(pid, SIGSTOP) == 0)
        let awakening = Task {
            try await eventually("the request has arrived") { Self.isPending(SIGINT, pid) }
            kill(pid, SIGCONT)
        }
        let error = await #expect(throws: DatabaseError.self) {
            try await connection.value("SELECT pg_sleep(60)", within: .milliseconds(20))
        }
        try await awakening.value
        #expect(error?.code == .timeout)
        #expect(try await connection.value("SELECT pg_backend_pid()") == "\(pid)")
        #expect(!connection.isBroken)
    }

    /// Whether a signal waits for a process to take it (proc(5), `ShdPnd`).
    private static func isPending(_ signal: Int32, _ pid: Int32) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("ShdPnd:") }
        let mask = line.flatMap { UInt64($0.dropFirst(7).trimmingPrefix { $0.isWhitespace }, radix: 16) } ?? 0
        return mask >> UInt64(signal - 1) & 1 == 1
    }

    @Test("A task cancelled beforehand sends nothing")
    func beforehand() async throws {
        let task = Task {
            let own = try await connect()
            withUnsafeCurrentTask { $0?.cancel() }
            do throws(DatabaseError) {
                _ = try await own.value("SELECT 1")
                return false
            } catch {
                return error.code == .cancelled && !own.isBroken
            }
        }
        #expect(try await task.value)
    }

    @Test("A pipeline under way can be cancelled and the connection used again")
    func pipeline() async throws {
        let connection = try await connect()
        let steps = [
            PGConnection.PipelineStep.query("SELECT 1", Parameters()),
            .query("SELECT pg_sleep(60)", Parameters()), .query("SELECT 2", Parameters()),
        ]
        let error = await #expect(throws: DatabaseError.self) {
            _ = try await connection.pipeline(steps, deadline: .after(.milliseconds(50)))
        }
        #expect(error?.code == .timeout)
        #expect(!connection.isBroken)
        #expect(try await connection.value("SELECT 1") == "1")
    }
}

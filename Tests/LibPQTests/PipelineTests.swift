import LibPQ
import TestSupport
import Testing

@Suite("Pipelines", .timeLimit(.minutes(2)))
struct PipelineTests {
    @Test("A failing statement undoes the whole pipeline, skips the rest, and leaves the connection usable")
    func failure() async throws {
        let connection = try await connect()
        try await connection.script("CREATE TEMP TABLE number (n int CHECK (n < 3))", deadline: .never)
        let steps = (1...5).map {
            PGConnection.PipelineStep.query("INSERT INTO number VALUES ($1::int)", parameters("\($0)"))
        }
        let outcomes = try await connection.pipeline(steps, deadline: .after(.seconds(20)))
        #expect(outcomes.count == 5)
        #expect(throws: Never.self) { try outcomes[1]?.get() }
        let error = #expect(throws: DatabaseError.self) { try outcomes[2]?.get() }
        #expect(error?.sqlState == .checkViolation)
        #expect(outcomes[3] == nil && outcomes[4] == nil)
        #expect(try await connection.value("SELECT count(*) FROM number") == "0")
    }

    @Test("Reading goes on while writing, so full buffers on both sides are no deadlock")
    func fullBuffers() async throws {
        let connection = try await connect()
        let text = String(repeating: "驿", count: 70_000)
        let steps = (0..<100).map { _ in PGConnection.PipelineStep.query("SELECT $1", parameters(text)) }
        let outcomes = try await connection.pipeline(steps, deadline: .after(.seconds(60)))
        for outcome in outcomes {
            let length = try #require(try outcome?.get()).withBytes(row: 0, column: 0) { $0.count }
            #expect(length == 210_000)
        }
    }

    @Test("A NUL anywhere refuses the pipeline before anything is sent")
    func nul() async throws {
        let connection = try await connect()
        let steps = [
            PGConnection.PipelineStep.query("SELECT 1", Parameters()), .query("SELECT $1", parameters("\0")),
        ]
        let error = await #expect(throws: DatabaseError.self) {
            _ = try await connection.pipeline(steps, deadline: .never)
        }
        #expect(error?.code == .encoding)
        #expect(try await connection.value("SELECT 1") == "1")
    }
}

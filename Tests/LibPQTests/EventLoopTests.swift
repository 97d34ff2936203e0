import Glibc
import LibPQ
import TestSupport
import Testing

@Suite("The event loop", .timeLimit(.minutes(2)))
struct EventLoopTests {
    @Test("A task that prefers it goes on there after every answer, as do its children, and nobody else")
    func place() async throws {
        let elsewhere = pthread_self()
        let threads = try await withTaskExecutorPreference(EventLoop.executor) {
            let connection = try await connect()
            var threads: Set<pthread_t> = [pthread_self()]
            for number in 0..<50 {
                #expect(try await connection.value("SELECT \(number)") == "\(number)")
                threads.insert(pthread_self())
            }
            return try await withThrowingTaskGroup(of: pthread_t.self) { group in
                group.addTask {
                    _ = try await connect().value("SELECT '子任务'")
                    return pthread_self()
                }
                return try await group.reduce(into: threads) { $0.insert($1) }
            }
        }
        #expect(threads.count == 1)
        #expect(!threads.contains(elsewhere))
        #expect(!threads.contains(pthread_self()))
    }

    @Test("It wakes for tasks that come from anywhere, and everyone's turn comes")
    func turns() async throws {
        let turns = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    await withTaskExecutorPreference(EventLoop.executor) {
                        for _ in 0..<20 { await Task.yield() }
                        return 20
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(turns == 10_000)
    }

    @Test("A task that only ever gives way keeps no answer from arriving, neither there nor elsewhere")
    func fairness() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: EventLoop.executor) {
                while !Task.isCancelled { await Task.yield() }
            }
            defer { group.cancelAll() }
            let connection = try await connect()
            for _ in 0..<20 { _ = try await connection.value("SELECT pg_sleep(0.001)") }
            let there = Task(executorPreference: EventLoop.executor) {
                let connection = try await connect()
                for _ in 0..<20 { _ = try await connection.value("SELECT pg_sleep(0.001)") }
            }
            try await there.value
        }
    }

    @Test("Deadlines pass and cancellations arrive there as elsewhere")
    func ends() async throws {
        let hasted = Task(executorPreference: EventLoop.executor) {
            let connection = try await connect()
            do throws(DatabaseError) {
                _ = try await connection.value("SELECT pg_sleep(60)", within: .milliseconds(20))
                Issue.record("the deadline did not pass")
            } catch {
                #expect(error.code == .timeout)
            }
            return try await connection.value("SELECT 1")
        }
        #expect(try await hasted.value == "1")
        let task = Task(executorPreference: EventLoop.executor) {
            let connection = try await connect()
            do throws(DatabaseError) {
                _ = try await connection.value("SELECT pg_sleep(60) /* 事件循环 */", within: .seconds(60))
                Issue.record("the statement was not cancelled")
            } catch {
                #expect(error.code == .cancelled)
            }
            return connection.transactionStatus == .idle
        }
        let observer = try await connect()
        let running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%' || $1 || ' */'"
        try await eventually("the statement runs") { try await observer.value(running, parameters("事件循环")) == "1" }
        task.cancel()
        #expect(try await task.value)
    }
}

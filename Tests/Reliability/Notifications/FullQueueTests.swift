import Database
import EventBus
import LibPQ
import Synchronization
import TestSupport
import Testing

/// The queue in which the server keeps notifications until everybody who listens has heard them.
///
/// When it has no room, no transaction that notifies can commit.
@Suite("A queue of notifications that is full", .serialized, .timeLimit(.minutes(2)))
struct FullQueueTests {
    @Test(
        "fails no publisher and stops no consumer: events come by polling, and at once again when there is room",
        .enabled(
            if: SmallDisk.isPossible, "it mounts a small file system, which only root outside of a strict container may"
        ))
    func full() async throws {
        let cluster = try ThrowawayCluster()
        // Its eight gibibytes are too much to fill, but not a small disk that it is on. To those who notify it is the same.
        let disk = try SmallDisk(megabytes: 1)
        try cluster.stop()
        try cluster.move("pg_notify", to: disk)
        try cluster.start()
        try await Crew.with(cluster) { crew in
            let consumer = try crew.consume("副本")
            try await crew.publish(5)
            try await crew.drain("副本")
            try disk.fill()
            try await self.fill(crew)
            // Here nobody ticks but the workers, and they cannot say so.
            let producer = try crew.produce(["count": "30"])
            #expect(await producer.outcome().status == 0)
            try await eventually("the consumer has everything", within: .seconds(60)) {
                let committed = try await crew.history().committed
                return try await crew.effects(of: "副本") == committed
            }
            let error = await #expect(throws: DatabaseError.self) { try await self.notify(crew) }
            #expect(error?.sqlState?.rawValue == "53100", "the queue is still full")
            #expect((consumer.complaints + producer.complaints).contains("A tick is not told of"))
            try disk.clear()
            try await eventually("there is room again", within: .seconds(60)) { (try? await self.notify(crew)) != nil }
            try await self.hear(crew)
            try await crew.drain("副本")
            #expect(try await crew.history(of: "副本").faults() == [])
        }
        try disk.unmount()
    }

    /// With large pieces, and what room these leave with small ones.
    private func fill(_ crew: Crew) async throws {
        for statement: SQL in [Self.large, "SELECT pg_notify('o', '')"] {
            try await self.repeatUntilRefused(crew, statement)
        }
    }

    private func repeatUntilRefused(_ crew: Crew, _ statement: SQL) async throws {
        for _ in 0..<5000 {
            do {
                try await crew.pool.execute(statement)
            } catch is DatabaseError {
                return
            }
        }
        throw NeverFull()
    }

    private static let large: SQL =
        "SELECT pg_notify('other', repeat('满', 2600) || n) FROM generate_series(1, 10) AS n"

    private func notify(_ crew: Crew) async throws {
        try await crew.pool.execute(Self.large)
    }

    /// Ticks are told of again.
    private func hear(_ crew: Crew) async throws {
        let bus = try EventBus(
            crew.pool, direct: crew.database.configuration,
            options: EventBus.Options(pollInterval: .seconds(600)), logger: TestDatabase.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bus.run() }
            defer { group.cancelAll() }
            try await eventually("the bus listens") { bus.isListening }
            try await crew.publish(1)
            let head = try await crew.number("SELECT bus.head()")
            try await eventually("the tick is heard of") { bus.knownHead == head }
        }
    }

    private struct NeverFull: Error {}
}

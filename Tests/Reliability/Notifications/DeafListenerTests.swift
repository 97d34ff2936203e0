import Database
import EventBus
import Glibc
import LibPQ
import Synchronization
import TestSupport
import Testing

/// Listening connections that look alive and hear nothing.
///
/// The bus polls so rarely here that only listening helps.
@Suite("A listener that has gone deaf", .serialized, .timeLimit(.minutes(2)))
struct DeafListenerTests {
    /// A bus whose listening connection goes through a cable, and what its one consumer has handled.
    private struct Ear: Sendable {
        let crew: Crew
        let bus: EventBus
        let proxy: CableProxy
        let heard: Heard
    }

    private final class Heard: Sendable {
        let positions = Mutex<[Int]>([])
        var all: [Int] { self.positions.withLock { $0 } }
    }

    private static func open(_ body: @escaping @Sendable (Ear) async throws -> Void) async throws {
        try await Crew.with { crew in
            let proxy = try CableProxy(for: crew.database)
            defer { proxy.close() }
            let bus = EventBus(
                crew.pool, direct: try crew.database.configuration(through: proxy),
                options: EventBus.Options(pollInterval: .seconds(600)), logger: TestDatabase.logger)
            let heard = Heard()
            let subscription = bus.subscription("耳") { batch, _ in
                heard.positions.withLock { $0 += batch.events.map(\.position) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bus.run() }
                group.addTask { try await subscription.run() }
                defer { group.cancelAll() }
                try await eventually("the bus listens") { bus.isListening }
                try await crew.publish(1)
                try await eventually("the first is heard") { heard.all == [1] }
                try await body(Ear(crew: crew, bus: bus, proxy: proxy, heard: heard))
            }
        }
    }

    @Test("because UNLISTEN was slipped into its session is found out, and what was missed is read at once")
    func unlistened() async throws {
        try await Self.open { ear in
            ear.proxy.inject(Self.query("UNLISTEN *"))
            try await ear.crew.publish(2)
            try await eventually("it listens anew", within: .seconds(40)) {
                ear.bus.statistics.listening.connected == 2
            }
            try await eventually("what was missed is handled") { ear.heard.all == [1, 2, 3] }
        }
    }

    @Test("because its cable swallows everything is found out, and what was missed is read when it is mended")
    func halfOpen() async throws {
        try await Self.open { ear in
            ear.proxy.hang()
            try await ear.crew.publish(2)
            try await eventually("the loss is noticed", within: .seconds(40)) { !ear.bus.isListening }
            ear.proxy.restore()
            try await eventually("what was missed is handled", within: .seconds(40)) { ear.heard.all == [1, 2, 3] }
            try await eventually("it listens again", within: .seconds(40)) { ear.bus.isListening }
        }
    }

    @Test("because its process is stopped does not hold the server's horizon back for ever")
    func stopped() async throws {
        // On its own: while its process is stuck, the server can neither make nor drop a database for anybody.
        try await Crew.with(try ThrowawayCluster()) { crew in
            let listener = try crew.consume("耳", as: "deaf")
            try await eventually("it listens") { try await Self.listening(crew) == 1 }
            listener.signal(SIGSTOP)
            try await eventually("it has stopped") { listener.isStopped }
            // More than the buffers between the two hold, so that the server's process waits in the middle of telling.
            var rounds = 0
            while try await Self.stuck(crew) == nil, rounds < 400 {
                rounds += 1
                try await Self.shout(crew, rounds)
            }
            // And as much again: buffers grow.
            for round in 1...20 { try await Self.shout(crew, rounds + round) }
            var stuck: Int?
            try await eventually("the server's process is stuck") {
                stuck = try await Self.stuck(crew)
                return stuck != nil
            }
            let pid = try #require(stuck)
            // Whoever watches the oldest transaction sees it.
            try await eventually("it is seen") { try await crew.bus.pulse().oldestTransaction > .milliseconds(500) }
            try await eventually("the server has given the connection up", within: .seconds(60)) {
                try await crew.number("SELECT count(*) FROM pg_stat_activity WHERE pid = \(pid)") == 0
            }
            #expect(try await Self.listening(crew) == 0)
            // And whoever comes back from the dead goes on.
            listener.signal(SIGCONT)
            try await crew.publish(5)
            try await crew.drain("耳")
            #expect(try await crew.history(of: "耳").faults() == [])
        }
    }

    /// The simple query message of PostgreSQL's protocol.
    private static func query(_ text: String) -> [UInt8] {
        let body = Array(text.utf8) + [0]
        return [UInt8(ascii: "Q")] + withUnsafeBytes(of: UInt32(body.count + 4).bigEndian) { Array($0) } + body
    }

    /// How many server processes listen for the worker.
    private static func listening(_ crew: Crew) async throws -> Int {
        try await crew.number(
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'deaf'
                AND (query LIKE 'LISTEN%' OR query LIKE '%pg_listening_channels%')
            """)
    }

    /// The server's process that waits to tell the worker something, if one does.
    private static func stuck(_ crew: Crew) async throws -> Int? {
        try await crew.pool.query(
            """
            SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'deaf'
                AND wait_event = 'ClientWrite'
            """
        ).first?.decode(0, as: Int.self)
    }

    /// Four mebibytes of notifications.
    private static func shout(_ crew: Crew, _ round: Int) async throws {
        _ = try await crew.number(
            """
            SELECT count(*) FROM (
                SELECT pg_notify('yizhan', repeat('x', 7900) || '\(raw: "\(round)")-' || n)
                FROM generate_series(1, 500) AS n) AS told
            """)
    }
}

import Database
import FoundationEssentials
import Glibc
import LibPQ
import TestSupport
import Testing

/// Everything at once, for as long as one likes.
///
/// Twenty seconds as a rule; `YIZHAN_LONG=1` makes it an hour, `YIZHAN_LONG=24` a day.
@Suite("A bus in constant trouble", .serialized)
struct SoakTests {
    private static let hours = ProcessInfo.processInfo.environment["YIZHAN_LONG"].flatMap { Double($0) }
    private static var duration: Duration { Self.hours.map { .seconds($0 * 3600) } ?? .seconds(20) }

    /// A place in the crew: whoever falls out of it is replaced.
    private struct Post {
        let subscription: String?
        var holder: RunningProgram
        var begun: Bool = false
    }

    @Test("keeps its promise while workers are killed, stopped and replaced, and the log's server processes too")
    func trouble() async throws {
        try await Crew.with { crew in
            var posts = try (0..<2).map { _ in Post(subscription: nil, holder: try crew.produce()) }
            for subscription in ["副本", "副本", "副本", "账"] { posts.append(try Self.consumer(of: subscription, crew)) }
            let witness = try crew.consume("证", as: "witness", ["slots": "2", "concurrency": "2"])
            try await eventually("the witness has begun", within: .seconds(60)) {
                try await crew.effects(of: "证") > 100
            }
            let before = witness.consumption
            let clock = ContinuousClock()
            let end = clock.now + Self.duration
            var faults = 0
            while clock.now < end {
                try await Task.sleep(for: Self.hours == nil ? .milliseconds(400) : .seconds(10))
                let index = posts.indices.randomElement() ?? 0
                let holder = posts[index].holder
                switch Int.random(in: 0..<4) {
                case 0:
                    // Longer than its lease; then it finds that the world has gone on.
                    holder.signal(SIGSTOP)
                    try await Task.sleep(for: .milliseconds(1300))
                    holder.signal(SIGCONT)
                case 1:
                    // The server's process of a worker, whatever it is doing: reading, ticking, committing, listening.
                    _ = try await crew.number(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM (
                            SELECT pid FROM pg_stat_activity
                            WHERE datname = current_database() AND application_name IN ('w', 'producer')
                            ORDER BY random() LIMIT 2) AS chosen
                        """)
                default:
                    holder.signal(SIGKILL)
                    _ = await holder.outcome()
                    posts[index] =
                        try posts[index].subscription.map { try Self.consumer(of: $0, crew) }
                        ?? Post(subscription: nil, holder: try crew.produce())
                }
                faults += 1
            }
            for post in posts where post.subscription == nil {
                post.holder.signal(SIGKILL)
                _ = await post.holder.outcome()
            }
            try await crew.drain("副本", "账", "证", within: .seconds(120))
            let history = try await crew.history(of: "副本", "账", "证")
            #expect(history.faults() == [])
            #expect(history.committed > 300)
            #expect(faults > 5)
            // One that nobody touched needs no more than it did.
            #expect(witness.isRunning)
            let after = witness.consumption
            #expect(after.memory <= before.memory + 32, "\(before) MiB, then \(after)")
            #expect(after.files <= before.files + 8, "\(before) files, then \(after)")
            try await self.requireLittleWaste(crew)
        }
    }

    private static func consumer(of subscription: String, _ crew: Crew) throws -> Post {
        Post(
            subscription: subscription,
            holder: try crew.consume(subscription, ["slots": "4", "concurrency": "2", "batch": "10"]))
    }

    /// The log has no dead rows but those of what was rolled back; what changes all the time stays small.
    private func requireLittleWaste(_ crew: Crew) async throws {
        #expect(
            try await crew.number(
                "SELECT sum(pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid))::bigint FROM pg_class WHERE relname ~ '^(events|ticks)' AND relkind = 'r'"
            ) == 0)
        #expect(
            try await crew.number(
                "SELECT max(pg_relation_size(oid))::bigint FROM pg_class WHERE relname IN ('slots', 'workers', 'subscriptions')"
            ) < 8 << 20)
    }
}

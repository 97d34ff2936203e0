import Database
import Glibc
import LibPQ
import TestSupport
import Testing

/// A server that ends under producers and consumers at work, with and without warning.
@Suite("A server that is restarted under load", .serialized, .timeLimit(.minutes(3)))
struct RestartedServerTests {
    @Test("loses nothing that was acknowledged, and no process of ours has to be started again")
    func restarts() async throws {
        // What is acknowledged is written: this crash is one of the server, not of the machine.
        let cluster = try ThrowawayCluster(settings: ["synchronous_commit": "on"])
        try await Crew.with(cluster) { crew in
            let producers = try (0..<2).map { _ in try crew.produce() }
            let consumers = try ["甲", "乙"].map { try crew.consume("副本", as: $0, ["slots": "3", "concurrency": "2"]) }
            for round in 1...4 {
                let before = (try? await crew.effects(of: "副本")) ?? 0
                try await eventually("round \(round) is under way", within: .seconds(60)) {
                    (try? await crew.effects(of: "副本")) ?? 0 > before + 40
                }
                if round.isMultiple(of: 2) {
                    try cluster.stop()
                    try cluster.start()
                } else {
                    try cluster.restart()
                }
            }
            for producer in producers {
                #expect(producer.isRunning)
                producer.signal(SIGKILL)
                _ = await producer.outcome()
            }
            try await eventually("the server answers") { (try? await crew.number("SELECT 1")) == 1 }
            try await crew.drain("副本")
            for consumer in consumers { #expect(consumer.isRunning) }
            let history = try await crew.history(of: "副本")
            #expect(history.faults() == [])
            #expect(history.committed > 120)
        }
    }
}

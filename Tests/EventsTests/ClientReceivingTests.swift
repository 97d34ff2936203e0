import Database
import FoundationEssentials
import HummingbirdTesting
import Model
import ServiceKit
import Testing
import YizhanClient

@testable import Events

/// The Swift library for other systems receiving from a subscription, against the service itself.
@Suite("Receiving with the client library", .timeLimit(.minutes(3)))
struct ClientReceivingTests {
    @Test(
        "Two programs share a subscription: each event is handled once, what is refused comes again, and nothing is left"
    )
    func sharing() async throws {
        try await Station.open(live: true) { station in
            let url = "http://127.0.0.1:\(try #require(station.client.port))"
            let token = try await station.token(.integrator, "school")
            try await station.publish(count: 20, unit: "lab")
            try await station.publish(count: 5, unit: "office")
            try await EventClient.with(url: url, token: token, language: "zh-CN") { client in
                let wish = SubscriptionRequest(
                    name: "school-archive", unit: "school", types: ["partners.*"], start: .beginning, slots: 2)
                #expect(try await client.subscribe(wish).lag == 25)
                var handled: [String] = []
                let (stream, tell) = AsyncStream.makeStream(of: String.self)
                await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<2 {
                        group.addTask {
                            for try await batch in client.batches(of: "school-archive", limit: 7) {
                                var done = batch.events
                                if batch.attempt == 1, batch.events.count > 1 {
                                    try await batch.refuse([done.removeFirst().position], because: "稍后", retryIn: .zero)
                                } else {
                                    try await batch.extend(for: .seconds(90))
                                    try await batch.acknowledge()
                                }
                                done.forEach { tell.yield($0.id) }
                            }
                        }
                    }
                    for await id in stream {
                        handled.append(id)
                        if handled.count == 20 { break }
                    }
                    group.cancelAll()
                    // Both wait for more, and say that they were interrupted.
                    while let result = await group.nextResult() {
                        #expect(throws: (any Error).self) { try result.get() }
                    }
                }
                tell.finish()
                #expect(Set(handled).count == 20)
                // What was not wanted at the end of the log is passed over by whoever looks next.
                #expect(try await client.receive("school-archive") == nil)
                let standing = try await client.subscription("school-archive")
                #expect(standing.lag == 0 && standing.retrying == 0 && standing.deadLetters == 0)
                let refused = await #expect(throws: ClientError.self) {
                    try await client.subscribe(SubscriptionRequest(name: "other", unit: "office"))
                }
                #expect(refused?.status == 403)
                try await client.unsubscribe("school-archive")
                let gone = await #expect(throws: ClientError.self) { try await client.receive("school-archive") }
                #expect(gone?.status == 404)
            }
        }
    }

    @Test("Sources, conditions on data and a moment say what is received")
    func wishes() async throws {
        try await Station.open(live: true) { station in
            try await station.publish(count: 2, data: #"{"数":1}"#)
            try await station.publish(count: 1, data: #"{"数":2}"#)
            let url = "http://127.0.0.1:\(try #require(station.client.port))"
            try await EventClient.with(url: url, token: station.integrator) { client in
                let wish = SubscriptionRequest(
                    name: "archive", unit: "university", sources: ["/partners"],
                    conditions: [DataCondition("数", .atLeast, 2), DataCondition("m", .absent)],
                    start: .since(Date(timeIntervalSinceNow: -3600)))
                let standing = try await client.subscribe(wish)
                #expect(standing.json["data"]?[0]?["is"] == ">=")
                let batch = try await client.receive("archive")
                #expect(batch?.events.map(\.position) == [3])
            }
        }
    }
}

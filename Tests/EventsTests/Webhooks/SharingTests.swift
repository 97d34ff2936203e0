import Database
import Foundation
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

@Suite("Deliveries that several processes share")
struct SharingTests {
    @Test("A process that dies between sending and noting leads to a second request with the same id")
    func crash() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                try await desk.publish()
                let dead = desk.worker()
                let alive = desk.worker()
                let jobs = try await dead.take(most: 10, at: desk.start)
                #expect(jobs.count == 1)
                // It has sent, and dies before it notes so.
                let job = try #require(jobs.first)
                let route = try #require(job.route)
                let sender = WebhookSender(
                    clients: desk.clients, gate: TargetGuard(allowed: [try #require(NetworkRange("127.0.0.0/8"))]))
                let attempt = await sender.send(
                    .init(
                        url: route.url, id: job.delivery.event, body: [0x7B, 0x7D], headers: [], secrets: route.secrets,
                        attempt: 1), at: desk.start)
                #expect(attempt.status == 200)
                #expect(try await alive.turn(at: desk.start + 59) == 0)
                receiver.answer(.status(500))
                #expect(try await alive.turn(at: desk.start + 61) == 1)
                #expect(receiver.requests.count == 2)
                #expect(Set(receiver.requests.map(\.id)).count == 1)
                // It was only asleep: what it notes now changes nothing, because the delivery is no longer its own.
                _ = try await desk.store.record(attempt, of: job.delivery, .delivered, at: desk.start + 62)
                let delivery = try #require(try await desk.deliveries(id).first)
                #expect(delivery["state"] == "pending")
                #expect(delivery["attempts"] == 2)
                #expect(try await alive.turn(at: desk.start + 61 + 300) == 1)
                #expect(try await desk.deliveries(id).first?["state"] == "delivered")
            }
        }
    }

    @Test("Two processes send everything once, and not more at a time than the receiver takes")
    func together() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url, ["rate": 60000, "concurrency": 3]).id
                try await desk.publish(count: 40)
                let workers = [desk.worker(), desk.worker()]
                var round = 0.0
                while try await !desk.deliveries(id, "?state=pending").isEmpty {
                    round += 1
                    try #require(round < 60)
                    let now = desk.start + round
                    async let first = workers[0].turn(at: now)
                    async let second = workers[1].turn(at: now)
                    #expect(try await first + second <= 6)
                }
                #expect(receiver.requests.count == 40)
                #expect(Set(receiver.requests.map(\.id)).count == 40)
                #expect(receiver.most <= 3)
            }
        }
    }

    @Test("Rate and concurrency hold for all processes together")
    func limits() async throws {
        try await WebhookDesk.open { desk in
            _ = try await desk.make("http://127.0.0.1:9/", ["rate": 60, "concurrency": 50])
            _ = try await desk.make("http://127.0.0.1:9/", ["rate": 60000, "concurrency": 7])
            try await desk.publish(count: 100)
            let lease = Duration.seconds(600)
            func claim(_ seconds: Double, most: Int = 500) async throws -> [Int] {
                let claimed = try await desk.store.claim(most: most, lease: lease, at: desk.start + seconds)
                return Dictionary(grouping: claimed, by: \.webhook).values.map(\.count).sorted()
            }
            #expect(try await claim(0, most: 3).reduce(0, +) == 3)
            // One a second, and seven at a time: what is under way counts, whoever sends it.
            var total = 3
            for second in 0..<10 { total += try await claim(Double(second)).reduce(0, +) }
            #expect(total == 10 + 7)
            #expect(try await claim(9.5) == [])
            #expect(try await claim(10) == [1])
        }
    }

    @Test("A worker that runs by itself sends what happens, also what is rung for before it is committed")
    func running() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                _ = try await desk.make(receiver.url)
                let worker = desk.worker()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await worker.run() }
                    for round in 1...3 {
                        try await desk.publish(count: 5)
                        desk.runtime.bell.ringAhead()
                        try await eventually("everything was received") { receiver.requests.count == 5 * round }
                    }
                    group.cancelAll()
                }
                #expect(Set(receiver.requests.map(\.id)).count == 15)
            }
        }
    }

    @Test("Old deliveries are deleted, and those that are still under way are not")
    func retention() async throws {
        try await Receiver.open { receiver in
            receiver.answer(.status(200), .status(500))
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url, ["concurrency": 1]).id
                try await desk.publish(count: 2)
                let worker = desk.worker()
                try await worker.turn(at: desk.start)
                try await worker.turn(at: desk.start + 1)
                #expect(try await desk.store.purge(olderThan: .seconds(86400), now: desk.start + 80_000) == 0)
                #expect(try await desk.store.purge(olderThan: .seconds(86400), now: desk.start + 90_000) == 1)
                #expect(try await desk.deliveries(id).map { $0["state"] } == ["pending"])
            }
        }
    }
}

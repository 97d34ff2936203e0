import Database
import Foundation
import HTTPTypes
import Model
import Testing

@testable import Events

@Suite("When a delivery is tried again")
struct RetryTests {
    private static let steady = RetrySchedule(chance: { 0 })

    @Test("The waits are those of the specification, and after the last the delivery has failed")
    func schedule() {
        let waits = (1...9).map { Self.steady.verdict(tries: $0, status: 500) }
        let seconds = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
        #expect(waits == seconds.map { .retry(.seconds($0), slowsDown: false) })
        #expect(Self.steady.verdict(tries: 10, status: 500) == .failed)
        #expect(Self.steady.verdict(tries: 10, status: nil) == .failed)
        #expect(RetrySchedule(chance: { 1 }).verdict(tries: 1, status: nil) == .retry(.seconds(5.5), slowsDown: false))
    }

    @Test(
        "Every kind of answer has its consequence",
        arguments: [
            (200, nil, .delivered), (204, nil, .delivered), (299, nil, .delivered), (410, nil, .gone),
            (301, nil, .retry(.seconds(5), slowsDown: false)), (404, nil, .retry(.seconds(5), slowsDown: false)),
            (429, nil, .retry(.seconds(5), slowsDown: false)), (429, 2, .retry(.seconds(5), slowsDown: true)),
            (429, 100, .retry(.seconds(100), slowsDown: true)), (503, 7200, .retry(.seconds(7200), slowsDown: true)),
            (429, 9_999_999, .retry(.seconds(86400), slowsDown: true)),
            (500, 100, .retry(.seconds(5), slowsDown: false)),
            (nil, nil, .retry(.seconds(5), slowsDown: false)),
        ] as [(Int?, Int?, RetrySchedule.Verdict)])
    func answers(status: Int?, after: Int?, verdict: RetrySchedule.Verdict) {
        #expect(
            Self.steady.verdict(tries: 1, status: status, retryAfter: after.map { Duration.seconds($0) }) == verdict)
    }

    @Test(
        "Retry-After is seconds or a date",
        arguments: [
            ("120", 120), ("0", 0), (" 5", 5), ("Sun, 06 Nov 1994 08:49:37 GMT", 37),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("-1", nil), ("soon", nil), ("", nil), ("1.5", nil),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil), (nil, nil),
        ] as [(String?, Int?)])
    func retryAfter(text: String?, seconds: Int?) {
        // 1994-11-06T08:49:00Z
        let now = Date(timeIntervalSince1970: 784_111_740)
        #expect(RetryAfter.read(text, now: now) == seconds.map { Duration.seconds($0) })
    }

    @Test("A receiver that fails ten times is tried at each time of the schedule and at no other")
    func wholeSchedule() async throws {
        try await Receiver.open { receiver in
            receiver.always(.status(500, body: "坏了"))
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                try await desk.publish()
                let worker = desk.worker()
                var now = desk.start
                #expect(try await worker.turn(at: now) == 1)
                for wait in RetrySchedule.waits {
                    let seconds = Double(wait.components.seconds)
                    #expect(try await worker.turn(at: now + seconds - 0.5) == 0)
                    now += seconds
                    // Four days and more of failure lie before the last attempts: not yet long enough to be disabled.
                    #expect(try await worker.turn(at: now) == 1)
                }
                let delivery = try #require(try await desk.deliveries(id).first)
                #expect(delivery["state"] == "failed")
                #expect(delivery["attempts"] == 10)
                #expect(delivery["status"] == 500)
                #expect(Set(receiver.requests.map(\.id)).count == 1)
                #expect(receiver.requests.first?.id == delivery["event"]?.stringValue)
                #expect(try await worker.turn(at: now + 1_000_000) == 0)
                let number = try #require(delivery["id"]?.integerValue)
                let log =
                    try await desk.send(.get, "\(WebhookDesk.path)/deliveries/\(number)").json["log"]?.arrayValue ?? []
                #expect(log.count == 10)
                #expect(log[0]["response"]?["body"] == "坏了")
                #expect(log[0]["request"]?["headers"]?["webhook-id"] == delivery["event"])
                #expect(log[0]["request"]?["body"]?.stringValue?.contains("协议") == true)
            }
        }
    }

    @Test("A success ends it")
    func success() async throws {
        try await Receiver.open { receiver in
            receiver.answer(.status(500), .status(201))
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                try await desk.publish()
                let worker = desk.worker()
                try await worker.turn(at: desk.start)
                #expect(try await desk.webhook(id)["failingSince"] != nil)
                try await worker.turn(at: desk.start + 5)
                #expect(try await desk.webhook(id)["failingSince"] == nil)
                let delivery = try #require(try await desk.deliveries(id).first)
                #expect(delivery["state"] == "delivered")
                #expect(delivery["finishedAt"] != nil)
                #expect(try await worker.turn(at: desk.start + 100) == 0)
            }
        }
    }

    @Test("Who answers 410 is sent nothing more, and the owner hears of it")
    func gone() async throws {
        try await Receiver.open { receiver in
            receiver.answer(.status(410))
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                try await desk.publish()
                let worker = desk.worker()
                try await worker.turn(at: desk.start)
                let webhook = try await desk.webhook(id)
                #expect(webhook["state"] == "disabled")
                #expect(webhook["reason"] == "gone")
                #expect(try await desk.published() == ["events.webhook.created", "events.webhook.disabled"])
                // What happens now is not collected.
                try await desk.publish(count: 3)
                #expect(try await worker.turn(at: desk.start + 1_000_000) == 0)
                #expect(try await desk.deliveries(id).count == 1)
                let audit = try await desk.station.owner.query(
                    "SELECT by, action, units::text FROM identity.audit WHERE subject = \(id) ORDER BY id DESC LIMIT 1")
                #expect(audit.first?.string(0) == "webhooks")
                #expect(audit.first?.string(1) == "webhook.disabled")
                #expect(audit.first?.string(2) == "{university}")
                // Set to work again, it hears of what comes next.
                let resumed = try await desk.send(.post, "\(WebhookDesk.path)/\(id)/transitions/resume")
                #expect(resumed.json["state"] == "active")
                try await desk.publish()
                #expect(try await worker.turn(at: desk.start + 1_000_000) == 1)
            }
        }
    }

    @Test("Five days without a success disable a webhook; one success within them does not let it come to that")
    func failing() async throws {
        try await Receiver.open { receiver in
            receiver.always(.status(500))
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url, ["rate": 60000, "concurrency": 50]).id
                let worker = desk.worker()
                try await desk.publish()
                try await worker.turn(at: desk.start)
                try await worker.turn(at: desk.start + 4 * 86400)
                receiver.answer(.status(200))
                try await worker.turn(at: desk.start + 4 * 86400 + 10_000)
                #expect(try await desk.webhook(id)["state"] == "active")
                try await desk.publish(count: 1)
                try await worker.turn(at: desk.start + 5 * 86400)
                try await worker.turn(at: desk.start + 9.9 * 86400)
                #expect(try await desk.webhook(id)["state"] == "active")
                try await worker.turn(at: desk.start + 10.1 * 86400)
                #expect(try await desk.webhook(id)["reason"] == "failing")
                #expect(try await desk.published().last == "events.webhook.disabled")
            }
        }
    }

    @Test("Retry-After with 429 holds back everything for that receiver, and nothing for others")
    func busy() async throws {
        try await Receiver.open { busy in
            try await Receiver.open { other in
                busy.answer(.status(429, ["retry-after": "1000"]))
                try await WebhookDesk.open { desk in
                    let id = try await desk.make(busy.url).id
                    _ = try await desk.make(other.url)
                    try await desk.publish()
                    let worker = desk.worker()
                    #expect(try await worker.turn(at: desk.start) == 2)
                    try await desk.publish()
                    #expect(try await worker.turn(at: desk.start + 900) == 1)
                    #expect(busy.requests.count == 1)
                    #expect(other.requests.count == 2)
                    #expect(try await worker.turn(at: desk.start + 1001) == 2)
                    #expect(try await desk.deliveries(id, "?state=delivered").count == 2)
                }
            }
        }
    }

    @Test("Who does not answer in time is tried again, as is who is not there")
    func silence() async throws {
        try await Receiver.open { receiver in
            receiver.answer(.silence)
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                let nowhere = try await desk.make("http://127.0.0.1:1/").id
                try await desk.publish()
                try await desk.worker(timeout: .milliseconds(300)).turn(at: desk.start)
                let delivery = try #require(try await desk.deliveries(id).first)
                #expect(delivery["failure"] == "timeout")
                #expect(delivery["state"] == "pending")
                #expect(try await desk.deliveries(nowhere).first?["failure"] == "connection")
                try await desk.worker().turn(at: desk.start + 5)
                #expect(try await desk.deliveries(id).first?["state"] == "delivered")
                #expect(receiver.requests.count == 2)
            }
        }
    }
}

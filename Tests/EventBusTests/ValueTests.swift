import FoundationEssentials
import Testing

@testable import EventBus

@Suite struct ValueTests {
    @Test(
        "PostgreSQL's timestamps become RFC 3339 to the microsecond",
        arguments: [
            ("2026-11-21 02:54:59.123456+00", "2026-11-21T02:54:59.123456Z"),
            ("2026-11-21 02:54:59.5+08", "2026-11-20T18:54:59.500000Z"),
            ("2024-02-29 23:30:00-05:30", "2024-03-01T05:00:00.000000Z"),
            ("1969-12-31 23:59:59.999999+00", "1969-12-31T23:59:59.999999Z"),
            ("2000-03-01 00:00:00+00", "2000-03-01T00:00:00.000000Z"),
        ])
    func timestamps(postgres: String, expected: String) throws {
        let microseconds = Array(postgres.utf8).withUnsafeBytes { Timestamp.microseconds(postgres: $0) }
        var bytes: [UInt8] = []
        Timestamp.append(try #require(microseconds), to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test("What is no timestamp is nil", arguments: ["", "infinity", "2026-11-21", "2026-11-21 02:54:59", "x"])
    func noTimestamp(text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { Timestamp.microseconds(postgres: $0) } == nil)
    }

    @Test("An event is a CloudEvent in structured JSON, with what is missing left out")
    func cloudEvent() throws {
        var event = Event(
            position: 7, id: try #require(UUID(uuidString: "01935A7B-0000-7000-8000-000000000001")),
            source: "/partners",
            type: "a.b", subject: "协议\"\\\n", microseconds: 0, partitionKey: "k", unit: nil, actor: nil,
            dataSchema: nil, traceParent: nil, correlationID: nil, causationID: nil, data: Array(#"{"n":1}"#.utf8))
        #expect(
            String(decoding: event.cloudEvent(), as: UTF8.self) == #"""
                {"specversion":"1.0","id":"01935a7b-0000-7000-8000-000000000001","source":"/partners","type":"a.b",\#
                "subject":"协议\"\\\u000a","time":"1970-01-01T00:00:00.000000Z","sequence":"7","partitionkey":"k",\#
                "datacontenttype":"application/json","data":{"n":1}}
                """#)
        event.data = nil
        event.unit = "intl"
        #expect(String(decoding: event.cloudEvent(), as: UTF8.self).hasSuffix(#""partitionkey":"k","unit":"intl"}"#))
        event.traceParent = "00-a-b-01"
        event.traceState = "congo=t61"
        #expect(
            String(decoding: event.cloudEvent(), as: UTF8.self).hasSuffix(
                #""unit":"intl","traceparent":"00-a-b-01","tracestate":"congo=t61"}"#))
    }

    @Test("A retry waits longer each time, up to its maximum")
    func retry() {
        let policy = RetryPolicy(initial: .seconds(1), maximum: .seconds(10), multiplier: 2, jitter: 0.5)
        #expect(
            (1...6).map { policy.delay(afterFailures: $0, chance: 0) } == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
        #expect(policy.delay(afterFailures: 1, chance: 1) == .milliseconds(500))
        #expect(policy.delay(afterFailures: .max, chance: 0) == .seconds(10))
    }

    @Test("Ticks follow each other at once after a quiet time, and a gap apart under load")
    func pacing() {
        var pacer = Pacer(gap: .milliseconds(10), burst: 3)
        let now = ContinuousClock.now + .seconds(1)
        #expect(pacer.next(now: now) <= now)
        #expect(pacer.next(now: now) <= now)
        #expect(pacer.next(now: now) == now + .milliseconds(10))
        #expect(pacer.next(now: now + .milliseconds(10)) == now + .milliseconds(20))
        #expect(pacer.next(now: now + .seconds(1)) <= now + .seconds(1))
    }

    @Test("Identifiers are version 7 and follow time")
    func identifiers() async throws {
        let first = UUID.timeOrdered()
        #expect(first.uuid.6 >> 4 == 7)
        #expect(first.uuid.8 >> 6 == 2)
        try await Task.sleep(for: .milliseconds(2))
        #expect(first.uuidString < UUID.timeOrdered().uuidString)
    }

    @Test("A waiter that was cancelled before it waited does not wait")
    func cancelledWaiter() async {
        let news = News(limit: 1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await news.wait(after: 0) }
            group.cancelAll()
        }
        #expect(news.waiting == 0)
        news.advance(to: 1)
        await #expect(throws: Never.self) { try await news.wait(after: 0) }
    }
}

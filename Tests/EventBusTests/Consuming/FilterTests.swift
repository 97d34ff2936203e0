import Database
import FoundationEssentials
import LibPQ
import TestSupport
import Testing

@testable import EventBus

@Suite("Filters") struct FilterTests {
    @Test("A pattern of a hundred stars is no more work than one")
    func stars() {
        let event = Event(
            position: 1, id: UUID(), source: "/partners", type: "partners.agreement.signed", subject: "协议/协/议",
            microseconds: 0, partitionKey: "k")
        let stars = String(repeating: "*", count: 100)
        let staggered = String(repeating: "*e", count: 50)
        for (pattern, isFit) in [
            (stars, true), (stars + "Z", false), (staggered, false), ("*e*e*", true), ("", false), ("*signed", true),
            ("*signe", false), ("partners.*.signed", true), ("p*.a*d", true), ("*.*.*.*", false),
        ] {
            #expect(EventFilter(types: [pattern]).matches(event) == isFit, "\(pattern)")
        }
        #expect(EventFilter(subjects: ["*协/议"]).matches(event))
        #expect(!EventFilter(subjects: ["*议/协"]).matches(event))
    }

    @Test("The server and this process agree on what a filter lets through")
    func agreement() async throws {
        try await Fixture.with(running: false) { fixture in
            let data = [
                #"{"state":"active","year":2026,"term":{"to":"2026-12-31"},"tags":["交流"],"open":true}"#,
                #"{"state":"生效","year":3.5,"term":{"to":null},"open":false}"#,
                #"{"state":"active","year":"2026"}"#, #"{"n":1e3,"text":"a\"b"}"#, #"[1,{"a":2}]"#, #""文""#, "null",
                #"{"state":"\u0000"}"#, "{}",
            ]
            for (number, text) in data.enumerated() {
                var draft = Fixture.draft("partners.agreement.\(number % 2 == 0 ? "signed" : "ended")", number)
                draft.data = Array(text.utf8)
                draft.subject = number == 8 ? nil : "协议/\(number)_%"
                draft.unit = number % 3 == 0 ? nil : "u\(number % 3)"
                try await fixture.publish(draft)
            }
            try await fixture.tick()
            let events = try await fixture.log()
            let conditions: [EventCondition] = [
                .init("state", .equal, #""active""#), .init("state", .notEqual, #""active""#),
                .init("year", .greater, "2025"),
                .init("year", .atMost, "2026.0"), .init("year", .less, "4"),
                .init("term.to", .atLeast, #""2026-01-01""#),
                .init("term.to", .present), .init("term.to", .absent), .init("open", .equal, "true"),
                .init("state", .oneOf, #"["生效","ended"]"#), .init("tags.0", .equal, #""交流""#),
                .init("n", .equal, "1000"),
                .init("1.a", .equal, "2"), .init("text", .equal, #""a\"b""#), .init("missing", .notEqual, "1"),
            ]
            var filters = conditions.map { EventFilter(conditions: [$0]) }
            filters += [
                EventFilter(subjects: ["协议/*"]), EventFilter(subjects: ["协议/1_%", "*/2*"]), EventFilter(subjects: []),
                EventFilter(types: ["*.signed"], units: ["u1", "u2"], conditions: [conditions[0], conditions[3]]),
            ]
            for filter in filters {
                let read = try await fixture.bus.read(after: 0, limit: 100, filter: filter).events.map(\.position)
                #expect(read == events.filter { filter.matches($0) }.map(\.position), "\(filter)")
            }
            #expect(
                try await fixture.bus.read(after: 0, limit: 100, filter: filters[0]).events.map(\.position) == [1, 3])
        }
    }

    @Test("A subscription's filter is kept as it was given")
    func kept() async throws {
        try await Fixture.with(running: false) { fixture in
            let filter = EventFilter(
                types: ["a.*"], sources: ["/x"], units: ["国际处"], subjects: ["s/*"],
                conditions: [.init("a.b", .atLeast, "3"), .init("c", .oneOf, #"["一","二"]"#), .init("d", .present)])
            try await fixture.bus.subscribe("s", filter: filter, SubscriptionOptions(start: .now, slots: 3))
            let status = try #require(try await fixture.desk.subscriptions().first)
            #expect(status.filter == filter)
            #expect(status.slots.map(\.parts) == [3, 3, 3])
        }
    }
}

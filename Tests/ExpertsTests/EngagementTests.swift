import Database
import Experts
import Foundation
import Model
import Testing

@testable import ServiceKit

@Suite("Engagements")
struct EngagementTests {
    private static let arrival: JSON = ["arrivedOn": "2026-02-20"]
    private static let start: JSON = ["startedOn": "2026-02-24"]

    @Test("A foreign expert who stays starts only with notice, visa, arrival and both permits for the whole term")
    func permits() async throws {
        try await ExpertsOffice.with { office in
            let record = try await office.signed(try await office.engagement(of: try await office.expert()))
            #expect(try await office.refusal { try await office.step(record, "start", Self.start) } == [" transition"])
            #expect(
                try await office.refusal { try await office.step(record, "issue_visa", ["visaIssuedOn": "2026-02-01"]) }
                    == [" transition"])
            try await office.step(record, "notify_permit", ["permitNoticeOn": "2026-01-20"])
            #expect(
                try await office.refusal { try await office.step(record, "arrive", Self.arrival) } == [" transition"])
            try await office.step(record, "issue_visa", ["visaIssuedOn": "2026-02-01"])
            try await office.step(record, "arrive", Self.arrival)
            #expect(try await office.refusal { try await office.step(record, "start", Self.start) } == [" transition"])
            let short: JSON = ["permitsValidUntil": "2027-02-21"]
            #expect(
                try await office.refusal { try await office.step(record, "validate_permits", short) }
                    == ["/permitsValidUntil business"])
            try await office.step(record, "validate_permits", ["permitsValidUntil": "2027-02-22"])
            let early: JSON = ["startedOn": "2026-02-19"]
            #expect(
                try await office.refusal { try await office.step(record, "start", early) } == ["/startedOn business"])
            let active = try await office.step(record, "start", Self.start)
            #expect(active.state == "active")
        }
    }

    @Test("A passport has to outlive the term")
    func passport() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert(["passportExpiresOn": "2026-12-31"])
            let record = try await office.signed(try await office.engagement(of: expert))
            try await office.step(record, "notify_permit", ["permitNoticeOn": "2026-01-20"])
            try await office.step(record, "issue_visa", ["visaIssuedOn": "2026-02-01"])
            try await office.step(record, "arrive", Self.arrival)
            #expect(
                try await office.refusal {
                    try await office.step(record, "validate_permits", ["permitsValidUntil": "2027-03-01"])
                } == ["/permitsValidUntil business"])
        }
    }

    @Test(
        "Who needs no permits starts without: online, short, from Hong Kong, or coming home",
        arguments: [
            (["kind": "online"], [:]),
            (["kind": "short_term", "term": ["from": "2026-02-23", "to": "2026-04-01"]], [:]),
            ([:], ["nationality": "HK"]),
            (["introducedAs": "overseas_background_home_national"], [:]),
        ] as [(JSON, JSON)])
    func withoutPermits(engagement: JSON, expert: JSON) async throws {
        try await ExpertsOffice.with { office in
            let record = try await office.signed(
                try await office.engagement(of: try await office.expert(expert), engagement))
            if engagement["kind"] != "online" {
                #expect(
                    try await office.refusal { try await office.step(record, "start", Self.start) } == [" transition"])
                try await office.step(record, "arrive", Self.arrival)
            }
            let active = try await office.step(record, "start", Self.start)
            #expect(active.state == "active")
        }
    }

    @Test("Ninety days are long; a term has both ends; what is signed stays as it is")
    func terms() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert()
            let ninety: JSON = ["term": ["from": "2026-03-01", "to": "2026-05-30"]]
            _ = try await office.engagement(of: expert, ninety)
            let short = ninety.mergePatched(with: ["kind": "short_term"])
            #expect(
                try await office.refusal { _ = try await office.engagement(of: expert, short) } == ["/term business"])
            let less: JSON = ["term": ["from": "2026-03-01", "to": "2026-05-29"]]
            #expect(
                try await office.refusal { _ = try await office.engagement(of: expert, less) } == ["/term business"])
            #expect(
                try await office.refusal { _ = try await office.engagement(of: expert, ["term": ["to": nil]]) }
                    == ["/term required"])
            let record = try await office.signed(try await office.engagement(of: expert))
            let raise: JSON = ["salary": ["minor": 1, "currency": "CNY"], "note": "已谈妥"]
            #expect(try await office.refusal { try await office.update(record, raise) } == ["/salary immutable"])
            try await office.update(record, ["note": "已谈妥"])
        }
    }

    @Test("An engagement ends at its end, is terminated before it, and is continued by a later one of the same expert")
    func ends() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert()
            var record = try await office.signed(try await office.engagement(of: expert, ["kind": "part_time"]))
            try await office.step(record, "arrive", Self.arrival)
            record = try await office.step(record, "start", Self.start)
            let early: JSON = ["endedOn": "2026-06-01"]
            #expect(try await office.refusal { try await office.step(record, "end", early) } == ["/endedOn business"])
            let late: JSON = ["endedOn": "2027-02-23", "endReason": "退休"]
            #expect(
                try await office.refusal { try await office.step(record, "terminate", late) } == ["/endedOn business"])

            let overlapping = try await office.engagement(of: expert, ["kind": "part_time"])
            func renewal(by other: Record) async throws -> [String] {
                let input: JSON = ["continuedBy": other.id?.fieldJSON ?? .null]
                return try await office.refusal { try await office.step(record, "renew", input) }
            }
            #expect(try await renewal(by: overlapping) == ["/continuedBy business"])
            let later: JSON = ["kind": "part_time", "term": ["from": "2027-02-23", "to": "2028-02-23"]]
            let stranger = try await office.engagement(
                of: try await office.expert(["passportNumber": "X", "name": ["en": "B"]]), later)
            #expect(try await renewal(by: stranger) == ["/continuedBy reference"])
            let next = try await office.engagement(of: expert, later)
            #expect(try await renewal(by: next) == [])
            let id = try #require(next.id)
            #expect(
                try await office.refusal {
                    try await office.keeper().delete(Engagement.resource, id: id, expecting: nil, as: office.actor)
                } == [" reference"])
        }
    }

    @Test("Two long-term engagements at once are doubtful, not forbidden")
    func overlap() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert()
            _ = try await office.engagement(of: expert)
            let second = try await office.engagement(of: expert, ["term": ["from": "2026-06-01", "to": "2027-06-01"]])
            let rule = try #require(
                ExpertsService.definition.collections.first { $0.resource.name == Engagement.resource.name }
            ).rule
            let doubts = try await office.pool.withConnection { connection in
                try await rule.warnings(about: second, in: office.keeper().context(on: connection, for: office.actor))
            }
            #expect(doubts.map(\.pointer) == ["/term"])
        }
    }

    @Test("What steps record is recorded by steps; put right, it is held against the same rules, and is not taken away")
    func story() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert()
            let early: JSON = ["startedOn": "2026-02-24"]
            #expect(
                try await office.refusal { _ = try await office.engagement(of: expert, early) }
                    == ["/startedOn readOnly"])
            let record = try await office.signed(try await office.engagement(of: expert))
            for name in ["permitNoticeOn", "visaIssuedOn", "arrivedOn", "permitsValidUntil", "startedOn", "endedOn"] {
                let patch: JSON = [name: "2026-02-24"]
                #expect(try await office.refusal { try await office.update(record, patch) } == ["/\(name) readOnly"])
            }
            try await office.step(record, "notify_permit", ["permitNoticeOn": "2026-01-20"])
            try await office.step(record, "issue_visa", ["visaIssuedOn": "2026-02-01"])
            try await office.step(record, "arrive", Self.arrival)
            try await office.step(record, "validate_permits", ["permitsValidUntil": "2027-03-01"])
            try await office.step(record, "start", Self.start)
            for (field, value, rule) in [
                ("permitsValidUntil", "2026-12-31", "business"), ("startedOn", "2026-02-19", "business"),
                ("startedOn", "2026-03-03", "business"), ("arrivedOn", "2026-01-31", "business"),
                ("visaIssuedOn", "2026-02-21", "business"), ("contractSignedOn", "2026-01-06", "immutable"),
            ] {
                let patch: JSON = [field: .string(value)]
                #expect(
                    try await office.refusal { try await office.update(record, patch) } == ["/\(field) \(rule)"],
                    "\(field) \(value)")
            }
            #expect(
                try await office.refusal { try await office.update(record, ["startedOn": nil]) }
                    == ["/startedOn required"])
            let editor = office.acting("li", (.editor, "office"))
            let corrected = try await editor.update(record, ["arrivedOn": "2026-02-19", "startedOn": "2026-02-23"])
            #expect(corrected[Engagement.arrivedOn] == CalendarDate("2026-02-19"))
        }
    }

    @Test("What an approver has said an editor does not rewrite")
    func decision() async throws {
        try await ExpertsOffice.with { office in
            let record = try await office.engagement(of: try await office.expert())
            try await office.step(record, "approve", ["decisionNote": "同意聘请"])
            let editor = office.acting("li", (.editor, "office"))
            let patch: JSON = ["decisionNote": "同意聘请，工资另议"]
            #expect(try await editor.refusal { try await editor.update(record, patch) } == ["/decisionNote readOnly"])
            try await office.update(record, patch)
        }
    }

    @Test(
        "What has to come first comes first",
        arguments: [
            ("notify_permit", "permitNoticeOn", "2026-01-04"), ("issue_visa", "visaIssuedOn", "2026-01-19"),
            ("arrive", "arrivedOn", "2026-01-31"),
        ])
    func order(step: String, field: String, day: String) async throws {
        try await ExpertsOffice.with { office in
            let record = try await office.signed(try await office.engagement(of: try await office.expert()))
            let way = [("notify_permit", "permitNoticeOn", "2026-01-20"), ("issue_visa", "visaIssuedOn", "2026-02-01")]
            for (name, field, day) in way.prefix(while: { $0.0 != step }) {
                try await office.step(record, name, [field: .string(day)])
            }
            let input: JSON = [field: .string(day)]
            let attempt = { () async throws -> Void in try await office.step(record, step, input) }
            #expect(try await office.refusal(attempt) == ["/\(field) business"])
            #expect(try await office.words(attempt).first?.zh.hasPrefix("不能早于“") == true)
        }
    }

    @Test("A term that is over may bring its story along, in order; who was here before the contract is only odd")
    func past() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert()
            let over: JSON = [
                "kind": "part_time", "term": ["from": "2024-03-01", "to": "2025-03-01"], "contractNumber": "2024-7",
                "contractSignedOn": "2024-02-20", "arrivedOn": "2023-09-01", "startedOn": "2024-03-01",
                "endedOn": "2025-03-01",
            ]
            let record = try await office.engagement(of: expert, over)
            let rule = try #require(
                ExpertsService.definition.collections.first { $0.resource.name == Engagement.resource.name }
            ).rule
            let doubts = try await office.pool.withConnection { connection in
                try await rule.warnings(about: record, in: office.keeper().context(on: connection, for: office.actor))
            }
            #expect(doubts.map(\.pointer) == ["/arrivedOn"])
            for step in ["approve", "sign", "arrive", "start", "end"] { try await office.step(record, step) }
            let wrong = over.mergePatched(with: ["contractNumber": "2024-8", "startedOn": "2023-08-31"])
            #expect(
                try await office.refusal { _ = try await office.engagement(of: expert, wrong) }
                    == ["/startedOn business"])
        }
    }
}

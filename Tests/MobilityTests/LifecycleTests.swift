import Database
import Foundation
import Mobility
import Model
import Testing

@testable import ServiceKit

@Suite("The way of a mobility")
struct LifecycleTests {
    private let institution = RecordID.generate()
    private let agreement = RecordID.generate()

    /// Set out long before the plan.
    private let gone: JSON = ["departedOn": "2025-02-27"]

    private func nominated(_ body: (MobilityOffice, Record) async throws -> Void) async throws {
        try await MobilityOffice.with { office in
            try await office.hearInstitution(self.institution)
            try await office.hearAgreement(self.agreement, with: self.institution, places: 5)
            try await body(office, try await office.nominate(self.agreement, self.institution))
        }
    }

    @Test("Nominated, verified, gone, arrived, back, recognized; each step is an event")
    func wholeWay() async throws {
        try await self.nominated { office, record in
            #expect(record[Mobility.receiverState] == "pending")
            #expect(record[Mobility.country] == "JP")
            #expect(record[Mobility.receivingAcademicYear] == "2025/2026")
            #expect(
                try await office.refusal { try await office.step(record, "start") } == ["/receiverState transition"])
            try await office.step(record, "verify")
            #expect(
                try await office.refusal { try await office.step(record, "verify") } == ["/receiverState transition"])
            let live = try await office.step(record, "start", self.gone)
            #expect(live[Mobility.eqfAtDeparture] == "6")
            try await office.step(record, "arrive", ["actual": ["from": "2025-03-01"]])
            try await office.step(
                record, "return", ["actual": ["from": "2025-03-01", "to": "2025-06-01"], "outcome": "shortened"])
            let end = try await office.step(record, "recognize")
            #expect(end.state == "recognized")
            let events = try await office.owner.query(
                "SELECT split_part(type, '.', 3) FROM bus.events WHERE source = '/mobility' ORDER BY seq"
            ).compactMap { $0.string(0) }
            #expect(events == ["nominated", "verified", "went_live", "arrived", "returned", "recognized"])
        }
    }

    @Test("What has happened does not lie in the future, and an early return without cause is not recognized")
    func guards() async throws {
        try await self.nominated { office, record in
            try await office.step(record, "verify")
            try await office.step(record, "start", self.gone)
            #expect(
                try await office.refusal { try await office.step(record, "arrive", ["actual": ["from": "2025-06-03"]]) }
                    == ["/actual/from business"])
            let back: JSON = [
                "actual": ["from": "2025-03-01", "to": "2025-04-01"], "outcome": "early_return_unjustified",
            ]
            try await office.step(record, "return", back)
            #expect(try await office.refusal { try await office.step(record, "recognize") } == ["/outcome business"])
            let end = try await office.step(record, "cancel", ["cancelReason": "无故提前返回"])
            #expect(end.state == "cancelled")
            #expect(
                try await office.refusal { try await office.update(end, ["outcome": "completed"]) } == [
                    "/outcome immutable"
                ])
        }
    }

    @Test("A stay goes live when its first day or the person's departure has come, and a departure is recorded once")
    func departure() async throws {
        try await self.nominated { office, record in
            func refusal(_ step: String, _ input: JSON = [:]) async throws -> [String] {
                try await office.refusal { try await office.step(record, step, input) }
            }
            try await office.step(record, "verify")
            #expect(try await refusal("start") == ["/departedOn required"])
            #expect(try await refusal("start", ["departedOn": "2025-06-03"]) == ["/departedOn business"])
            try await office.step(record, "start", ["departedOn": "2025-06-01"])
            #expect(try await refusal("depart", ["departedOn": "2025-06-03"]) == ["/departedOn business"])
            #expect(try await refusal("depart", ["departedOn": "2025-06-01"]) == ["/departedOn business"])
            #expect(
                try await office.refusal { try await office.update(record, ["actual": ["from": "2025-06-03"]]) }
                    == ["/actual/from business"])
            try await office.step(record, "depart", ["departedOn": "2025-05-30"])
            #expect(try await refusal("arrive", ["actual": ["from": "2025-05-29"]]) == ["/actual/from business"])
            try await office.step(record, "arrive", ["actual": ["from": "2025-05-31"]])
            #expect(try await refusal("arrive", ["actual": ["from": "2025-05-31"]]) == ["/actual/from business"])
            #expect(try await refusal("depart", ["departedOn": "2025-06-01"]) == ["/departedOn business"])
        }
    }

    @Test("Recognition takes the days and the outcome that it asks for")
    func recognition() async throws {
        try await self.nominated { office, record in
            try await office.step(record, "verify")
            try await office.step(record, "start", self.gone)
            let end = try await office.step(
                record, "recognize", ["actual": ["from": "2025-03-01", "to": "2025-06-01"], "outcome": "completed"])
            #expect(end.state == "recognized")
        }
    }

    @Test("Only the steps that would say something new are offered")
    func offers() async throws {
        try await self.nominated { office, record in
            let rule = office.stores[Mobility.resource].collection.rule
            func offered(_ record: Record) -> Set<String> {
                Set(
                    Mobility.resource.lifecycle.transitions(from: record.state ?? "")
                        .filter { rule.offers($0, of: record) }.map(\.name))
            }
            #expect(offered(record) == ["verify", "reject", "no_show", "cancel"])
            #expect(offered(try await office.step(record, "verify")) == ["reject", "start", "no_show", "cancel"])
            #expect(
                offered(try await office.step(record, "start", self.gone)) == [
                    "arrive", "extend", "shorten", "return", "recognize", "no_show", "cancel",
                ])
            let back = try await office.step(
                record, "return", ["actual": ["from": "2025-03-01", "to": "2025-06-01"], "outcome": "completed"])
            #expect(offered(back) == ["recognize", "cancel"])
            let refusedAgain = try await office.refusal { try await office.step(record, "return") }
            #expect(refusedAgain == ["/actual/to business"])
        }
    }

    @Test("A change to what the receiver judged asks the receiver anew; a remark does not")
    func askedAnew() async throws {
        try await self.nominated { office, record in
            try await office.step(record, "verify")
            let remarked = try await office.update(record, ["note": "已通知家长"])
            #expect(remarked[Mobility.receiverState] == "verified")
            let moved = try await office.update(record, ["planned": ["from": "2026-09-01", "to": "2027-01-20"]])
            #expect(moved[Mobility.receiverState] == "pending")
            #expect(moved[Mobility.receivingAcademicYear] == "2026/2027")
            #expect(
                try await office.refusal { try await office.update(record, ["isced": "0231"]) } == ["/isced business"])
        }
    }

    @Test("A stay is extended or shortened by its own steps")
    func length() async throws {
        try await self.nominated { office, record in
            #expect(record[Mobility.lengthClass] == "mid")
            try await office.step(record, "verify")
            try await office.step(record, "start", self.gone)
            let longer: JSON = ["planned": ["from": "2025-09-01", "to": "2026-10-01"]]
            #expect(try await office.refusal { try await office.update(record, longer) } == ["/planned business"])
            #expect(
                try await office.refusal { try await office.step(record, "shorten", longer) } == [
                    "/planned/to business"
                ])
            try await office.step(record, "extend", longer)
            let store = office.stores[Mobility.resource]
            let id = try #require(record.id)
            let read = try await office.pool.withConnection { try await store.record(id: id, on: $0) }
            #expect(read?[Mobility.lengthClass] == "long")
            for (length, expected) in [("long", 1), ("mid", 0), ("short", 0)] {
                let query = try ListQuery([("lengthClass", length)], of: store.collection)
                let page = try await office.pool.withConnection { try await store.list(query, units: nil, on: $0) }
                #expect(page.count == expected, "\(length)")
            }
        }
    }

    @Test("Direction, person and institution never change; what is gone stays gone")
    func immutable() async throws {
        try await self.nominated { office, record in
            let other: JSON = .string(RecordID.generate().description)
            let patch: JSON = ["direction": "incoming", "counterpart": other]
            #expect(
                try await office.refusal { try await office.update(record, patch) }
                    == ["/direction immutable", "/counterpart immutable"])
            #expect(
                try await office.refusal { try await office.update(record, ["personNumber": "20230002"]) }
                    == ["/personNumber immutable"])
            #expect(
                try await office.refusal { try await office.step(record, "no_show") } == ["/planned/from business"])
            try await office.step(record, "cancel", ["cancelReason": "未取得签证"])
            let id = try #require(record.id)
            #expect(
                try await office.refusal {
                    try await office.keeper.delete(Mobility.resource, id: id, expecting: nil, as: office.actor)
                } == [" business"])
        }
    }

    @Test("One person has one key, known by number where it was given out, and the number stays inside")
    func persons() async throws {
        try await self.nominated { office, record in
            let same = try await office.nominate(
                self.agreement, self.institution,
                ["planned": ["from": "2026-02-20", "to": "2026-07-01"]])
            let other = try await office.nominate(self.agreement, self.institution, ["personNumber": "20230002"])
            let theirs = try await office.nominate(self.agreement, self.institution, ["direction": "incoming"])
            #expect(same[Mobility.personKey] == record[Mobility.personKey])
            #expect(other[Mobility.personKey] != record[Mobility.personKey])
            #expect(theirs[Mobility.personKey] != record[Mobility.personKey])
            let leaked = try await office.owner.query(
                "SELECT count(*) FROM bus.events WHERE data::text LIKE '%20230001%'")
            #expect(try leaked.first?.decode(0, as: Int.self) == 0)
        }
    }

    @Test("Who is nominated twice under one agreement for the same time is pointed out, by the other's code")
    func twiceAtOnce() async throws {
        try await self.nominated { office, record in
            func warnings(_ record: Record) async throws -> [String] {
                try await office.pool.withConnection { connection in
                    try await office.stores[Mobility.resource].collection.rule.warnings(
                        about: record, in: office.keeper.context(on: connection, for: office.actor))
                }.map { "\($0.pointer) \($0.message.zh)" }
            }
            let next: JSON = ["planned": ["from": "2026-01-20", "to": "2026-07-01"]]
            _ = try await office.nominate(self.agreement, self.institution, next)
            _ = try await office.nominate(self.agreement, self.institution, ["personNumber": "20230002"])
            #expect(try await warnings(record) == [])
            let again = try await office.nominate(
                self.agreement, self.institution, ["planned": ["from": "2026-01-19", "to": "2026-01-21"]])
            let code = try #require(again.code)
            #expect(try await warnings(record) == ["/planned 同一人在同一协议下还有时间重叠的交流：\(code)"])
            #expect(try await warnings(again).count == 2)
            let cancelled = try await office.step(again, "cancel", ["cancelReason": "重复提名"])
            #expect(try await warnings(record) == [])
            #expect(try await warnings(cancelled) == [])
        }
    }

    @Test("A person is asked before somebody is nominated twice at once, and a file of nominations comes in once")
    func again() async throws {
        try await self.nominated { office, record in
            let input = Samples.nomination(self.agreement, self.institution)
            let doubtful = await #expect(throws: DoubtfulChange.self) {
                _ = try await office.keeper.create(
                    Mobility.resource, input, as: office.actor, doubts: .refused(unless: ""))
            }
            #expect(doubtful?.warnings.map(\.pointer) == ["/planned"])
            let rows = [input, input.mergePatched(with: ["personNumber": "20230009"])].enumerated().map {
                ImportRow(line: $0.offset + 2, input: $0.element)
            }
            for (created, unchanged) in [(1, 1), (0, 2)] {
                let report = try await office.keeper.importRows(
                    rows, into: Mobility.resource, as: office.actor, dryRun: false)
                #expect((report.created, report.unchanged, report.refused) == (created, unchanged, 0))
            }
        }
    }

    @Test("An exchange needs an agreement, a conference does not; what was not heard of is named")
    func references() async throws {
        try await self.nominated { office, _ in
            #expect(
                try await office.refusal { _ = try await office.nominate(nil, self.institution) } == [
                    "/agreement required"
                ])
            _ = try await office.nominate(
                nil, self.institution, ["traveller": "teaching_staff", "category": "conference"])
            #expect(
                try await office.refusal { _ = try await office.nominate(.generate(), self.institution) }
                    == ["/agreement reference"])
            #expect(
                try await office.refusal { _ = try await office.nominate(self.agreement, .generate()) }
                    == ["/counterpart reference"])
            let blocked = RecordID.generate()
            try await office.hearInstitution(blocked, state: "blocked")
            #expect(
                try await office.refusal { _ = try await office.nominate(nil, blocked, ["category": "conference"]) }
                    == ["/counterpart business"])
        }
    }

    @Test("An institution that was merged is found under its old id, and its agreements still hold")
    func merged() async throws {
        try await self.nominated { office, _ in
            let successor = RecordID.generate()
            try await office.hearInstitution(successor)
            try await office.hear(
                MobilityService.institutions,
                [
                    "id": self.institution.fieldJSON, "code": "INS-1", "state": "merged", "version": 2,
                    "country": "JP", "title": ["zh": "大阪外国语大学"], "mergedInto": successor.fieldJSON,
                ])
            let record = try await office.nominate(self.agreement, self.institution, ["personNumber": "7"])
            #expect(record[Mobility.counterpart] == successor)
            #expect(record[Mobility.condition] == 1)
        }
    }

    @Test("What steps tell of a stay is told by steps, and put right by edits once they have told it")
    func story() async throws {
        try await self.nominated { office, record in
            let told: [(String, JSON)] = [
                ("departedOn", "2025-05-30"), ("actual", ["from": "2025-05-31"]), ("outcome", "completed"),
                ("receiverReason", "OK"), ("cancelReason", "未取得签证"),
            ]
            for (field, value) in told {
                let patch: JSON = [field: value]
                let other = patch.mergePatched(with: ["personNumber": "2"])
                #expect(
                    try await office.refusal { _ = try await office.nominate(self.agreement, self.institution, other) }
                        == ["/\(field) readOnly"])
                #expect(try await office.refusal { try await office.update(record, patch) } == ["/\(field) readOnly"])
            }
            try await office.step(record, "verify")
            try await office.step(record, "start", ["departedOn": "2025-05-30"])
            #expect(
                try await office.refusal { try await office.update(record, ["outcome": "no_show"]) }
                    == ["/outcome readOnly"])
            try await office.step(record, "arrive", ["actual": ["from": "2025-05-31"]])
            let moved = try await office.update(record, ["departedOn": "2025-05-29", "actual": ["from": "2025-05-30"]])
            #expect(moved[Mobility.actual]?.from == CalendarDate("2025-05-30"))
            #expect(
                try await office.refusal { try await office.update(record, ["actual": ["to": "2025-06-02"]]) }
                    == ["/actual/to readOnly"])
            try await office.step(
                record, "return", ["actual": ["from": "2025-05-30", "to": "2025-06-02"], "outcome": "completed"])
            #expect(
                try await office.refusal { try await office.update(record, ["outcome": "no_show"]) }
                    == ["/outcome business"])
            let justified = try await office.update(record, ["outcome": "early_return_justified"])
            #expect(justified[Mobility.outcome] == "early_return_justified")
        }
    }

    @Test("A stay that is over when it is written down may bring its story along, which the steps then find in it")
    func past() async throws {
        try await self.nominated { office, record in
            let over: JSON = [
                "personNumber": "2", "planned": ["from": "2025-02-20", "to": "2025-05-31"], "departedOn": "2025-02-19",
                "actual": ["from": "2025-02-20", "to": "2025-05-30"], "outcome": "completed",
            ]
            let story = try await office.nominate(self.agreement, self.institution, over)
            #expect(
                try await office.refusal {
                    try await office.update(story, ["planned": ["from": "2025-09-01", "to": "2026-01-20"]])
                } == ["/departedOn readOnly", "/actual readOnly", "/outcome readOnly"])
            try await office.step(story, "verify")
            try await office.step(story, "start")
            #expect(try await office.step(story, "recognize").state == "recognized")
            // The last day is not over yet.
            let ending = over.mergePatched(with: ["personNumber": "3", "planned": ["to": "2025-06-03"]])
            #expect(
                try await office.refusal { _ = try await office.nominate(self.agreement, self.institution, ending) }
                    == ["/departedOn readOnly", "/actual readOnly", "/outcome readOnly"])
            let rule = office.stores[Mobility.resource].collection.rule
            func withheld(_ record: Record?) -> Int {
                rule.withheldFields(
                    of: Mobility.resource, editing: record, as: office.actor.access,
                    on: CalendarDate("2025-06-02") ?? .min
                ).count
            }
            #expect(withheld(nil) == 0 && withheld(story) == 0 && withheld(record) == 5)
        }
    }
}

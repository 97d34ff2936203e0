import Foundation
import Model
import Testing

@testable import Mobility

@Suite("What an agreement provides for")
struct NominationTests {
    private static let institution = RecordID.generate()

    private func verdict(_ change: JSON = [:], of agreement: JSON = [:]) -> [String] {
        let id = RecordID.generate()
        let terms = Samples.agreement(id, with: Self.institution).mergePatched(with: agreement)
        let input = Samples.nomination(id, Self.institution).mergePatched(with: change)
        guard let mobility = Record(fieldJSON: input), let agreement = Record(fieldJSON: terms),
            let from = mobility[Mobility.planned]?.from,
            let year = mobility[Mobility.receivingAcademicYear].flatMap({ AcademicYear($0) })
                ?? AcademicYear(containing: from)
        else { return ["unreadable"] }
        let nomination = Nomination(
            mobility, counterparts: [Self.institution],
            over: Nomination.Span(
                beginning: from, end: mobility[Mobility.planned]?.to, year: year,
                yearIsNamed: mobility[Mobility.receivingAcademicYear] != nil))
        do {
            return try nomination.places(under: agreement).map { "place \($0.condition)" }
        } catch {
            return error.issues.map(\.pointer)
        }
    }

    @Test("The first condition sends, the second receives")
    func direction() {
        #expect(self.verdict() == ["place 1"])
        #expect(self.verdict(["direction": "incoming"]) == ["place 2"])
        #expect(self.verdict(["direction": "incoming", "condition": 1]) == ["/counterpart"])
        #expect(self.verdict(["condition": 3]) == ["/condition"])
    }

    @Test("Activity, year, level and field have to fit, and the refusal names those of the nearest condition")
    func terms() {
        #expect(self.verdict(["category": "paid_internship"]) == ["/category"])
        #expect(self.verdict(["receivingAcademicYear": "2023/2024"]) == ["/receivingAcademicYear"])
        #expect(self.verdict(["receivingAcademicYear": "2028/2029"]) == ["/receivingAcademicYear"])
        #expect(self.verdict(["receivingAcademicYear": "2027/2028"]) == ["place 1"])
        #expect(self.verdict(["eqfAtNomination": "8"]) == ["/eqfAtNomination"])
        #expect(self.verdict(["eqfAtNomination": nil]) == ["/eqfAtNomination"])
        #expect(self.verdict(["isced": "0613"]) == ["/isced"])
        #expect(self.verdict(["isced": "0613", "eqfAtNomination": "8"]) == ["/eqfAtNomination", "/isced"])
    }

    @Test("An agreement provides for nothing before it is in force and after it has ended, unless it renews itself")
    func force() {
        #expect(self.verdict(of: ["state": "signed"]) == ["/agreement"])
        #expect(self.verdict(of: ["state": "suspended"]) == ["/agreement"])
        #expect(self.verdict(of: ["effective": ["from": "2025-09-02"]]) == ["/agreement"])
        #expect(self.verdict(of: ["effective": ["to": "2025-09-01"]]) == ["/agreement"])
        #expect(self.verdict(of: ["effective": ["to": "2025-09-02"]]) == ["place 1"])
        #expect(self.verdict(of: ["effective": ["to": "2025-09-01"], "autoRenewMonths": 12]) == ["place 1"])
        #expect(self.verdict(of: ["conditions": nil]) == ["/agreement"])
    }

    @Test(
        "An agreement that was ended provides for what is over by its last day, and for nothing after it",
        arguments: ["terminated", "superseded"])
    func ended(state: String) {
        func verdict(_ more: JSON) -> [String] {
            self.verdict(of: more.mergePatched(with: ["state": .string(state)]))
        }
        #expect(verdict(["endedOn": "2026-01-20"]) == ["place 1"])
        #expect(verdict(["endedOn": "2026-01-19"]) == ["/agreement"])
        #expect(verdict(["endedOn": "2024-09-01"]) == ["/agreement"])
        // It had renewed itself long before notice was given.
        let notice: JSON = [
            "effective": ["to": "2025-01-01"], "autoRenewMonths": 12, "noticeGivenOn": "2025-01-20",
            "endedOn": "2026-01-20",
        ]
        #expect(verdict(notice) == ["place 1"])
        #expect(verdict(["endedOn": "2026-01-20", "effective": ["from": "2025-09-02"]]) == ["/agreement"])
    }

    @Test(
        "A field of study covers what lies within it",
        arguments: [
            ("0715", "0715", true), ("0715", "0714", false), ("0710", "0715", true), ("0700", "0715", true),
            ("0710", "0732", false), ("0720", "0715", false),
        ])
    func fields(wide: String, narrow: String, covers: Bool) {
        #expect(Nomination.covers(wide, narrow) == covers)
    }
}

import Model
import ServiceKit
import TestSupport
import Testing

@testable import Partners

/// Stays take their places under a condition's number, so it has to mean the same for ever.
@Suite("The numbers of an agreement's conditions")
struct ConditionNumberTests {
    private let resource = Agreement.resource

    private static let studies: JSON = [
        "activity": "student_studies", "sendingParty": 1, "receivingParty": 2, "firstAcademicYear": "2026/2027",
        "peoplePerYear": 1,
    ]
    private static let teaching: JSON = [
        "activity": "staff_teaching", "sendingParty": 1, "receivingParty": 2, "firstAcademicYear": "2026/2027",
        "peoplePerYear": 10,
    ]
    private static let training: JSON = Self.teaching.mergePatched(with: ["activity": "staff_training"])

    private func numbered(_ condition: JSON, _ number: Int64) -> JSON {
        condition.mergePatched(with: ["no": .integer(number)])
    }

    private func told(_ record: Record) -> [String] {
        (record[Agreement.conditions] ?? []).map { condition in
            "\(condition[Agreement.Condition.number] ?? 0) \(condition[Agreement.Condition.activity] ?? "")"
        }
    }

    private func inForce(_ office: PartnersOffice) async throws -> Record {
        try await office.inForce(
            with: try await office.institution("University of Niš", "RS"),
            ["conditions": [Self.studies, Self.teaching]])
    }

    /// All parties approve what was proposed, and it is taken over.
    private func adopt(_ agreement: Record, version: Int64, _ office: PartnersOffice) async throws -> Record {
        for party: Int64 in [1, 2] { try await office.approve(agreement, party: party, version: version) }
        return try await office.step(self.resource, agreement.id, "amend")
    }

    @Test("Another order is no other content, and every condition keeps its number, with or without being named by it")
    func order() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await self.inForce(office)
            #expect(self.told(agreement) == ["1 student_studies", "2 staff_teaching"])
            let orders: [JSON] = [
                [self.numbered(Self.teaching, 2), self.numbered(Self.studies, 1)], [Self.teaching, Self.studies],
            ]
            for order in orders {
                let swapped = try await office.update(self.resource, agreement.id, ["conditions": order])
                #expect(self.told(swapped) == ["2 staff_teaching", "1 student_studies"])
                #expect(swapped[Agreement.pendingVersion] == nil)
            }
        }
    }

    @Test("An amendment that puts a condition first, or drops one, leaves the others their numbers")
    func amendment() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await self.inForce(office)
            try await office.update(
                self.resource, agreement.id, ["conditions": [Self.training, Self.studies, Self.teaching]])
            let longer = try await self.adopt(agreement, version: 2, office)
            #expect(self.told(longer) == ["3 staff_training", "1 student_studies", "2 staff_teaching"])
            let more = Self.studies.mergePatched(with: ["peoplePerYear": 2])
            try await office.update(self.resource, agreement.id, ["conditions": [more]])
            let shorter = try await self.adopt(agreement, version: 3, office)
            #expect(self.told(shorter) == ["1 student_studies"])
            // No number is given twice: who stayed under it would be counted with those who come.
            try await office.update(self.resource, agreement.id, ["conditions": [more, Self.teaching]])
            let again = try await self.adopt(agreement, version: 4, office)
            #expect(self.told(again) == ["1 student_studies", "4 staff_teaching"])
        }
    }

    @Test("A number that was agreed upon never means another activity or direction; in a draft it means nothing yet")
    func meaning() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await self.inForce(office)
            let changes: [JSON] = [
                [self.numbered(Self.teaching, 1), self.numbered(Self.studies, 2)],
                [
                    self.numbered(
                        Self.studies.mergePatched(with: ["sendingParty": 2, "receivingParty": 1]), 1),
                    self.numbered(Self.teaching, 2),
                ],
            ]
            for change in changes {
                let attempt = { () async throws -> Void in
                    try await office.update(self.resource, agreement.id, ["conditions": change])
                }
                #expect(try await office.refusal(attempt).first == "/conditions/0/no immutable")
                #expect(try await office.words(attempt).first?.zh.contains("条件 1 是“学生学习”") == true)
            }
            let nis = try await office.institution("Univerza", "SI")
            let draft = try await office.draft(with: nis, ["conditions": [Self.studies, Self.teaching]])
            let edited = try await office.update(
                self.resource, draft.id, ["conditions": [self.numbered(Self.training, 1)]])
            #expect(self.told(edited) == ["1 staff_training"])
            #expect(
                try await office.refusal {
                    try await office.update(
                        self.resource, draft.id,
                        ["conditions": [self.numbered(Self.training, 1), self.numbered(Self.studies, 1)]])
                } == ["/conditions/1/no duplicate"])
        }
    }
}

import Database
import Foundation
import Mobility
import Model
import ServiceKit
import Testing

@Suite("Places under an agreement")
struct PlacesTests {
    private let institution = RecordID.generate()
    private let agreement = RecordID.generate()

    private func open(places: Int64, _ body: (MobilityOffice) async throws -> Void) async throws {
        try await MobilityOffice.with { office in
            try await office.hearInstitution(self.institution)
            try await office.hearAgreement(self.agreement, with: self.institution, places: places)
            try await body(office)
        }
    }

    @Test("Of many clerks who nominate for the last places at once only as many succeed as there are places")
    func lastPlace() async throws {
        try await self.open(places: 3) { office in
            let refusals = try await withThrowingTaskGroup(of: [String].self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await office.refusal {
                            _ = try await office.nominate(
                                self.agreement, self.institution, ["personNumber": .string("\(number)")])
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(refusals.filter(\.isEmpty).count == 3)
            #expect(refusals.filter { $0 == ["/condition business"] }.count == 5)
        }
    }

    @Test("A recorded exception goes beyond the places, and is counted")
    func exception() async throws {
        try await self.open(places: 1) { office in
            let first = try await office.nominate(self.agreement, self.institution)
            #expect(first[Mobility.condition] == 1)
            let second = try await office.nominate(
                self.agreement, self.institution, ["exception": "对方院长同意增加一个名额"])
            #expect(second[Mobility.condition] == 1)
            let stranger = try await office.nominate(
                self.agreement, self.institution, ["exception": "Agreed by letter", "eqfAtNomination": "8"])
            #expect(stranger[Mobility.condition] == nil)
        }
    }

    @Test("Who is cancelled or rejected gives the place free; nominated again, it has to be free")
    func release() async throws {
        try await self.open(places: 1) { office in
            let first = try await office.nominate(self.agreement, self.institution)
            try await office.step(first, "reject", ["receiverReason": "The course is full"])
            let second = try await office.nominate(self.agreement, self.institution, ["personNumber": "2"])
            #expect(try await office.refusal { try await office.step(first, "resubmit") } == ["/condition business"])
            try await office.step(second, "cancel", ["cancelReason": "Illness"])
            let again = try await office.step(first, "resubmit")
            #expect(again[Mobility.receiverState] == "pending")
            #expect(again[Mobility.receiverReason] == nil)
        }
    }

    @Test("Another year and the other direction have places of their own")
    func separate() async throws {
        try await self.open(places: 1) { office in
            _ = try await office.nominate(self.agreement, self.institution)
            let next = try await office.nominate(
                self.agreement, self.institution, ["planned": ["from": "2026-09-01", "to": "2027-01-20"]])
            #expect(next[Mobility.receivingAcademicYear] == "2026/2027")
            let incoming = try await office.nominate(self.agreement, self.institution, ["direction": "incoming"])
            #expect(incoming[Mobility.condition] == 2)
        }
    }

    @Test("An import takes as many rows as there are places and reports the others by line")
    func batch() async throws {
        try await self.open(places: 2) { office in
            let rows = (1...4).map { line in
                ImportRow(
                    line: line,
                    input: Samples.nomination(self.agreement, self.institution)
                        .mergePatched(with: ["personNumber": .string("P\(line)")]))
            }
            let report = try await office.keeper.importRows(
                rows, into: Mobility.resource, as: office.actor, dryRun: false)
            #expect(report.created == 2)
            #expect(report.rejected.map(\.line) == [3, 4])
            #expect(report.rejected.allSatisfy { $0.issue.pointer == "/condition" })
        }
    }

    @Test("A nomination under the last approved version stays when the agreement comes with fewer places")
    func fewerPlaces() async throws {
        try await self.open(places: 2) { office in
            let first = try await office.nominate(self.agreement, self.institution)
            try await office.hearAgreement(self.agreement, with: self.institution, places: 1, version: 2)
            #expect(
                try await office.refusal {
                    _ = try await office.nominate(self.agreement, self.institution, ["personNumber": "2"])
                } == ["/condition business"])
            try await office.step(first, "verify")
        }
    }

    @Test("A place is taken under a condition, wherever the condition stands in the agreement")
    func order() async throws {
        try await self.open(places: 1) { office in
            let first = try await office.nominate(self.agreement, self.institution)
            let terms = Samples.agreement(self.agreement, with: self.institution, version: 2)
            let conditions = try #require(terms["conditions"]?.arrayValue)
            try await office.hear(
                MobilityService.agreements, terms.mergePatched(with: ["conditions": .array(conditions.reversed())]))
            #expect(first[Mobility.condition] == 1)
            #expect(
                try await office.refusal {
                    _ = try await office.nominate(self.agreement, self.institution, ["personNumber": "2"])
                } == ["/condition business"])
            let incoming = try await office.nominate(self.agreement, self.institution, ["direction": "incoming"])
            #expect(incoming[Mobility.condition] == 2)
        }
    }
}

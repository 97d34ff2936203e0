import Model
import ServiceKit
import Testing

@testable import Mobility

/// Places are counted by the receiving side's academic year, so nobody gets one by naming a year that it is not.
@Suite("The receiving side's academic year")
struct ReceivingYearTests {
    private let institution = RecordID.generate()
    private let agreement = RecordID.generate()

    private func open(
        places: Int64 = 1, _ terms: JSON = [:], _ body: (MobilityOffice) async throws -> Void,
    ) async throws {
        try await MobilityOffice.with { office in
            try await office.hearInstitution(self.institution)
            try await office.hear(
                MobilityService.agreements,
                Samples.agreement(self.agreement, with: self.institution, places: places).mergePatched(with: terms))
            try await body(office)
        }
    }

    /// A stay that has begun, as somebody of this number.
    private func live(
        _ office: MobilityOffice, _ number: String, _ planned: JSON, _ more: JSON = [:],
    ) async throws -> Record {
        let input: JSON = ["personNumber": .string(number), "planned": planned]
        let record = try await office.nominate(self.agreement, self.institution, input.mergePatched(with: more))
        try await office.step(record, "verify")
        return try await office.step(record, "start", ["departedOn": "2025-05-30"])
    }

    @Test(
        "A year may contain a beginning in a partner's year that begins in spring or in autumn, and no other one",
        arguments: [
            ("2026/2027", "2026-09-01", true), ("2026/2027", "2027-08-31", true), ("2026/2027", "2026-04-01", true),
            ("2026/2027", "2026-02-20", true), ("2026/2027", "2026-01-31", false), ("2026/2027", "2027-09-01", false),
            ("2025/2026", "2026-09-01", false), ("2030/2031", "2026-10-01", false),
            ("2026/2026", "2026-01-01", true), ("2026/2026", "2026-12-31", true), ("2026/2026", "2027-01-01", false),
        ])
    func containing(year: String, day: String, expected: Bool) throws {
        let (year, day) = (try #require(AcademicYear(year)), try #require(CalendarDate(day)))
        #expect(year.mayContain(beginning: day) == expected)
    }

    @Test("A full year is not passed over by the name of another one, nor by another way to write it")
    func otherNames() async throws {
        try await self.open { office in
            _ = try await office.nominate(self.agreement, self.institution)
            for (year, refused) in [
                ("2027/2028", "/receivingAcademicYear business"), ("2024/2025", "/receivingAcademicYear business"),
                ("2025/2027", "/receivingAcademicYear format"), ("2025/2025", "/receivingAcademicYear business"),
                ("2025/2026", "/condition business"),
            ] {
                let input: JSON = ["personNumber": "2", "receivingAcademicYear": .string(year)]
                #expect(
                    try await office.refusal {
                        _ = try await office.nominate(self.agreement, self.institution, input)
                    } == [refused], "\(year)")
            }
            let other = try await office.nominate(
                self.agreement, self.institution,
                ["personNumber": "3", "planned": ["from": "2026-09-01", "to": "2027-01-20"]])
            #expect(
                try await office.refusal {
                    try await office.update(other, ["receivingAcademicYear": "2025/2026"])
                } == ["/receivingAcademicYear business"])
        }
    }

    @Test("Where a condition counts by calendar years, a year that is left out is one, also when the stay moves")
    func calendarYears() async throws {
        let south: JSON = [
            "conditions": [
                [
                    "no": 1, "activity": "student_studies", "sendingParty": 1, "receivingParty": 2,
                    "firstAcademicYear": "2025/2025", "peoplePerYear": 1,
                ]
            ]
        ]
        try await self.open(south) { office in
            let record = try await office.nominate(self.agreement, self.institution)
            #expect(record[Mobility.receivingAcademicYear] == "2025/2025")
            let named: JSON = ["personNumber": "2", "receivingAcademicYear": "2025/2026"]
            #expect(
                try await office.refusal {
                    _ = try await office.nominate(self.agreement, self.institution, named)
                } == ["/receivingAcademicYear business"])
            let moved = try await office.update(record, ["planned": ["from": "2026-02-20", "to": "2026-06-30"]])
            #expect(moved[Mobility.receivingAcademicYear] == "2026/2026")
        }
    }

    @Test("A year that begins in spring keeps its name when the stay moves within it, a northern one does not")
    func moves() async throws {
        try await self.open(places: 9) { office in
            let april: JSON = [
                "planned": ["from": "2026-04-01", "to": "2026-07-31"], "receivingAcademicYear": "2026/2027",
            ]
            let spring = try await office.nominate(self.agreement, self.institution, april)
            let later = try await office.update(spring, ["planned": ["from": "2026-04-08", "to": "2026-07-31"]])
            #expect(later[Mobility.receivingAcademicYear] == "2026/2027")
            let autumn = try await office.nominate(
                self.agreement, self.institution, ["planned": ["from": "2026-09-01", "to": "2027-01-20"]])
            let earlier = try await office.update(autumn, ["planned": ["from": "2026-03-01", "to": "2026-07-20"]])
            #expect(earlier[Mobility.receivingAcademicYear] == "2025/2026")
        }
    }

    @Test("Who stays on into another year takes one of its places, and gives it back when the stay is shortened")
    func extended() async throws {
        try await self.open(places: 1) { office in
            let spring: JSON = ["from": "2025-03-01", "to": "2025-07-20"]
            let stay = try await self.live(office, "1", spring)
            #expect(stay[Mobility.receivingAcademicYear] == "2024/2025")
            // Some days in a year are no place in it.
            let longer = try await office.step(stay, "extend", ["planned": ["from": "2025-03-01", "to": "2025-09-20"]])
            #expect(longer[Mobility.extendedInto] == nil)
            let on: JSON = ["planned": ["from": "2025-03-01", "to": "2026-01-20"]]
            let next = try await office.step(stay, "extend", on)
            #expect(next[Mobility.extendedInto] == "2025/2026")
            let nomination = { () async throws -> Void in
                _ = try await office.nominate(self.agreement, self.institution, ["personNumber": "2"])
            }
            #expect(try await office.refusal(nomination) == ["/condition business"])
            let back = try await office.step(
                stay, "shorten", ["planned": ["from": "2025-03-01", "to": "2025-08-01"]])
            #expect(back[Mobility.extendedInto] == nil)
            #expect(try await office.refusal(nomination) == [])
            #expect(try await office.refusal { try await office.step(stay, "extend", on) } == ["/condition business"])
            let excepted = on.mergePatched(with: ["exception": "对方来函同意延长一学期"])
            #expect(try await office.step(stay, "extend", excepted)[Mobility.extendedInto] == "2025/2026")
        }
    }

    @Test("Staying on is held against the agreement like coming, and the exception for the one is none for the other")
    func extensionBeyond() async throws {
        try await self.open(places: 5) { office in
            let stay = try await self.live(
                office, "1", ["from": "2025-03-01", "to": "2025-07-20"], ["exception": "校长特批", "eqfAtNomination": "8"])
            let on: JSON = ["planned": ["from": "2025-03-01", "to": "2026-01-20"]]
            #expect(
                try await office.refusal { try await office.step(stay, "extend", on) } == ["/eqfAtNomination business"])
            let other = try await self.live(office, "2", ["from": "2025-03-01", "to": "2025-07-20"])
            let years: JSON = ["planned": ["from": "2025-03-01", "to": "2030-01-20"]]
            #expect(
                try await office.refusal { try await office.step(other, "extend", years) }
                    == ["/receivingAcademicYear business"])
            let ended = Samples.agreement(self.agreement, with: self.institution, places: 5, version: 2)
                .mergePatched(with: ["effective": ["to": "2025-07-01"]])
            try await office.hear(MobilityService.agreements, ended)
            #expect(try await office.refusal { try await office.step(other, "extend", on) } == ["/agreement business"])
            let excepted = on.mergePatched(with: ["exception": "双方已商定续签，同意延长"])
            #expect(try await office.refusal { try await office.step(other, "extend", excepted) } == [])
        }
    }
}

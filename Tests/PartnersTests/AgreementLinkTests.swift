import Database
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Partners

@Suite("Agreements that refer to each other")
struct AgreementLinkTests {
    private let resource = Agreement.resource

    @Test("No agreement is an annex to itself or follows itself, however long the way round")
    func circles() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let first = try await office.draft(with: nis)
            let links: [(String, JSON)] = [("parentAgreement", [:]), ("renewedFrom", ["origin": "renewal"])]
            for (field, more) in links {
                func link(to other: Record) throws -> JSON {
                    more.mergePatched(with: [field: try #require(other.id).fieldJSON])
                }
                let second = try await office.draft(with: nis, try link(to: first))
                let third = try await office.draft(with: nis, try link(to: second))
                for other in [first, second, third] {
                    let closing = try link(to: other)
                    #expect(
                        try await office.refusal { try await office.update(self.resource, first.id, closing) }
                            == ["/\(field) business"])
                }
            }
        }
    }

    @Test("Of two changes that close a circle together one is refused")
    func atOnce() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            // Three in a row: the two changes lock no agreement in common.
            let first = try await office.draft(with: nis)
            let second = try await office.draft(with: nis, ["parentAgreement": try #require(first.id).fieldJSON])
            let third = try await office.draft(with: nis)
            let fourth = try await office.draft(with: nis, ["parentAgreement": try #require(third.id).fieldJSON])
            let refusals = try await withThrowingTaskGroup(of: [String].self) { group in
                for (below, above) in [(first, fourth), (third, second)] {
                    let patch: JSON = ["parentAgreement": try #require(above.id).fieldJSON]
                    group.addTask {
                        try await office.refusal { try await office.update(self.resource, below.id, patch) }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(refusals == ["/parentAgreement business"])
        }
    }

    /// A stay that relies on an agreement has been heard of.
    private func use(_ agreement: Record, _ office: PartnersOffice) async throws {
        try await office.pool.execute(
            """
            INSERT INTO partners.uses (record, subject, relies) \
            VALUES (\(try #require(agreement.id).description)::uuid, 'mobilities/1', TRUE)
            """)
    }

    @Test("Only what lives takes another's place, and nothing ends before it was signed or before the other begins")
    func successors() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let old = try await office.inForce(with: nis, on: "2026-02-20")
            func supersede(by other: Record, _ more: JSON = [:]) async throws -> [String] {
                let input: JSON = ["supersededBy": try #require(other.id).fieldJSON]
                return try await office.refusal {
                    try await office.step(self.resource, old.id, "supersede", input.mergePatched(with: more))
                }
            }
            let over = try await office.signed(with: nis, on: "2026-01-10")
            try await office.step(
                self.resource, over.id, "terminate", ["endedOn": "2026-01-20", "endReason": "项目调整"])
            #expect(try await supersede(by: over) == ["/supersededBy business"])
            let expired = try await office.signed(
                with: nis, on: "2026-01-10", ["effective": ["from": "2026-01-10", "to": "2026-02-01"]])
            #expect(try await supersede(by: expired) == ["/supersededBy business"])
            let next = try await office.signed(
                with: nis, on: "2026-03-01", ["effective": ["from": "2026-06-01", "to": "2031-06-01"]])
            #expect(try await supersede(by: next, ["endedOn": "2026-02-19"]) == ["/endedOn business"])
            #expect(try await supersede(by: next, ["endedOn": "2026-05-31"]) == ["/endedOn business"])
            #expect(try await supersede(by: next) == [])
            let ended = try await office.read(self.resource, old.id)
            #expect(ended?[Agreement.endedOn] == CalendarDate("2026-06-01"))
            // A successor that says it began long ago ends nothing before that was signed.
            let late = try await office.inForce(with: nis, on: "2026-03-01")
            let early = try await office.signed(
                with: nis, on: "2026-03-02", ["effective": ["from": "2025-01-01", "to": "2031-06-01"]])
            let superseded = try await office.step(
                self.resource, late.id, "supersede", ["supersededBy": try #require(early.id).fieldJSON])
            #expect(superseded[Agreement.endedOn] == CalendarDate("2026-03-01"))
        }
    }

    @Test("An agreement on which stays rely gives way only to one with the same partners, as a renewal does by itself")
    func usedPredecessor() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let other = try await office.institution("Univerza", "SI")
            let old = try await office.inForce(with: nis)
            try await self.use(old, office)
            let stranger = try await office.signed(with: other)
            let attempt = { () async throws -> Void in
                let input: JSON = ["supersededBy": try #require(stranger.id).fieldJSON]
                try await office.step(self.resource, old.id, "supersede", input)
            }
            #expect(try await office.refusal(attempt) == ["/supersededBy business"])
            #expect(try await office.words(attempt).first?.zh.contains("2 · 尼什大学") == true)
            let follows: JSON = ["origin": "renewal", "renewedFrom": try #require(old.id).fieldJSON]
            let elsewhere = try await office.signed(with: other, follows)
            #expect(
                try await office.refusal { try await office.step(self.resource, elsewhere.id, "enter_into_force") }
                    == ["/renewedFrom business"])
            // One that began later and has ended since would leave those without an agreement who are there now.
            office.clock.set("2026-09-01")
            let brief = try await office.inForce(
                with: nis, on: "2026-04-01", ["effective": ["from": "2026-04-01", "to": "2026-08-01"]])
            #expect(
                try await office.refusal {
                    let input: JSON = ["supersededBy": try #require(brief.id).fieldJSON]
                    try await office.step(self.resource, old.id, "supersede", input)
                } == ["/supersededBy business"])
            // The partner was taken over meanwhile, and the renewal is with the one that carries on.
            let heir = try await office.institution("Niš Union", "RS")
            try await office.step(
                Institution.resource, nis.id, "merge", ["mergedInto": try #require(heir.id).fieldJSON])
            let renewal = try await office.signed(with: heir, follows)
            try await office.step(self.resource, renewal.id, "enter_into_force")
            #expect(try await office.read(self.resource, old.id)?.state == "superseded")
        }
    }

    @Test("Agreements of long ago are put in the order in which they followed each other")
    func past() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let old = try await office.inForce(
                with: nis, on: "2010-03-01", ["effective": ["from": "2010-03-01", "to": "2015-03-01"]])
            try await self.use(old, office)
            let renewal = try await office.inForce(
                with: nis, on: "2015-02-01",
                [
                    "origin": "renewal", "renewedFrom": try #require(old.id).fieldJSON,
                    "effective": ["from": "2015-03-01", "to": "2020-03-01"],
                ])
            let superseded = try await office.read(self.resource, old.id)
            #expect(superseded?[Agreement.supersededBy] == renewal.id)
            #expect(superseded?[Agreement.endedOn] == CalendarDate("2015-03-01"))
        }
    }
}

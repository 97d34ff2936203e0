import Database
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Partners

@Suite("The steps of an agreement")
struct AgreementStepsTests {
    private let resource = Agreement.resource

    @Test("From the draft to the end by every step")
    func wholeLife() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let agreement = try await office.draft(with: nis)
            #expect(agreement.state == "draft")
            for (name, state) in [
                ("submit", "internal_review"), ("return", "draft"), ("submit", "internal_review"),
                ("approve_internally", "approved_internally"), ("send", "sent"), ("negotiate", "negotiating"),
                ("agree", "agreed"), ("negotiate", "negotiating"), ("agree", "agreed"),
            ] {
                #expect(try await office.step(self.resource, agreement.id, name).state == state)
            }
            for party: Int64 in [1, 2] { try await office.approve(agreement, party: party) }
            try await office.step(self.resource, agreement.id, "sign", ["signedOn": "2026-03-01"])
            for (name, state) in [
                ("enter_into_force", "in_force"), ("suspend", "suspended"), ("resume", "in_force"),
            ] {
                #expect(try await office.step(self.resource, agreement.id, name).state == state)
            }
            try await office.step(
                self.resource, agreement.id, "terminate", ["endedOn": "2026-03-02", "endReason": "协商一致"])
            #expect(
                try await office.events(agreement.id) == [
                    "created", "submitted", "returned", "submitted", "approved_internally", "sent", "counter_proposed",
                    "agreed", "counter_proposed", "agreed", "signed", "entered_into_force", "suspended", "resumed",
                    "terminated",
                ])
        }
    }

    @Test("What is rejected or abandoned is closed")
    func closed() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let rejected = try await office.draft(with: nis)
            try await office.step(self.resource, rejected.id, "submit")
            try await office.step(self.resource, rejected.id, "reject", ["note": "经费未落实"])
            let abandoned = try await office.draft(with: nis)
            try await office.step(self.resource, abandoned.id, "abandon")
            for agreement in [rejected, abandoned] {
                #expect(
                    try await office.refusal {
                        try await office.update(self.resource, agreement.id, ["binding": "binding"])
                    } == [" business"])
                try await office.update(self.resource, agreement.id, ["note": "存档"])
            }
        }
    }

    @Test("Signing needs a valid approval of the present content by every party, and a day that has come")
    func signing() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.agreed(with: try await office.institution("University of Niš", "RS"))
            func sign(_ day: String) async throws -> [String] {
                try await office.refusal {
                    try await office.step(self.resource, agreement.id, "sign", ["signedOn": .string(day)])
                }
            }
            #expect(
                try await office.refusal { try await office.step(self.resource, agreement.id, "sign") }
                    == ["/signedOn required"])
            #expect(try await sign("2026-03-01") == [" business"])
            try await office.approve(agreement, party: 1)
            #expect(try await sign("2026-03-01") == [" business"])
            try await office.approve(agreement, party: 2)
            #expect(try await sign("2026-03-03") == ["/signedOn business"])
            #expect(try await sign("2026-03-02") == [])
            let version = try #require(try await office.versions(of: agreement).first)
            #expect(version[AgreementVersion.approvedOn] == CalendarDate("2026-02-20"))
        }
    }

    @Test("No agreement is signed before the last party approved it, nor is either day put right to say so")
    func signedAfterApprovals() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.agreed(with: try await office.institution("University of Niš", "RS"))
            try await office.approve(agreement, party: 1, on: "2026-02-20")
            let last = try await office.approve(agreement, party: 2, on: "2026-02-24")
            func sign(_ day: String) async throws {
                try await office.step(self.resource, agreement.id, "sign", ["signedOn": .string(day)])
            }
            #expect(try await office.refusal { try await sign("2026-02-23") } == ["/signedOn business"])
            #expect(
                try await office.words { try await sign("2026-02-23") }.map(\.zh)
                    == ["不能早于各方批准之日：最后一方于 2026-02-24 批准"])
            try await sign("2026-02-26")
            func correct(_ resource: Resource, _ id: RecordID?, _ field: String, _ day: String) async throws -> [String]
            {
                try await office.refusal { try await office.update(resource, id, [field: .string(day)]) }
            }
            #expect(try await correct(self.resource, agreement.id, "signedOn", "2026-02-23") == ["/signedOn business"])
            #expect(try await correct(self.resource, agreement.id, "signedOn", "2026-02-25") == [])
            let approval = AgreementApproval.resource
            #expect(try await correct(approval, last.id, "approvedOn", "2026-02-26") == ["/approvedOn business"])
            #expect(try await correct(approval, last.id, "approvedOn", "2026-02-25") == [])
            // What is amended later is approved later.
            try await office.update(self.resource, agreement.id, ["binding": "binding"])
            let later = try await office.approve(agreement, party: 2, version: 2, on: "2026-03-01")
            #expect(try await correct(approval, later.id, "approvedOn", "2026-03-02") == [])
        }
    }

    @Test("Whose approval is missing is said by number and name")
    func missingApprovals() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let agreement = try await office.agreed(with: nis)
            func message() async throws -> Label? {
                do {
                    try await office.step(self.resource, agreement.id, "sign", ["signedOn": "2026-03-01"])
                    return nil
                } catch let error as ValidationError {
                    return error.issues.first?.message
                }
            }
            #expect(try await message()?.zh == "第 1 版还缺以下签约方的批准：1 · 我方、2 · 尼什大学")
            try await office.approve(agreement, party: 1)
            #expect(
                try await message()?.en == "Version 1 lacks the approval of these parties: 2 · University of Niš")
        }
    }

    @Test("A form that follows another agreement begins as a renewal")
    func renewalForm() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            var link = Record()
            #expect(try await office.beginnings(Agreement.resource, link).record.object.isEmpty)
            link[Agreement.renewedFrom] = try await office.draft(with: nis).id
            #expect(try await office.beginnings(Agreement.resource, link).record[Agreement.origin] == "renewal")
        }
    }

    @Test("A form for an approval begins with what is on the table, and says at once when there is nothing")
    func beginnings() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let agreement = try await office.draft(with: nis)
            func begun(_ office: PartnersOffice) async throws -> FormBeginnings {
                var link = Record()
                link[AgreementApproval.agreement] = agreement.id
                return try await office.beginnings(AgreementApproval.resource, link)
            }
            #expect(try await office.refusal { _ = try await begun(office) } == ["/agreement business"])
            try await office.step(Agreement.resource, agreement.id, "submit")
            let beginnings = try await begun(office)
            let first = beginnings.record
            #expect(beginnings.choices["party"]?.map(\.label.zh) == ["1 · 我方", "2 · 尼什大学"])
            #expect(beginnings.choices["party"]?.map(\.label.en) == ["1 · Ourselves", "2 · University of Niš"])
            #expect(first.unit == "office")
            #expect(first[AgreementApproval.versionNo] == 1)
            #expect(first[AgreementApproval.party] == 1)
            #expect(first[AgreementApproval.contentHash]?.count == 64)
            try await office.approve(agreement, party: 1)
            #expect(try await begun(office).record[AgreementApproval.party] == 2)
            // Who may not read the agreement learns nothing of it.
            let nothing = try await begun(office.acting("zhao", (.approver, "university")))
            #expect(nothing.record.object.isEmpty)
            #expect(nothing.choices.isEmpty)
            // Who only reads it is told before the form is filled in.
            let reader = office.acting("qian", (.approver, "university"), (.viewer, "office"))
            #expect(try await office.refusal { _ = try await begun(reader) } == ["/unit forbidden"])
        }
    }

    @Test("That the university consents is for an approver to say; what a partner wrote, an editor notes")
    func consent() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let agreement = try await office.agreed(with: nis)
            let editor = office.acting("li", (.editor, "office"))
            #expect(
                try await editor.refusal { try await editor.approve(agreement, party: 1) } == ["/party forbidden"])
            try await editor.approve(agreement, party: 2)
            let approver = office.acting("zhang", (.approver, "office"))
            try await approver.approve(agreement, party: 1)
            #expect(try await office.approvals(of: agreement, "valid").count == 2)
        }
    }

    @Test("Two agreements with a new partner can be signed at the same time")
    func atOnce() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            var agreements: [Record] = []
            for title in ["学生交换协议", "教师互访协议"] {
                let agreement = try await office.agreed(with: nis, ["title": ["zh": .string(title)]])
                for party: Int64 in [1, 2] { try await office.approve(agreement, party: party) }
                agreements.append(agreement)
            }
            // Whoever holds the institution keeps both back just before they make it a partner.
            let (held, hold) = AsyncStream.makeStream(of: Void.self)
            let (release, letGo) = AsyncStream.makeStream(of: Void.self)
            let id = try #require(nis.id).description
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await office.pool.withTransaction { connection in
                        _ = try await connection.query(
                            "SELECT 1 FROM partners.institutions WHERE id = \(id)::uuid FOR UPDATE")
                        hold.yield()
                        for await _ in release { break }
                    }
                }
                for await _ in held { break }
                for agreement in agreements {
                    group.addTask {
                        try await office.step(
                            Agreement.resource, agreement.id, "sign", ["signedOn": .string("2026-03-01")])
                    }
                }
                try await eventually("both signatures wait") {
                    let rows = try await office.pool.query(
                        """
                        SELECT count(*) FROM pg_stat_activity \
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                    return try rows.first?.decode(0, as: Int.self) == 2
                }
                letGo.yield()
                try await group.waitForAll()
            }
            #expect(try await office.read(Institution.resource, nis.id)?.state == "partner")
            #expect(try await office.events(nis.id).filter { $0 == "stage_changed" }.count == 1)
        }
    }

    @Test("The country groups are those of the day of signing, for ever")
    func groups() async throws {
        try await PartnersOffice.with { office in
            office.clock.set("2020-06-01")
            // Italy signed on the Belt and Road in March 2019 and left in March 2024.
            let agreement = try await office.signed(
                with: try await office.institution("Politecnico di Torino", "IT"), on: "2020-05-20",
                approvedOn: "2018-05-11")
            #expect(agreement[Agreement.partnerCountries] == ["IT"])
            #expect(agreement[Agreement.countryGroupsAtSigning]?.contains("BELT_ROAD") == true)
            #expect(agreement[Agreement.countryGroupsAtSigning]?.contains("EUROPE_AMERICA") == true)
            office.clock.set("2026-03-02")
            let later = try await office.update(self.resource, agreement.id, ["note": "仍按签约时计"])
            #expect(later[Agreement.countryGroupsAtSigning] == agreement[Agreement.countryGroupsAtSigning])
            let earlier = try await office.update(self.resource, agreement.id, ["signedOn": "2018-05-20"])
            #expect(earlier[Agreement.countryGroupsAtSigning]?.contains("BELT_ROAD") == false)
        }
    }

    @Test("An agreement takes effect on its day, and a renewal puts its predecessor aside")
    func renewal() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let old = try await office.inForce(with: nis)
            let renewal: JSON = [
                "origin": "renewal", "renewedFrom": try #require(old.id).fieldJSON,
                "effective": ["from": "2026-04-01", "to": "2031-04-01"],
            ]
            let new = try await office.signed(with: nis, on: "2026-03-01", renewal)
            #expect(
                try await office.refusal { try await office.step(self.resource, new.id, "enter_into_force") }
                    == ["/effective/from business"])
            office.clock.set("2026-04-02")
            try await office.step(self.resource, new.id, "enter_into_force")
            let superseded = try #require(try await office.read(self.resource, old.id))
            #expect(superseded.state == "superseded")
            #expect(superseded[Agreement.supersededBy] == new.id)
            #expect(superseded[Agreement.endedOn] == CalendarDate("2026-04-01"))
            #expect(try await office.events(old.id).last == "renewed")
        }
    }

    @Test("A successor must be signed before it takes another's place")
    func superseding() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let old = try await office.inForce(with: nis)
            let draft = try await office.draft(with: nis)
            let successor: JSON = ["supersededBy": try #require(draft.id).fieldJSON]
            #expect(
                try await office.refusal { try await office.step(self.resource, old.id, "supersede", successor) }
                    == ["/supersededBy business"])
            let signed = try await office.signed(with: nis)
            try await office.step(
                self.resource, old.id, "supersede", ["supersededBy": try #require(signed.id).fieldJSON])
            #expect(try await office.events(old.id).last == "superseded")
        }
    }

    @Test("Termination keeps to the notice, unless all consent")
    func notice() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.inForce(
                with: try await office.institution("University of Niš", "RS"), on: "2026-03-01",
                ["terminationNotice": 1, "terminationNoticeUnit": "academic_year"])
            func terminate(_ input: JSON) async throws -> [String] {
                let given = input.withReason
                return try await office.refusal {
                    try await office.step(self.resource, agreement.id, "terminate", given)
                }
            }
            #expect(try await terminate(["endedOn": "2026-09-01"]) == ["/noticeGivenOn required"])
            #expect(
                try await terminate(["endedOn": "2026-09-01", "noticeGivenOn": "2026-03-02"]) == ["/endedOn business"])
            #expect(try await terminate(["endedOn": "2026-02-01", "endedByConsent": true]) == ["/endedOn business"])
            #expect(try await terminate(["endedOn": "2027-03-02", "noticeGivenOn": "2026-03-02"]) == [])
            #expect(
                try await office.refusal {
                    try await office.update(self.resource, agreement.id, ["endedOn": "2028-01-01"])
                } == ["/endedOn readOnly"])
        }
    }

    @Test("An agreement that mobilities use is not ended as a whole, and one used before signing says so")
    func used() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let agreement = try await office.inForce(with: nis)
            let draft = try await office.draft(with: nis)
            for id in [agreement.id, draft.id] {
                try await office.pool.execute(
                    """
                    INSERT INTO partners.uses (record, subject, relies) \
                    VALUES (\(try #require(id).description)::uuid, 'mobilities/1', TRUE)
                    """)
            }
            #expect(
                try await office.refusal {
                    try await office.step(
                        self.resource, agreement.id, "terminate", ["endedOn": "2026-03-02", "endReason": "?"])
                } == [" business"])
            #expect(try await office.refusal { try await office.delete(self.resource, draft.id) } == [" reference"])
            #expect(
                try await office.read(self.resource, draft.id)?[Agreement.standing] == "unsigned_but_used")
            #expect(try await office.count(self.resource, [("standing", "unsigned_but_used")]) == 1)
        }
    }

    @Test("Only what was never approved by all is deleted, with its versions, and its history stays")
    func deletion() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let half = try await office.agreed(with: nis)
            try await office.approve(half, party: 1)
            try await office.delete(self.resource, half.id)
            #expect(try await office.versions(of: half).isEmpty)
            #expect(try await office.events(half.id).last == "deleted")
            let whole = try await office.agreed(with: nis)
            for party: Int64 in [1, 2] { try await office.approve(whole, party: party) }
            // An edit voids the approvals; that all had approved it once stays true.
            try await office.update(self.resource, whole.id, ["binding": "binding"])
            #expect(try await office.refusal { try await office.delete(self.resource, whole.id) } == [" business"])
        }
    }
}

extension JSON {
    fileprivate var withReason: JSON { self.mergePatched(with: ["endReason": "项目调整"]) }
}

import Model
import ServiceKit
import TestSupport
import Testing

@testable import Partners

@Suite("The content of an agreement")
struct AgreementContentTests {
    private let resource = Agreement.resource

    @Test("An agreement has at least two parties, and exactly one is ourselves")
    func parties() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let partner = try #require(nis.id).fieldJSON
            func refusal(_ parties: JSON) async throws -> [String] {
                try await office.refusal {
                    _ = try await office.draft(with: nis, ["parties": parties, "conditions": []])
                }
            }
            #expect(try await refusal([["no": 1]]) == ["/parties business"])
            #expect(try await refusal([["no": 1], ["no": 2]]) == ["/parties business"])
            #expect(
                try await refusal([["no": 1], ["institution": partner], ["institution": partner]])
                    == ["/parties/2/institution duplicate"])
            #expect(
                try await refusal([["isOwn": true, "institution": partner], ["isOwn": false]])
                    == ["/parties/0/institution business", "/parties/1/institution business"])
            #expect(
                try await refusal([[:], ["institution": .string(RecordID.generate().description)]])
                    == ["/parties/1/institution reference"])
            let league = try await office.draft(
                with: nis,
                [
                    "types": ["alliance"], "conditions": nil,
                    "parties": [
                        ["institution": partner, "role": "coordinator"], [:],
                        ["institution": try #require(try await office.institution("Univerza", "SI").id).fieldJSON],
                    ],
                ])
            #expect((league[Agreement.parties] ?? []).map { $0[Agreement.Party.number] } == [1, 2, 3])
            #expect((league[Agreement.parties] ?? []).map { $0[Agreement.Party.isOwn] } == [false, true, false])
            #expect(league[Agreement.partnerCountries] == ["RS", "SI"])
            #expect(league[Agreement.primaryType] == "alliance")
        }
    }

    @Test("Conditions go between parties, in academic years that follow each other, and say how many")
    func conditions() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let refused = try await office.refusal {
                _ = try await office.draft(
                    with: nis,
                    [
                        "conditions": [
                            [
                                "activity": "student_studies", "sendingParty": 1, "receivingParty": 3,
                                "firstAcademicYear": "2026/2028",
                            ],
                            [
                                "activity": "staff_teaching", "sendingParty": 2, "receivingParty": 2,
                                "firstAcademicYear": "2027/2028", "lastAcademicYear": "2026/2027",
                                "totalDaysPerYear": JSON.number("10.5"),
                            ],
                        ]
                    ])
            }
            #expect(
                refused == [
                    "/conditions/0/receivingParty reference", "/conditions/0/firstAcademicYear format",
                    "/conditions/0/peoplePerYear required", "/conditions/1/receivingParty business",
                    "/conditions/1/lastAcademicYear period",
                ])
        }
    }

    @Test("Terms that belong together come together")
    func terms() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let refused = try await office.refusal {
                _ = try await office.draft(
                    with: nis,
                    [
                        "types": ["memorandum", "framework"], "authoritativeLanguage": "en", "languages": ["zh"],
                        "terminationNotice": 6, "effective": ["from": "2026-01-01"], "autoRenewMonths": 12,
                        "origin": "renewal",
                    ])
            }
            #expect(
                refused == [
                    "/primaryType required", "/authoritativeLanguage business", "/terminationNoticeUnit business",
                    "/autoRenewMonths business", "/renewedFrom required",
                ])
        }
    }

    @Test("Every change of the content is a version, voids the approvals and leads back to the table")
    func versions() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.agreed(with: try await office.institution("University of Niš", "RS"))
            for party: Int64 in [1, 2] { try await office.approve(agreement, party: party) }
            let edited = try await office.update(
                self.resource, agreement.id, ["effective": ["to": "2032-01-01"], "changeReason": "对方要求延长一年"])
            #expect(edited.state == "negotiating")
            #expect(edited[Agreement.versionNo] == 2)
            #expect(edited[Agreement.contentHash] != agreement[Agreement.contentHash])
            #expect(try await office.approvals(of: agreement, "valid").isEmpty)
            let void = try await office.approvals(of: agreement, "void")
            #expect(void.count == 2)
            #expect(try await office.events(void.first?.id) == ["created", "voided"])
            #expect(try await office.events(agreement.id).last == "approval_voided")
            let versions = try await office.versions(of: agreement)
            #expect(
                Set(versions.map { "\($0[AgreementVersion.number] ?? 0) \($0.state ?? "")" }) == [
                    "1 replaced", "2 current",
                ])
            #expect(versions.first { $0[AgreementVersion.number] == 2 }?[AgreementVersion.reason] == "对方要求延长一年")
            // Going back to the old text is a new version with the old hash, to be approved again.
            let reverted = try await office.update(self.resource, agreement.id, ["effective": ["to": "2031-01-01"]])
            #expect(reverted[Agreement.versionNo] == 3)
            #expect(reverted[Agreement.contentHash] == agreement[Agreement.contentHash])
            #expect(try await office.approvals(of: agreement, "valid").isEmpty)
            #expect(try await office.events(agreement.id).last == "version_changed")
        }
    }

    @Test("A change after internal review has to be reviewed again")
    func review() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let agreement = try await office.draft(with: nis)
            try await office.step(self.resource, agreement.id, "submit")
            #expect(try await office.update(self.resource, agreement.id, ["binding": "binding"]).state == "draft")
        }
    }

    @Test("Before an edit it is said whose approval a change of the content would void")
    func cautions() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let agreement = try await office.agreed(with: nis)
            func cautions() async throws -> [Label] {
                let record = try #require(try await office.read(self.resource, agreement.id))
                return try await office.cautions(self.resource, record)
            }
            #expect(try await cautions() == [])
            try await office.approve(agreement, party: 2)
            #expect(try await cautions().map(\.zh).first?.hasPrefix("第 1 版内容已由以下签约方批准：2 · 尼什大学。") == true)
            #expect(try await cautions().map(\.en).first?.contains("2 · University of Niš") == true)
            try await office.approve(agreement, party: 1)
            try await office.step(self.resource, agreement.id, "sign", ["signedOn": "2026-03-01"])
            // What is signed stays, whatever is proposed beside it.
            #expect(try await cautions() == [])
            try await office.update(self.resource, agreement.id, ["binding": "binding"])
            #expect(try await cautions() == [])
            try await office.approve(agreement, party: 1, version: 2)
            #expect(try await cautions().map(\.zh).first?.hasPrefix("第 2 版内容已由以下签约方批准：1 · 我方。") == true)
        }
    }

    @Test("Signatories and documents change without anybody's approval")
    func attributes() async throws {
        try await PartnersOffice.with { office in
            let signed = try await office.signed(with: try await office.institution("University of Niš", "RS"))
            var parties = try #require(signed[Agreement.parties])
            parties[1][Agreement.Party.signatory] = "B. Jović"
            parties[1][Agreement.Party.signedOn] = CalendarDate("2026-02-28")
            let edited = try await office.update(self.resource, signed.id, ["parties": parties.fieldJSON])
            #expect(edited[Agreement.parties] == parties)
            #expect(edited[Agreement.pendingVersion] == nil)
            #expect(edited[Agreement.contentHash] == signed[Agreement.contentHash])
            try await office.update(
                self.resource, signed.id, ["documents": [["title": "签字本扫描件", "mediaType": "application/pdf"]]])
            parties[1][Agreement.Party.signedOn] = CalendarDate("2026-03-03")
            #expect(
                try await office.refusal {
                    try await office.update(self.resource, signed.id, ["parties": parties.fieldJSON])
                } == ["/parties/1/signedOn business"])
            #expect(try await office.events(signed.id).suffix(2) == ["updated", "document_attached"])
            #expect(try await office.versions(of: signed).count == 1)
            #expect(try await office.approvals(of: signed, "valid").count == 2)
        }
    }

    @Test("A party's identity outlives new ids and names of the institution, and changes with the institution")
    func identity() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let agreement = try await office.draft(with: nis)
            try await office.update(
                Institution.resource, nis.id,
                ["title": ["en": "Univerzitet u Nišu"], "identifiers": [["scheme": "SCHAC", "value": "ni.ac.rs"]]])
            let same = try await office.update(self.resource, agreement.id, ["supervisor": "李老师"])
            #expect(same[Agreement.versionNo] == 1)
            #expect(same[Agreement.contentHash] == agreement[Agreement.contentHash])
            let other = try await office.institution("University of Niš", "RS")
            var parties = try #require(same[Agreement.parties])
            parties[1][Agreement.Party.institution] = other.id
            let changed = try await office.update(self.resource, agreement.id, ["parties": parties.fieldJSON])
            #expect(changed[Agreement.versionNo] == 2)
            #expect(changed[Agreement.contentHash] != agreement[Agreement.contentHash])
            parties[1][Agreement.Party.identity] = "ROR:https://ror.org/02qsmb048"
            #expect(
                try await office.refusal {
                    try await office.update(self.resource, agreement.id, ["parties": parties.fieldJSON])
                } == ["/parties/1/identity readOnly"])
        }
    }

    @Test("An approval is of the content on the table, by one of its parties, once")
    func approvals() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let agreement = try await office.draft(with: nis)
            #expect(
                try await office.refusal { try await office.approve(agreement, party: 1) } == ["/agreement business"])
            try await office.step(self.resource, agreement.id, "submit")
            #expect(try await office.refusal { try await office.approve(agreement, party: 7) } == ["/party reference"])
            #expect(
                try await office.refusal { try await office.approve(agreement, party: 1, version: 2) }
                    == ["/versionNo business"])
            #expect(
                try await office.refusal { try await office.approve(agreement, party: 1, on: "2026-03-03") }
                    == ["/approvedOn business"])
            let approval = try await office.approve(agreement, party: 1)
            #expect(approval[AgreementApproval.contentHash] == agreement[Agreement.contentHash])
            #expect(try await office.refusal { try await office.approve(agreement, party: 1) } == ["/party duplicate"])
            #expect(
                try await office.refusal { try await office.delete(AgreementApproval.resource, approval.id) }
                    == [" business"])
            try await office.step(AgreementApproval.resource, approval.id, "void", ["voidReason": "误录"])
            try await office.approve(agreement, party: 1)
            let second = try await office.approve(agreement, party: 2)
            // Both have approved it now: nobody can step back alone.
            #expect(
                try await office.refusal {
                    try await office.step(AgreementApproval.resource, second.id, "void", ["voidReason": "反悔"])
                } == [" business"])
        }
    }
}

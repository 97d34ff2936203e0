import Model
import ServiceKit
import TestSupport
import Testing

@testable import Partners

@Suite("Amendments")
struct AmendmentTests {
    private let resource = Agreement.resource

    @Test("What is in force stays so until all parties have approved the new version")
    func adoption() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.inForce(with: try await office.institution("University of Niš", "RS"))
            let proposed = try await office.update(
                self.resource, agreement.id, ["effective": ["to": "2033-01-01"], "changeReason": "延长两年"])
            #expect(proposed[Agreement.pendingVersion] == 2)
            #expect(proposed[Agreement.effective] == agreement[Agreement.effective])
            #expect(proposed[Agreement.contentHash] == agreement[Agreement.contentHash])
            #expect(
                try await office.refusal { try await office.approve(agreement, party: 1, version: 1) } == [
                    "/versionNo business"
                ])
            try await office.approve(agreement, party: 1, version: 2)
            #expect(
                try await office.refusal { try await office.step(self.resource, agreement.id, "amend") } == [
                    " business"
                ])
            try await office.approve(agreement, party: 2, version: 2)
            let amended = try await office.step(self.resource, agreement.id, "amend")
            #expect(amended.state == "in_force")
            #expect(amended[Agreement.versionNo] == 2)
            #expect(amended[Agreement.pendingVersion] == nil)
            #expect(amended[Agreement.effective]?.to == CalendarDate("2033-01-01"))
            #expect(amended[Agreement.parties]?[1][Agreement.Party.signatory] == "A. Marić")
            let stored = try #require(try await office.read(self.resource, agreement.id))
            #expect(AgreementContent(of: stored).hash == stored[Agreement.contentHash])
            #expect(try await office.events(agreement.id).suffix(2) == ["amendment_proposed", "amended"])
            // The approvals of the first version are history and stay valid.
            #expect(try await office.approvals(of: agreement, "valid").count == 4)
        }
    }

    @Test("A second proposal builds on the first and voids what was given to it")
    func proposals() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.inForce(with: try await office.institution("University of Niš", "RS"))
            try await office.update(self.resource, agreement.id, ["effective": ["to": "2033-01-01"]])
            try await office.approve(agreement, party: 2, version: 2)
            let again = try await office.update(self.resource, agreement.id, ["binding": "binding"])
            #expect(again[Agreement.pendingVersion] == 3)
            #expect(try await office.approvals(of: agreement, "void").count == 1)
            for party: Int64 in [1, 2] { try await office.approve(agreement, party: party, version: 3) }
            let closed = try await office.refusal {
                try await office.update(self.resource, agreement.id, ["binding": "non_binding"])
            }
            #expect(closed == [" business"])
            let amended = try await office.step(self.resource, agreement.id, "amend")
            #expect(amended[Agreement.effective]?.to == CalendarDate("2033-01-01"))
            #expect(amended[Agreement.binding] == "binding")
        }
    }

    @Test("A proposal can be withdrawn until all have approved it, and its number is not used again")
    func withdrawal() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.inForce(with: try await office.institution("University of Niš", "RS"))
            try await office.update(self.resource, agreement.id, ["binding": "binding"])
            try await office.approve(agreement, party: 1, version: 2)
            let pending = try #require(try await office.versions(of: agreement).first { $0.state == "pending" })
            try await office.step(AgreementVersion.resource, pending.id, "withdraw")
            #expect(try await office.read(self.resource, agreement.id)?[Agreement.pendingVersion] == nil)
            #expect(try await office.events(agreement.id).last == "amendment_withdrawn")
            #expect(try await office.approvals(of: agreement, "void").count == 1)
            #expect(
                try await office.refusal { try await office.step(self.resource, agreement.id, "amend") } == [
                    " business"
                ])
            let next = try await office.update(self.resource, agreement.id, ["binding": "non_binding"])
            #expect(next[Agreement.pendingVersion] == 3)
        }
    }

    @Test("An amendment is offered for adoption only while there is one")
    func offers() async throws {
        try await PartnersOffice.with { office in
            let rule = office.stores[self.resource].collection.rule
            func offered(_ record: Record, _ name: String) throws -> Bool {
                rule.offers(try #require(self.resource.lifecycle.transition(name)), of: record)
            }
            let signed = try await office.signed(with: try await office.institution("University of Niš", "RS"))
            #expect(try !offered(signed, "amend_signed"))
            #expect(try offered(signed, "terminate"))
            let proposed = try await office.update(self.resource, signed.id, ["binding": "binding"])
            #expect(try offered(proposed, "amend_signed") && offered(proposed, "amend"))
            #expect(
                try await office.refusal { try await office.step(self.resource, signed.id, "amend_signed") }
                    == [" business"])
        }
    }

    @Test("Versions are made by the program alone")
    func readOnly() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.draft(with: try await office.institution("University of Niš", "RS"))
            let version = try #require(try await office.versions(of: agreement).first)
            #expect(
                try await office.refusal { try await office.create(AgreementVersion.resource, [:]) } == [" business"])
            #expect(
                try await office.refusal { try await office.delete(AgreementVersion.resource, version.id) }
                    == [" business"])
        }
    }

    @Test("A signed agreement is amended before it is in force, and a suspended one not at all")
    func states() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.signed(with: try await office.institution("University of Niš", "RS"))
            try await office.update(self.resource, agreement.id, ["binding": "binding"])
            for party: Int64 in [1, 2] { try await office.approve(agreement, party: party, version: 2) }
            #expect(try await office.step(self.resource, agreement.id, "amend_signed").state == "signed")
            try await office.step(self.resource, agreement.id, "enter_into_force")
            try await office.step(self.resource, agreement.id, "suspend")
            #expect(
                try await office.refusal {
                    try await office.update(self.resource, agreement.id, ["binding": "non_binding"])
                } == [" business"])
        }
    }

    @Test("Whoever gets the agreement gets its versions and approvals")
    func units() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.signed(with: try await office.institution("University of Niš", "RS"))
            try await office.update(self.resource, agreement.id, ["unit": "university"])
            #expect(try await office.versions(of: agreement).allSatisfy { $0.unit == "university" })
            #expect(try await office.approvals(of: agreement, "valid").allSatisfy { $0.unit == "university" })
        }
    }
}

import Database
import Model
import TestSupport
import Testing
import WebPages

@testable import Partners
@testable import ServiceKit

/// What one unit can do to the records of another, and what it is told of them.
///
/// The office keeps what the tests begin with; the stranger holds a role elsewhere only.
@Suite("Units and each other's records")
struct OtherUnitsTests {
    private let resource = Agreement.resource

    private func stranger(_ office: PartnersOffice) -> PartnersOffice {
        office.acting("zhao", (.approver, "university"))
    }

    private func reader(_ office: PartnersOffice) -> PartnersOffice {
        office.acting("qian", (.approver, "university"), (.viewer, "office"))
    }

    private func both(_ office: PartnersOffice) -> PartnersOffice {
        office.acting("sun", (.approver, "university"), (.editor, "office"))
    }

    private func renewal(of agreement: RecordID?) throws -> JSON {
        [
            "origin": "renewal", "renewedFrom": try #require(agreement).fieldJSON,
            "effective": ["from": "2026-03-01", "to": "2031-03-01"],
        ]
    }

    @Test("Only who may edit an agreement can make another one follow it")
    func naming() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let theirs = try await office.inForce(with: nis)
            let follows = try self.renewal(of: theirs.id)
            let nothing = try self.renewal(of: RecordID.generate())
            let stranger = self.stranger(office)
            let refused = { () async throws -> Void in _ = try await stranger.draft(with: nis, follows) }
            #expect(try await stranger.refusal(refused) == ["/renewedFrom reference"])
            // In the very words for a record that does not exist.
            let words = try await stranger.words { _ = try await stranger.draft(with: nis, nothing) }
            #expect(try await stranger.words(refused) == words)
            let reader = self.reader(office)
            #expect(
                try await reader.refusal { _ = try await reader.draft(with: nis, follows) }
                    == ["/renewedFrom forbidden"])
            let own = try await stranger.draft(with: nis)
            #expect(
                try await stranger.refusal {
                    try await stranger.update(
                        self.resource, own.id,
                        ["origin": "renewal", "renewedFrom": try #require(theirs.id).fieldJSON])
                } == ["/renewedFrom reference"])
            let allowed = try await self.both(office).draft(with: nis, follows)
            #expect(allowed[Agreement.renewedFrom] == theirs.id)
        }
    }

    @Test("An agreement puts another unit's aside only when the one who puts it in force may edit both")
    func force() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let theirs = try await office.inForce(with: nis)
            let both = self.both(office)
            let new = try await both.agreed(with: nis, try self.renewal(of: theirs.id))
            for party: Int64 in [1, 2] { try await both.approve(new, party: party) }
            // Institutions are one register: signing makes the office's one a partner whoever signs.
            try await both.step(self.resource, new.id, "sign", ["signedOn": "2026-03-01"])
            for (actor, fault) in [
                (self.stranger(office), "/renewedFrom reference"), (self.reader(office), "/renewedFrom forbidden"),
            ] {
                #expect(
                    try await actor.refusal { try await actor.step(self.resource, new.id, "enter_into_force") }
                        == [fault])
                #expect(try await office.read(self.resource, theirs.id)?.state == "in_force")
                #expect(try await office.read(self.resource, new.id)?.state == "signed")
            }
            try await both.step(self.resource, new.id, "enter_into_force")
            let aside = try await office.read(self.resource, theirs.id)
            #expect(aside?.state == "superseded")
            #expect(aside?[Agreement.supersededBy] == new.id)
        }
    }

    @Test("Signing makes an institution of another unit a partner, because institutions are one register")
    func establishing() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            _ = try await self.stranger(office).signed(with: nis)
            #expect(try await office.read(Institution.resource, nis.id)?.state == "partner")
        }
    }

    @Test("An agreement that may not be read takes nobody's place")
    func successor() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let theirs = try await office.signed(with: nis)
            let stranger = self.stranger(office)
            let own = try await stranger.inForce(with: nis)
            #expect(
                try await stranger.refusal {
                    try await stranger.step(
                        self.resource, own.id, "supersede", ["supersededBy": try #require(theirs.id).fieldJSON])
                } == ["/supersededBy reference"])
        }
    }

    @Test("Merging into another unit's institution takes the right to edit both")
    func merging() async throws {
        try await PartnersOffice.with { office in
            let survivor = try await office.institution("Marmara University", "TR", zh: "马尔马拉大学")
            let input: JSON = ["mergedInto": try #require(survivor.id).fieldJSON]
            let stranger = self.stranger(office)
            let own = try await stranger.institution("Istanbul Academy", "TR", zh: "伊斯坦布尔学院")
            func merge(_ input: JSON, by actor: PartnersOffice) async throws {
                try await actor.step(Institution.resource, own.id, "merge", input)
            }
            for actor in [stranger, self.reader(office)] {
                #expect(try await office.refusal { try await merge(input, by: actor) } == ["/mergedInto forbidden"])
            }
            #expect(try await office.read(Institution.resource, survivor.id)?.version == 1)
            try await merge(input, by: self.both(office))
            let names = try await office.read(Institution.resource, survivor.id)?[Institution.names] ?? []
            #expect(names.contains { $0[Institution.Name.value] == "伊斯坦布尔学院" })
        }
    }

    @Test("Doubts and refusals name another unit's institution, because institutions are one register")
    func names() async throws {
        try await PartnersOffice.with { office in
            let identifiers: JSON = [["scheme": "ROR", "value": "02e2c7k09"]]
            var more = JSONObject()
            more["identifiers"] = identifiers
            more["website"] = "https://marmara.edu.tr/"
            let theirs = try await office.institution("Marmara University", "TR", zh: "马尔马拉大学", more)
            let code = try #require(theirs.code)
            let row: JSON = [
                "unit": "university", "title": ["en": "Marmara University"], "country": "TR",
                "kind": "higher_education", "website": "https://marmara.example/",
            ]
            let taken: JSON = [
                "unit": "university", "title": ["en": "Other"], "country": "TR", "kind": "higher_education",
                "identifiers": identifiers,
            ]
            let record = Record(try #require(row.objectValue))
            func heard(by actor: PartnersOffice) async throws -> [Label] {
                let report = try await actor.keeper.importRows(
                    [ImportRow(line: 2, input: row)], into: Institution.resource, as: actor.actor, dryRun: true)
                let warnings = try await actor.pool.withTransaction { connection in
                    try await InstitutionRule().warnings(
                        about: record, in: actor.keeper.context(on: connection, for: actor.actor))
                }
                let refusal = try await actor.words { _ = try await actor.create(Institution.resource, taken) }
                #expect(report.suspicious.count == 1 && warnings.count == 1 && refusal.count == 1)
                return report.suspicious.map(\.issue.message) + warnings.map(\.message) + refusal
            }
            for actor in [self.stranger(office), self.both(office)] {
                let named = try await heard(by: actor)
                #expect(named.allSatisfy { $0.zh.contains(code) && $0.en.contains("马尔马拉大学") })
            }
        }
    }

    @Test("An agreement that is marked for the whole house is read by all, and the mark is no change of its content")
    func marked() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.agreed(with: try await office.institution("University of Niš", "RS"))
            let stranger = self.stranger(office)
            func seen() async throws -> Int {
                try await office.pool.withConnection { connection in
                    let page = try await office.stores[self.resource].list(
                        try ListQuery([], of: office.stores[self.resource].collection),
                        units: stranger.actor.access.readableUnits, on: connection)
                    return page.count
                }
            }
            #expect(try await seen() == 0)
            for (mark, count) in [("internal", 1), ("confidential", 0), ("public", 1)] {
                let marked = try await office.update(self.resource, agreement.id, ["confidentiality": .string(mark)])
                #expect(marked[Agreement.versionNo] == agreement[Agreement.versionNo])
                #expect(marked[Agreement.contentHash] == agreement[Agreement.contentHash])
                #expect(try await seen() == count, "\(mark)")
            }
            // To read it is not to change it.
            await #expect(throws: Refusal.self) {
                try await stranger.update(self.resource, agreement.id, ["note": "改"])
            }
        }
    }

    @Test("An approval does not tell the unit of an agreement that may not be read")
    func approval() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.agreed(with: try await office.institution("University of Niš", "RS"))
            let stranger = self.stranger(office)
            let attempt = { () async throws -> Void in _ = try await stranger.approve(agreement, party: 1) }
            #expect(try await stranger.refusal(attempt) == ["/agreement reference"])
            let words = try await stranger.words(attempt)
            #expect(words.allSatisfy { !$0.zh.contains("office") && !$0.en.contains("office") })
            let reader = self.reader(office)
            #expect(
                try await reader.refusal { try await reader.approve(agreement, party: 1) } == ["/unit business"])
        }
    }

    @Test("A new approval is offered to those who may give it, and only while there is something to approve")
    func offering() async throws {
        try await PartnersOffice.with { office in
            let rule = office.stores[AgreementApproval.resource].collection.rule
            let partner = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let draft = try await office.draft(with: partner)
            let proposed = try await office.step(self.resource, draft.id, "submit")
            let signed = try await office.signed(with: partner)
            for (agreement, isOffered) in [(draft, false), (proposed, true), (signed, false)] {
                for actor in [office, self.both(office)].map(\.actor) {
                    #expect(rule.offersNew(for: agreement, to: actor) == isOffered, "\(agreement.state ?? "")")
                }
                for actor in [self.reader(office), self.stranger(office)].map(\.actor) {
                    #expect(!rule.offersNew(for: agreement, to: actor))
                }
            }
        }
    }

    @Test("The lists beside an agreement call it by its title, to those who may read it")
    func titles() async throws {
        try await PartnersOffice.with { office in
            let agreement = try await office.draft(with: try await office.institution("University of Niš", "RS"))
            let versions = try await office.versions(of: agreement)
            let id = try #require(agreement.id).description
            for (access, language, title) in [
                (office.actor.access, DisplayLanguage.zh, "学生交换协议"),
                (office.actor.access, DisplayLanguage.en, "Student exchange"),
                (self.stranger(office).actor.access, DisplayLanguage.en, "a record of another unit"),
            ] {
                let titles = ReferenceTitles(service: PartnersService.definition, language: language, access: access)
                let found = try await office.pool.withConnection { connection in
                    try await titles.titles(
                        for: [(records: versions, resource: AgreementVersion.resource)], on: connection)
                }
                #expect(found[id] == title)
            }
        }
    }

    @Test("What only steps set is refused to new records, by the names of the steps")
    func steps() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let attempt = { () async throws -> Void in _ = try await office.draft(with: nis, ["endReason": "到期"]) }
            #expect(try await office.refusal(attempt) == ["/endReason readOnly"])
            let words = try await office.words(attempt)
            #expect(words.first?.zh.contains("终止") == true)
            #expect(words.first?.en.contains("Terminate") == true)
        }
    }
}

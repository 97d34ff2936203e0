import Database
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Partners

@Suite("Institutions")
struct InstitutionTests {
    private let resource = Institution.resource

    @Test("The stages lead from prospect to strategic partner, to rest and back")
    func stages() async throws {
        try await PartnersOffice.with { office in
            let id = try await office.institution("University of Niš", "RS", zh: "尼什大学").id
            for (name, state) in [
                ("contact", "in_contact"), ("establish", "partner"), ("elevate", "strategic_partner"),
                ("step_down", "partner"), ("rest", "dormant"), ("establish", "partner"), ("end", "ended"),
                ("contact", "in_contact"),
            ] {
                #expect(try await office.step(self.resource, id, name).state == state)
            }
            #expect(
                try await office.events(id) == [
                    "created", "stage_changed", "stage_changed", "stage_changed", "stage_changed", "became_dormant",
                    "stage_changed", "stage_changed", "stage_changed",
                ])
        }
    }

    @Test("Blocking asks for a reason, and nothing new is agreed with a blocked institution")
    func blocking() async throws {
        try await PartnersOffice.with { office in
            let institution = try await office.institution("Somewhere Institute", "US")
            #expect(
                try await office.refusal { try await office.step(self.resource, institution.id, "block") }
                    == ["/blockReason required"])
            let agreed = try await office.agreed(with: institution)
            for party: Int64 in [1, 2] { try await office.approve(agreed, party: party) }
            try await office.step(self.resource, institution.id, "block", ["blockReason": "列入实体清单"])
            #expect(
                try await office.refusal { _ = try await office.draft(with: institution) }
                    == ["/parties/1/institution business"])
            #expect(
                try await office.refusal {
                    try await office.step(Agreement.resource, agreed.id, "sign", ["signedOn": "2026-03-01"])
                } == ["/parties business"])
            #expect(try await office.step(self.resource, institution.id, "unblock").state == "prospect")
        }
    }

    @Test("Cooperation does not end while an agreement lives")
    func ending() async throws {
        try await PartnersOffice.with { office in
            let institution = try await office.institution("University of Niš", "RS")
            let agreement = try await office.inForce(with: institution)
            #expect(try await office.read(self.resource, institution.id)?.state == "partner")
            #expect(
                try await office.refusal { try await office.step(self.resource, institution.id, "end") } == [
                    " business"
                ])
            try await office.step(
                Agreement.resource, agreement.id, "terminate",
                ["endedOn": "2026-03-02", "endReason": "项目结束"])
            #expect(try await office.step(self.resource, institution.id, "end").state == "ended")
        }
    }

    @Test("Ids are brought into the spelling of their registries, and belong to one institution only")
    func identifiers() async throws {
        try await PartnersOffice.with { office in
            let tudelft = try await office.create(
                self.resource,
                [
                    "title": ["zh": "代尔夫特理工大学", "en": "Delft University of Technology"], "country": "NL",
                    "kind": "higher_education", "subdivision": "NL-ZH",
                    "identifiers": [
                        ["scheme": "ROR", "value": "ror.org/02e2c7k09"], ["scheme": "SCHAC", "value": "TUDelft.NL"],
                        ["scheme": "ERASMUS", "value": "NL DELFT01"],
                    ],
                ])
            #expect(
                (tudelft[Institution.identifiers] ?? []).compactMap { $0[Institution.Identifier.value] }
                    == ["https://ror.org/02e2c7k09", "tudelft.nl", "NL DELFT01"])
            let refused = try await office.refusal {
                _ = try await office.create(
                    self.resource,
                    [
                        "title": ["en": "TU Delft"], "country": "NL", "kind": "higher_education",
                        "identifiers": [
                            ["scheme": "DOMAIN", "value": "tudelft.nl"], ["scheme": "SCHAC", "value": "tudelft.nl"],
                        ],
                    ])
            }
            #expect(refused == ["/identifiers/1/value duplicate"])
            #expect(
                try await office.refusal {
                    try await office.update(
                        self.resource, tudelft.id,
                        ["identifiers": [["scheme": "ROR", "value": "02e2c7k00"]], "subdivision": "DE-BY"])
                } == ["/subdivision format", "/identifiers/0/value format"])
        }
    }

    @Test("The table itself refuses a second holder of an id, and lets entries change places")
    func exclusion() async throws {
        try await PartnersOffice.with { office in
            let first = try await office.create(
                self.resource,
                [
                    "title": ["en": "First"], "country": "NL", "kind": "higher_education",
                    "identifiers": [
                        ["scheme": "PIC", "value": "999988871"], ["scheme": "SCHAC", "value": "first.nl"],
                    ],
                ])
            let turned = try await office.update(
                self.resource, first.id,
                ["identifiers": [["scheme": "SCHAC", "value": "first.nl"], ["scheme": "PIC", "value": "999988871"]]])
            #expect(turned.version == 2)
            let second = try await office.institution("Second", "NL")
            await #expect(throws: (any Error).self) {
                try await office.pool.execute(
                    """
                    INSERT INTO partners.institutions_identifiers (parent_id, ordinal, scheme, value) \
                    VALUES (\(try #require(second.id).description)::uuid, 0, 'PIC', '999988871')
                    """)
            }
        }
    }

    @Test("Of two who enter the same id at the same time one is told that it is taken")
    func race() async throws {
        try await PartnersOffice.with { office in
            let input: JSON = [
                "title": ["en": "Twin"], "country": "NL", "kind": "higher_education",
                "identifiers": [["scheme": "WHED", "value": "IAU-000123"]],
            ]
            let refusals = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await office.refusal { try await office.create(Institution.resource, input) }
                    }
                }
                return try await group.reduce(into: [[String]]()) { $0.append($1) }
            }
            #expect(refusals.count(where: \.isEmpty) == 1)
            #expect(
                refusals.flatMap(\.self).allSatisfy { $0.hasPrefix("/identifiers") && $0.hasSuffix("value duplicate") })
            #expect(try await office.count(Institution.resource, []) == 1)
        }
    }

    @Test("A name that is given up stays as a former one, and the event says so")
    func renaming() async throws {
        try await PartnersOffice.with { office in
            let old = try await office.institution("Dalian Institute of Technology", "CN", zh: "大连工学院")
            let new = try await office.update(
                self.resource, old.id, ["title": ["zh": "大连理工大学", "en": "Dalian University of Technology"]])
            let names = new[Institution.names] ?? []
            #expect(names.map { $0[Institution.Name.value] } == ["大连工学院", "Dalian Institute of Technology"])
            #expect(names.allSatisfy { $0[Institution.Name.kind] == "former" })
            #expect(try await office.all(self.resource, [("q", "工学院")]).count == 1)
            try await office.update(
                self.resource, old.id, ["identifiers": [["scheme": "SCHAC", "value": "dlut.edu.cn"]]])
            try await office.update(self.resource, old.id, ["screeningResult": "restricted"])
            #expect(try await office.events(old.id) == ["created", "renamed", "identifier_added", "screening_failed"])
        }
    }

    @Test("Parents make a tree, and an institution that others refer to is not deleted")
    func tree() async throws {
        try await PartnersOffice.with { office in
            let top = try await office.institution("Top", "FR")
            let below = try await office.institution("Below", "FR")
            try await office.update(self.resource, below.id, ["parent": try #require(top.id).fieldJSON])
            #expect(
                try await office.refusal {
                    try await office.update(self.resource, top.id, ["parent": try #require(below.id).fieldJSON])
                } == ["/parent business"])
            #expect(try await office.refusal { try await office.delete(self.resource, top.id) } == [" reference"])
            try await office.delete(self.resource, below.id)
            try await office.delete(self.resource, top.id)
            #expect(try await office.events(top.id).last == "deleted")
        }
    }

    @Test("Units lie inside units of their own institution")
    func units() async throws {
        try await PartnersOffice.with { office in
            let one = try #require(try await office.institution("One", "FR").id).fieldJSON
            let two = try #require(try await office.institution("Two", "FR").id).fieldJSON
            let faculty = try await office.create(
                PartnerUnit.resource, ["title": ["en": "Faculty"], "institution": one, "externalCode": "F1"])
            let chair = try await office.create(
                PartnerUnit.resource,
                ["title": ["en": "Chair"], "institution": one, "parent": try #require(faculty.id).fieldJSON])
            #expect(
                try await office.refusal {
                    try await office.create(
                        PartnerUnit.resource,
                        ["title": ["en": "Chair"], "institution": two, "parent": try #require(faculty.id).fieldJSON])
                } == ["/parent business"])
            #expect(
                try await office.refusal {
                    try await office.update(
                        PartnerUnit.resource, faculty.id, ["parent": try #require(chair.id).fieldJSON])
                } == ["/parent business"])
            #expect(
                try await office.refusal {
                    try await office.create(
                        Contact.resource,
                        [
                            "name": "Jean Dupont", "institution": two, "roles": ["signatory"],
                            "partnerUnit": try #require(faculty.id).fieldJSON,
                        ])
                } == ["/partnerUnit reference"])
        }
    }

    @Test("What leads to a person never goes on the bus")
    func contacts() async throws {
        try await PartnersOffice.with { office in
            let institution = try #require(try await office.institution("One", "FR").id).fieldJSON
            let contact = try await office.create(
                Contact.resource,
                [
                    "name": "Jean Dupont", "institution": institution, "roles": ["signatory", "emergency"],
                    "names": [["fullName": "让·杜邦", "lang": "zh"]], "emails": [["email": "jean.dupont@one.fr"]],
                    "phones": [["phone": "+33 1 23 45 67 89"]], "position": "Vice-président",
                ])
            let data = try await office.pool.query(
                "SELECT data::text FROM bus.events WHERE partitionkey = \(try #require(contact.id).description)")
            let text = try #require(data.first?.string(0))
            for secret in ["Dupont", "杜邦", "one.fr", "+33"] { #expect(!text.contains(secret)) }
            #expect(text.contains("signatory"))
            #expect(try await office.read(Contact.resource, contact.id)?[Contact.name] == "Jean Dupont")
        }
    }

    @Test("New institutions that arrive together are looked at together, each sender hearing of their own look-alikes")
    func doubtsInCompany() async throws {
        try await PartnersOffice.with { office in
            for number in 0..<10 {
                _ = try await office.institution("University of Niš \(number)", "RS", zh: "尼什 \(number)")
            }
            let outcomes = await withTaskGroup(of: (Int, Result<StoredJSON, any Error>).self) { group in
                for number in 0..<40 {
                    group.addTask {
                        // Every other one has a namesake; whoever wants to be asked first is asked.
                        let name = number.isMultiple(of: 2) ? "University of Nis \(number / 4)" : "Institut \(number)"
                        let input: JSON = [
                            "title": ["en": .string(name)], "country": "RS", "kind": "higher_education",
                            "unit": "office",
                        ]
                        let doubts = number.isMultiple(of: 4) ? Doubts.refused(unless: "") : .told
                        do {
                            return (
                                number,
                                .success(
                                    try await office.keeper.create(
                                        Institution.resource, input, as: office.actor, doubts: doubts))
                            )
                        } catch {
                            return (number, .failure(error))
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for (number, outcome) in outcomes {
                let warnings =
                    switch outcome {
                    case .success(let stored): stored.warnings
                    case .failure(let error): try #require(error as? DoubtfulChange).warnings
                    }
                #expect(warnings.map(\.pointer) == (number.isMultiple(of: 2) ? ["/title"] : []))
                if number.isMultiple(of: 2) {
                    #expect(warnings[0].message.zh.contains("尼什 \(number / 4)"))
                }
            }
            let refused = outcomes.values.count { if case .failure = $0 { true } else { false } }
            #expect(refused == 10)
            #expect(try await office.count(Institution.resource, []) == Int64(10 + 40 - refused))
        }
    }

    @Test("Who makes an institution that looks like another one is told with the answer, or asked before")
    func doubts() async throws {
        try await PartnersOffice.with { office in
            let nis: JSON = [
                "unit": "office", "title": ["en": "University of Niš"], "country": "RS", "kind": "higher_education",
                "website": "https://www.ni.ac.rs/",
            ]
            func create(_ doubts: Doubts) async throws -> StoredJSON {
                try await office.keeper.create(Institution.resource, nis, as: office.actor, doubts: doubts)
            }
            #expect(try await create(.told).warnings.isEmpty)
            let second = try await create(.told)
            #expect(second.warnings.map(\.pointer) == ["/title"])
            #expect(second.warnings.first?.message.en.contains("same name, same domain") == true)
            let doubtful = await #expect(throws: DoubtfulChange.self) { _ = try await create(.refused(unless: "")) }
            #expect(try await office.count(Institution.resource, []) == 2)
            _ = try await create(.refused(unless: doubtful?.seal ?? ""))
            #expect(try await office.count(Institution.resource, []) == 3)
        }
    }
}

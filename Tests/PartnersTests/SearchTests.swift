import Model
import Partners
import TestSupport
import Testing

@testable import ServiceKit

@Suite("Searching by what a record refers to")
struct SearchTests {
    @Test("Agreements, contacts and partner units are found by any name of the partner, in either language")
    func partners() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let zagreb = try await office.institution("University of Zagreb", "HR", zh: "萨格勒布大学")
            for institution in [nis, zagreb] {
                _ = try await office.draft(with: institution)
                try await office.create(
                    Contact.resource,
                    ["institution": institution.id?.fieldJSON ?? .null, "name": "Ana", "roles": ["signatory"]])
                try await office.create(
                    PartnerUnit.resource,
                    ["institution": institution.id?.fieldJSON ?? .null, "title": ["zh": "法学院", "en": "Law"]])
            }
            for resource in [Agreement.resource, Contact.resource, PartnerUnit.resource] {
                for (words, expected) in [
                    ("niš", [nis]), ("NIŠ", [nis]), ("尼什", [nis]), ("zagreb university", [zagreb]),
                    ("大学", [nis, zagreb]), ("university", [nis, zagreb]), ("ni%", []), ("_", []), ("萨格勒布 niš", []),
                ] as [(String, [Record])] {
                    let found = try await office.all(resource, [(name: "q", value: words)])
                    let ids = Set(expected.compactMap { $0.id?.description })
                    let text = found.map { String(decoding: JSON.object($0.object).bytes, as: UTF8.self) }
                    #expect(found.count == expected.count, "\(resource.name) \(words)")
                    #expect(ids.allSatisfy { id in text.contains { $0.contains(id) } }, "\(resource.name) \(words)")
                }
                // One word may be the partner's, the other the record's own.
                let own = [Agreement.resource.name: "交换", Contact.resource.name: "ana"][resource.name] ?? "法学"
                #expect(try await office.count(resource, [(name: "q", value: "\(own) zagreb")]) == 1)
            }
            // It is found by the name that the partner has now.
            try await office.update(
                Institution.resource, nis.id, ["title": ["zh": "尼什大学", "en": "Naissus University"]])
            #expect(try await office.count(Agreement.resource, [(name: "q", value: "naissus")]) == 1)
        }
    }

    @Test("A search looks through a reference only where everybody may read what it leads to")
    func blind() {
        func service(_ kind: FieldKind) -> [String] {
            let note = Resource(
                "note", in: "partners", collection: "notes", label: Label(zh: "便签", en: "Note"),
                plural: Label(zh: "便签", en: "Notes"), summary: Label(zh: "便签", en: "Notes"), codePrefix: "NOT",
                fields: [
                    FieldSpec(
                        "links", .items([FieldSpec("about", kind, zh: "关于", en: "About", [.searched])]), zh: "链接",
                        en: "Links")
                ])
            let others = PartnersService.definition.collections
            return ServiceDefinition.blindReferences(
                of: others + [Collection(note, rule: PlainRule())], copies: [])
        }
        #expect(service(.reference(Institution.resource.reference)).isEmpty)
        #expect(service(.reference(Agreement.resource.reference)) == ["note.about"])
        #expect(
            service(.reference(Reference(service: "experts", resource: "expert", collection: "experts")))
                == ["note.about"])
    }
}

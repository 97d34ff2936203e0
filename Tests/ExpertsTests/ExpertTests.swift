import Database
import EventBus
import Experts
import Foundation
import Model
import ServiceKit
import TestSupport
import Testing

@Suite("Experts")
struct ExpertTests {
    @Test("A passport belongs to one person, and an import knows the person by it")
    func onePerson() async throws {
        try await ExpertsOffice.with { office in
            let anna = try await office.expert()
            #expect(try await office.refusal { _ = try await office.expert() } == ["/passportNumber duplicate"])
            let rows = [
                ImportRow(
                    line: 2,
                    input: [
                        "unit": "office", "name": ["en": "A. Schmidt"], "nationality": "DE", "tier": "key_scholar",
                        "passportNumber": "C01X0006",
                    ]),
                ImportRow(
                    line: 3,
                    input: [
                        "unit": "office", "name": ["zh": "安娜·施密特"], "nationality": "DE", "tier": "professional",
                    ]),
            ]
            let report = try await office.keeper().importRows(
                rows, into: Expert.resource, as: office.actor, dryRun: false)
            #expect(report.updated == 1)
            // A namesake of whom nothing else is said is taken for her, and somebody is told to look.
            #expect(report.unchanged == 1)
            #expect(report.suspicious.map(\.line) == [3])
            let store = office.stores[Expert.resource]
            let id = try #require(anna.id)
            let read = try await office.pool.withConnection { try await store.record(id: id, on: $0) }
            #expect(read?[Expert.tier] == "key_scholar")
        }
    }

    @Test("Experts and engagements without a code come in once, however often their file does")
    func again() async throws {
        try await ExpertsOffice.with { office in
            let anna = try await office.expert()
            func take(_ rows: [JSON], _ resource: Resource) async throws -> ImportReport {
                try await office.keeper().importRows(
                    rows.enumerated().map { ImportRow(line: $0.offset + 2, input: $0.element) }, into: resource,
                    as: office.actor, dryRun: false)
            }
            let experts: [JSON] = ["Ana Marić", "Li Wei"].map {
                ["unit": "office", "name": ["en": .string($0)], "nationality": "RS", "tier": "professional"]
            }
            let engagements: [JSON] = ["2026-02-23", "2027-02-23"].map { day in
                [
                    "unit": "office", "expert": anna.id?.fieldJSON ?? .null, "kind": "long_term",
                    "post": "teacher_language", "introducedAs": "foreign_expert",
                    "term": ["from": .string(day), "to": "2028-02-23"],
                    "salary": ["minor": 1_800_000, "currency": "CNY"], "salaryPer": "month",
                ]
            }
            for (rows, resource) in [(experts, Expert.resource), (engagements, Engagement.resource)] {
                #expect(try await take(rows, resource).created == 2)
                let report = try await take(rows, resource)
                #expect((report.created, report.unchanged, report.suspicious.count) == (0, 2, 0), "\(resource.name)")
            }
        }
    }

    @Test("Passport and contact data stay inside; the history has them")
    func sensitive() async throws {
        try await ExpertsOffice.with { office in
            let anna = try await office.expert()
            _ = try await office.engagement(of: anna)
            for secret in ["C01X0006", "anna@example.org", "1800000", "2030-01-01"] {
                let told = try await office.owner.query(
                    "SELECT count(*) FROM bus.events WHERE data::text LIKE \("%\(secret)%")")
                #expect(try told.first?.decode(0, as: Int.self) == 0, "\(secret)")
            }
            let kept = try await office.owner.query(
                "SELECT count(*) FROM experts.history WHERE snapshot::text LIKE '%C01X0006%'")
            #expect(try kept.first?.decode(0, as: Int.self) == 1)
        }
    }

    @Test("Nobody is born in the future or before 1900")
    func birth() async throws {
        try await ExpertsOffice.with { office in
            for day in ["2026-03-03", "1899-12-31"] {
                #expect(
                    try await office.refusal { _ = try await office.expert(["bornOn": .string(day)]) }
                        == ["/bornOn business"], "\(day)")
            }
            let anna = try await office.expert(["bornOn": "1900-01-01"])
            #expect(
                try await office.refusal {
                    try await office.update(anna, ["bornOn": "2026-03-03"], of: Expert.resource)
                } == ["/bornOn business"])
        }
    }

    @Test("An affiliation is an institution that was heard of")
    func affiliation() async throws {
        try await ExpertsOffice.with { office in
            let id = RecordID.generate()
            #expect(
                try await office.refusal { _ = try await office.expert(["affiliation": id.fieldJSON]) }
                    == ["/affiliation reference"])
            let data: JSON = [
                "record": ["id": id.fieldJSON, "version": 1, "title": ["en": "Technische Universität München"]],
                "changed": [],
            ]
            let draft = EventDraft(source: "/partners", type: "partners.institution.created", data: data.bytes)
            _ = try await office.owner.execute(EventBus.insert(draft))
            office.bus.ring()
            try await eventually("the institution was heard") {
                try await office.pool.withConnection {
                    try await ExpertsService.institutions.record(id, on: $0) != nil
                }
            }
            let anna = try await office.expert(["affiliation": id.fieldJSON])
            #expect(anna[Expert.affiliation] == id)
        }
    }
}

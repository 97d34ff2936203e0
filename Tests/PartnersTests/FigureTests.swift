import Model
import TestSupport
import Testing

@testable import Partners
@testable import ServiceKit

/// The figures of the office's reports, answered by filters alone.
@Suite("Figures about partners and agreements")
struct FigureTests {
    @Test("So many universities and institutes in so many countries and regions have a live agreement on a day")
    func livePartners() async throws {
        try await PartnersOffice.with { office in
            office.clock.set("2022-07-28")
            let hokkaido = try await office.institution("Hokkaido University", "JP")
            let kyoto = try await office.institution("Kyoto University", "JP")
            let hku = try await office.institution("The University of Hong Kong", "HK")
            let riken = try await office.institution("RIKEN", "JP", kind: "research_institute")
            _ = try await office.institution("Nobody University", "FR")
            for (institution, day) in [
                (hokkaido, "2019-05-01"), (kyoto, "2020-05-01"), (hku, "2021-05-01"), (riken, "2021-06-01"),
            ] {
                _ = try await office.signed(
                    with: institution, on: day, ["effective": ["from": .string(day), "to": "2024-01-01"]])
            }
            // A second agreement with the same partner does not count twice.
            _ = try await office.signed(
                with: hokkaido, on: "2022-01-01", ["effective": ["from": "2022-01-01", "to": nil]])
            // One that has run out, and one that is only a draft, do not count at all.
            _ = try await office.signed(
                with: try await office.institution("Gone University", "DE"), on: "2015-01-01",
                ["effective": ["from": "2015-01-01", "to": "2020-01-01"]])
            _ = try await office.draft(with: try await office.institution("Draft University", "US"))

            let answer = try await office.figures(
                Institution.resource, [("liveOn", "2022-07-28")], by: ["kind"], distinct: ["country"])
            #expect(answer["count"] == 4)
            #expect(answer["distinct.country"] == 2)
            let groups = try #require(answer["groups"]?.arrayValue)
            #expect(groups.map { $0["kind"] } == ["higher_education", "research_institute"])
            #expect(groups.map { $0["count"] } == [3, 1])
            #expect(groups.map { $0["distinct.country"] } == [2, 1])
            #expect(try await office.count(Institution.resource, [("liveOn", "2019-12-31")]) == 2)
            #expect(try await office.count(Institution.resource, [("liveOn", "2014-12-31")]) == 0)
            #expect(try await office.count(Institution.resource, [("liveOn", "2025-01-01"), ("country", "JP")]) == 1)
        }
    }

    @Test("New agreements with Japan, along the Belt and Road, with Europe and America: groups that overlap")
    func newAgreements() async throws {
        try await PartnersOffice.with { office in
            office.clock.set("2024-05-01")
            let italy = try await office.institution("Politecnico di Torino", "IT")
            let japan = try await office.institution("Kyoto University", "JP")
            let canada = try await office.institution("McGill University", "CA")
            _ = try await office.signed(with: italy, on: "2018-05-01", ["types": ["memorandum"]])
            _ = try await office.signed(
                with: italy, on: "2020-05-01",
                ["types": ["joint_training", "dual_degree"], "primaryType": "dual_degree"])
            _ = try await office.signed(with: italy, on: "2024-04-02", ["types": ["research"]])
            let old = try await office.signed(with: japan, on: "2019-05-01")
            _ = try await office.signed(
                with: japan, on: "2021-05-01", ["origin": "renewal", "renewedFrom": try #require(old.id).fieldJSON])
            _ = try await office.signed(with: canada, on: "2020-06-01")
            func count(_ filters: [(name: String, value: String)]) async throws -> Int64? {
                try await office.count(
                    Agreement.resource,
                    [("origin", "new"), ("signedOn.from", "2019-01-01"), ("signedOn.to", "2024-05-01")] + filters)
            }
            #expect(try await count([("partnerCountry", "JP")]) == 1)
            #expect(try await count([("partnerCountry", "JP,CA")]) == 2)
            // Italy was along the Belt and Road when the second was signed, and no longer when the third was.
            #expect(try await count([("countryGroupsAtSigning", "BELT_ROAD")]) == 1)
            #expect(try await count([("countryGroupsAtSigning", "EUROPE_AMERICA")]) == 3)
            #expect(
                try await count([("partnerCountry.group", "BELT_ROAD"), ("partnerCountry.groupOn", "2022-01-01")]) == 2)
            #expect(try await count([("types", "student_exchange,joint_training")]) == 3)
        }
    }

    @Test("In force on a day means signed, begun, not ended and not suspended")
    func inForce() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let agreement = try await office.inForce(
                with: nis, on: "2025-06-01", ["effective": ["from": "2025-09-01", "to": "2026-04-01"]])
            func isInForce(_ day: String) async throws -> Bool {
                try await office.count(Agreement.resource, [("inForceOn", day)]) == 1
            }
            #expect(try await isInForce("2025-08-31") == false)
            #expect(try await isInForce("2025-09-01"))
            #expect(try await isInForce("2026-03-31"))
            #expect(try await isInForce("2026-04-01") == false)
            #expect(try await office.count(Agreement.resource, [("liveOn", "2025-08-31")]) == 1)
            try await office.step(Agreement.resource, agreement.id, "suspend")
            #expect(try await isInForce("2026-03-01"))
            #expect(try await isInForce("2026-03-02") == false)
            let endless = try await office.inForce(
                with: nis, on: "2025-06-01",
                ["effective": ["from": "2025-09-01", "to": "2026-01-01"], "autoRenewMonths": 12])
            #expect(try await isInForce("2027-05-05"))
            #expect(try await office.read(Agreement.resource, endless.id)?[Agreement.standing] == "in_force")
        }
    }

    @Test("After a merger partners count as one from its day on, and the old id still resolves")
    func merger() async throws {
        try await PartnersOffice.with { office in
            let dauphine = try await office.create(
                Institution.resource,
                [
                    "title": ["en": "Université Paris-Sud", "zh": "巴黎南大学"], "country": "FR",
                    "kind": "higher_education", "identifiers": [["scheme": "SCHAC", "value": "u-psud.fr"]],
                ])
            let saclay = try await office.create(
                Institution.resource,
                [
                    "title": ["en": "Université Paris-Saclay"], "country": "FR", "kind": "higher_education",
                    "identifiers": [["scheme": "SCHAC", "value": "universite-paris-saclay.fr"]],
                ])
            let agreement = try await office.signed(
                with: dauphine, on: "2019-01-01", ["effective": ["from": "2019-01-01"]])
            _ = try await office.signed(with: saclay, on: "2019-06-01", ["effective": ["from": "2019-06-01"]])
            let target = try #require(saclay.id).fieldJSON
            #expect(
                try await office.refusal {
                    try await office.step(
                        Institution.resource, saclay.id, "merge", ["mergedInto": target])
                } == ["/mergedInto business"])
            #expect(
                try await office.refusal {
                    try await office.step(
                        Institution.resource, dauphine.id, "merge", ["mergedInto": target, "mergedOn": "2026-03-03"])
                } == ["/mergedOn business"])
            try await office.step(
                Institution.resource, dauphine.id, "merge", ["mergedInto": target, "mergedOn": "2020-01-01"])

            let old = try #require(try await office.read(Institution.resource, dauphine.id))
            #expect(old.state == "merged")
            #expect(old[Institution.mergedInto] == saclay.id)
            let survivor = try #require(try await office.read(Institution.resource, saclay.id))
            #expect(
                (survivor[Institution.identifiers] ?? []).map { $0[Institution.Identifier.value] }
                    == ["universite-paris-saclay.fr", "u-psud.fr"])
            #expect(
                try await office.all(Institution.resource, [("q", "巴黎南大学"), ("state", "partner")]).map(\.id) == [
                    saclay.id
                ])
            #expect(survivor[Institution.relations]?.first?[Institution.Relation.relation] == "predecessor")
            #expect(try await office.events(dauphine.id).last == "merged")

            #expect(try await office.count(Institution.resource, [("liveOn", "2019-12-31")]) == 2)
            #expect(try await office.count(Institution.resource, [("liveOn", "2020-01-01")]) == 1)
            let stored = try #require(try await office.read(Agreement.resource, agreement.id))
            #expect(stored[Agreement.parties]?[1][Agreement.Party.institution] == dauphine.id)
            #expect(stored[Agreement.contentHash] == agreement[Agreement.contentHash])
            let partner = try #require(saclay.id).description
            #expect(try await office.count(Agreement.resource, [("partner", partner)]) == 2)
            #expect(try await office.count(Agreement.resource, [("parties.institution", partner)]) == 1)
            #expect(
                try await office.refusal { _ = try await office.draft(with: dauphine) }
                    == ["/parties/1/institution business"])
            #expect(
                try await office.refusal {
                    try await office.update(Institution.resource, dauphine.id, ["website": "https://u-psud.fr"])
                } == [" business"])
        }
    }

    @Test(
        "A filter that cannot be says why",
        arguments: [
            ("inForceOn", "2026-02-30"), ("liveOn", "today"), ("standing", "fine"), ("partner", "7"),
            ("partnerCountry", "XX"),
        ])
    func refusals(parameter: (String, String)) throws {
        let collection = PartnersService.definition.collections.first { $0.resource.name == "agreement" }
        let agreements = try #require(collection)
        #expect(throws: ValidationError.self) {
            _ = try ListQuery([(parameter.0, parameter.1)], of: agreements)
        }
    }

    @Test("An agreement counts as signed by its signature alone: no draft brings a day of signing along")
    func drafts() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let draft = try await office.draft(with: nis)
            let given: [(String, JSON)] = [
                ("signedOn", "2020-01-01"), ("noticeGivenOn", "2020-01-01"), ("endedByConsent", true),
            ]
            for (field, value) in given {
                #expect(
                    try await office.refusal { _ = try await office.draft(with: nis, [field: value]) }
                        == ["/\(field) readOnly"])
                #expect(
                    try await office.refusal { try await office.update(Agreement.resource, draft.id, [field: value]) }
                        == ["/\(field) readOnly"])
            }
            let figure = [("origin", "new"), ("signedOn.from", "2000-01-01")]
            #expect(try await office.count(Agreement.resource, figure) == 0)
            // Neither the form for a new agreement nor that for an unsigned one asks for it; a signed one's lets an
            // approver put it right.
            let signed = try await office.signed(with: nis)
            let rule = office.stores[Agreement.resource].collection.rule
            func offers(_ record: Record?, to actor: Actor) -> Bool {
                let withheld = rule.withheldFields(
                    of: Agreement.resource, editing: record, as: actor.access, on: CalendarDate("2026-03-02") ?? .min)
                return !withheld.contains("signedOn")
            }
            #expect(Set(given.map(\.0)).isSubset(of: rule.fieldsWithheldFromNew))
            let editor = office.acting("li", (.editor, "office"))
            #expect(!offers(nil, to: office.actor) && !offers(draft, to: office.actor))
            #expect(offers(signed, to: office.actor) && !offers(signed, to: editor.actor))
            #expect(
                try await editor.refusal {
                    try await editor.update(Agreement.resource, signed.id, ["signedOn": "2026-03-02"])
                } == ["/signedOn readOnly"])
        }
    }
}

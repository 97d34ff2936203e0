import Database
import EventBus
import Foundation
import LibPQ
import Model
import TestSupport
import Testing
import WebPages

@testable import Mobility
@testable import ServiceKit

@Suite("What one service has heard of another")
struct HeardCopyTests {
    private let copy = MobilityService.institutions

    private func institution(_ id: RecordID, version: Int64, _ name: String) -> JSON {
        [
            "id": id.fieldJSON, "code": "INS-1", "unit": "office", "state": "partner", "version": .integer(version),
            "title": ["zh": .string(name)], "country": "JP",
        ]
    }

    @Test("The newest version counts, in whatever order and however often versions are told")
    func versions() async throws {
        try await MobilityOffice.with { office in
            let (one, two) = (RecordID.generate(), RecordID.generate())
            try await office.publish(
                self.copy.resource,
                [
                    self.institution(one, version: 1, "甲"), self.institution(one, version: 3, "丙"),
                    self.institution(one, version: 2, "乙"),
                ])
            try await office.hear(self.copy, self.institution(two, version: 1, "丁"))
            #expect(try await office.heard(self.copy, one)?[Institution.title]?.zh == "丙")
            // Once more from the beginning: nothing changes.
            try await SubscriptionOperator(office.pool).seek(self.copy.subscription, to: 0)
            try await office.hear(self.copy, self.institution(two, version: 2, "戊"))
            #expect(try await office.heard(self.copy, one)?.version == 3)
            let titles = try await office.pool.withConnection { try await self.copy.titles([one, two], on: $0) }
            #expect(titles[two]?.zh == "戊")
        }
    }

    @Test("What was heard of is looked for by any part of its names or code")
    func lookedFor() async throws {
        try await MobilityOffice.with { office in
            let ids = [RecordID.generate(), RecordID.generate()]
            for (id, name) in zip(ids, ["São Paulo 大学", "Universität Zürich"]) {
                try await office.hear(self.copy, self.institution(id, version: 1, name))
            }
            let titles = ReferenceTitles(
                service: MobilityService.definition, language: .zh, access: office.actor.access)
            for (text, expected) in [
                ("sao", [ids[0]]), ("UNIVERSITAT zurich", [ids[1]]), ("大学", [ids[0]]), ("ins", ids), ("paris", []),
            ] as [(String, [RecordID])] {
                let choices = try await office.pool.withConnection { connection in
                    try await titles.choices(
                        for: Mobility.resource, given: ["counterpart": [text]], on: connection)
                }
                let offered = (choices["counterpart"] ?? []).filter { $0.offeredFor == [text] }
                #expect(Set(offered.map(\.value)) == Set(expected.map(\.description)), "\(text)")
            }
        }
    }

    @Test("What is deleted goes, and nobody but the owner is heard")
    func deletion() async throws {
        try await MobilityOffice.with { office in
            let id = RecordID.generate()
            try await office.hear(self.copy, self.institution(id, version: 1, "甲"))
            try await office.publish(self.copy.resource, [self.institution(id, version: 9, "冒名")], source: "/experts")
            try await office.hear(self.copy, self.institution(id, version: 2, "甲"), verb: "deleted")
            #expect(try await office.heard(self.copy, id) == nil)
        }
    }

    @Test("Of what was heard a faculty is offered the register, and those agreements that are for the whole house")
    func audience() async throws {
        try await MobilityOffice.with { office in
            let institution = RecordID.generate()
            try await office.hearInstitution(institution)
            for mark: JSON in ["internal", "confidential", nil] {
                var agreement = Samples.agreement(RecordID.generate(), with: institution)
                agreement = agreement.mergePatched(with: [
                    "confidentiality": mark, "title": ["zh": .string("协议 \(mark.stringValue ?? "未标")"), "en": nil],
                ])
                try await office.hear(MobilityService.agreements, agreement)
            }
            func offered(_ access: Access) async throws -> [String: [String]] {
                let titles = ReferenceTitles(service: MobilityService.definition, language: .zh, access: access)
                let choices = try await office.pool.withConnection { connection in
                    try await titles.choices(for: Mobility.resource, on: connection)
                }
                return choices.mapValues { $0.map(\.label).sorted() }
            }
            let faculty = try await offered(Access([Grant(role: .editor, units: .these(["school"]))]))
            #expect(faculty["counterpart"]?.count == 1)
            #expect(faculty["agreement"]?.count == 1)
            #expect(faculty["agreement"]?.first?.contains("协议 internal") == true)
            let nobody = try await offered(Access([]))
            #expect(nobody["counterpart"] == [] && nobody["agreement"] == [])
            #expect(try await offered(office.actor.access)["agreement"]?.count == 3)
        }
    }

    @Test("A recount tells whether anything is missing, left over or out of date")
    func recount() async throws {
        try await MobilityOffice.with { office in
            try await office.owner.withConnection { connection in
                try await connection.script(
                    "CREATE SCHEMA partners; CREATE TABLE partners.institutions (id uuid PRIMARY KEY, version bigint)")
            }
            let ids = (0..<40).map { _ in RecordID.generate() }
            let texts = ids.map(\.description)
            _ = try await office.owner.execute(
                "INSERT INTO partners.institutions SELECT unnest(\(texts)::uuid[]), 1")
            try await office.publish(self.copy.resource, ids.map { self.institution($0, version: 1, "甲") })
            func isEqual() async throws -> Bool {
                let census = try await office.owner.withConnection { try await self.copy.freshCensus(on: $0) }
                return try await office.pool.withConnection {
                    try await self.copy.recount(against: census, on: $0).isEqual
                }
            }
            try await eventually("the copy is complete") { try await isEqual() }
            _ = try await office.owner.execute(
                "UPDATE partners.institutions SET version = 2 WHERE id = \(texts[7])::uuid")
            #expect(try await !isEqual())
            try await office.hear(self.copy, self.institution(ids[7], version: 2, "乙"))
            #expect(try await isEqual())
        }
    }

    @Test(
        "A mobility is found by the name of its counterpart, as it was heard last",
        arguments: ["OSAKA", "大阪", "osaka 王静"])
    func search(_ words: String) async throws {
        try await MobilityOffice.with { office in
            let (osaka, kyoto) = (RecordID.generate(), RecordID.generate())
            for institution in [osaka, kyoto] { try await office.hearInstitution(institution) }
            try await office.hear(
                MobilityService.institutions,
                [
                    "id": kyoto.fieldJSON, "code": "INS-2", "unit": "office", "state": "partner", "version": 2,
                    "title": ["zh": "京都大学", "en": "Kyoto University"], "country": "JP",
                ])
            for institution in [osaka, kyoto] {
                let agreement = RecordID.generate()
                try await office.hearAgreement(agreement, with: institution)
                _ = try await office.nominate(
                    agreement, institution, ["personNumber": .string(institution.description)])
            }
            let store = office.stores[Mobility.resource]
            let found = try await office.pool.withConnection { connection in
                try await store.list(
                    try ListQuery([(name: "q", value: words)], of: store.collection), units: nil, on: connection
                ).records()
            }
            #expect(found.map { $0[Mobility.counterpart] } == [osaka])
        }
    }
}

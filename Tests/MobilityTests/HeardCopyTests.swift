import Database
import EventBus
import Foundation
import LibPQ
import Mobility
import Model
import ServiceKit
import TestSupport
import Testing

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
}

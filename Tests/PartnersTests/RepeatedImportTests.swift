import Database
import Model
import Partners
import TestSupport
import Testing

@testable import ServiceKit

@Suite("Importing again what has no code")
struct RepeatedImportTests {
    private func take(
        _ rows: [JSON], _ resource: Resource, _ office: PartnersOffice, dryRun: Bool = false,
    ) async throws -> ImportReport {
        try await office.keeper.importRows(
            rows.enumerated().map { ImportRow(line: $0.offset + 2, input: $0.element) }, into: resource,
            as: office.actor, dryRun: dryRun)
    }

    private func requireOnce(_ rows: [JSON], _ resource: Resource, _ office: PartnersOffice) async throws {
        let count = rows.count
        let first = try await self.take(rows, resource, office)
        #expect((first.created, first.refused) == (count, 0), "\(resource.name) \(first.rejected)")
        for dryRun in [true, false] {
            let again = try await self.take(rows, resource, office, dryRun: dryRun)
            #expect((again.created, again.updated, again.unchanged) == (0, 0, count), "\(resource.name)")
            #expect(again.suspicious.isEmpty, "\(resource.name)")
        }
        #expect(try await office.count(resource, []) == Int64(count))
    }

    @Test("Contacts, partner units and agreements come in once, however often their file does")
    func once() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS", zh: "尼什大学")
            let zagreb = try await office.institution("University of Zagreb", "HR")
            let partners = [nis, zagreb].compactMap { $0.id?.fieldJSON }
            try await self.requireOnce(
                partners.flatMap { partner -> [JSON] in
                    [
                        ["unit": "office", "title": ["en": "Faculty of Law"], "institution": partner],
                        ["unit": "office", "title": ["zh": "法学院", "en": "School of Law"], "institution": partner],
                    ]
                }, PartnerUnit.resource, office)
            try await self.requireOnce(
                partners.flatMap { partner -> [JSON] in
                    [
                        [
                            "unit": "office", "name": "Ana", "institution": partner, "roles": ["signatory"],
                            "emails": [["email": "ana@example.org"]], "valid": ["from": "2026-01-01"],
                        ],
                        ["unit": "office", "name": "Ana", "institution": partner, "roles": ["administrative"]],
                    ]
                }, Contact.resource, office)
            try await self.requireOnce(
                partners.map { partner in
                    [
                        "unit": "office", "title": ["zh": "学生交换协议"], "types": ["student_exchange"],
                        "parties": [["no": 1], ["no": 2, "institution": partner]],
                        "effective": ["from": "2026-01-01", "to": "2031-01-01"],
                    ]
                }, Agreement.resource, office)
        }
    }

    @Test("What differs in anything that a row says is another record, and a row that repeats another is told")
    func others() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let ana: JSON = [
                "unit": "office", "name": "Ana", "institution": nis.id?.fieldJSON ?? .null, "roles": ["signatory"],
                "note": "Speaks English",
            ]
            #expect(try await self.take([ana], Contact.resource, office).created == 1)
            let other = ana.mergePatched(with: ["note": "Speaks Serbian"])
            let less = ana.mergePatched(with: ["note": .null])
            let coded = ana.mergePatched(with: ["code": "C-1"])
            let report = try await self.take([less, other, other, coded, ana], Contact.resource, office)
            #expect((report.created, report.updated, report.unchanged) == (2, 0, 3))
            #expect(report.suspicious.map(\.line) == [4])
            #expect(report.suspicious.map(\.issue.message.en) == ["Says the same as line 3; taken as the same record"])
            #expect(try await office.count(Contact.resource, []) == 3)
        }
    }

    @Test("The same contact in another unit is that unit's own")
    func otherUnit() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let ana: JSON = ["name": "Ana", "institution": nis.id?.fieldJSON ?? .null, "roles": ["signatory"]]
            for unit in ["office", "university"] {
                let row = ana.mergePatched(with: ["unit": .string(unit)])
                let report = try await self.take([row], Contact.resource, office)
                #expect(report.created == 1)
            }
        }
    }

    @Test("A row is looked for by its columns, not by reading the table for each")
    func cheap() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let rows: [JSON] = (0..<2000).map {
                [
                    "unit": "office", "name": .string("Ana \($0)"), "institution": nis.id?.fieldJSON ?? .null,
                    "roles": ["signatory"],
                ]
            }
            var figures = [try await self.take(rows, Contact.resource, office).created]
            let before = try await Self.rowsRead(office)
            figures.append(try await self.take(rows, Contact.resource, office).unchanged)
            let read = try await Self.rowsRead(office) - before
            #expect(figures == [2000, 2000])
            // Each is read, and the table once more for each portion of five hundred rows; for each row it would be four million.
            #expect((2000...40_000).contains(read), "\(read) rows were read")
        }
    }

    /// How many rows of contacts the server has read so far.
    private static func rowsRead(_ office: PartnersOffice) async throws -> Int {
        // What this session has read is told now, and not at some moment to come.
        _ = try await office.pool.query("SELECT pg_stat_force_next_flush()")
        return try await office.pool.query(
            """
            SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables \
            WHERE schemaname = 'partners' AND relname = 'contacts'
            """
        ).first?.decode(0, as: Int.self) ?? 0
    }
}

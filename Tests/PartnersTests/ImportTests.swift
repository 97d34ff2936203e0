import Database
import Model
import TestSupport
import Testing

@testable import Partners
@testable import ServiceKit

@Suite("Importing institutions")
struct ImportTests {
    private static func row(_ name: String, _ country: String, _ domains: [String], _ website: String) -> JSON {
        [
            "unit": "office", "title": ["en": .string(name)], "country": .string(country), "kind": "higher_education",
            "identifiers": .array(domains.map { ["scheme": "DOMAIN", "value": .string($0)] }),
            "website": .string(website),
        ]
    }

    /// Namesakes and shared domains as they occur in public lists of universities.
    private static let rows: [JSON] = [
        row("Keio University", "JP", ["keio.ac.jp"], "http://www.keio.ac.jp/"),
        row("Keio University", "JP", ["a2.keio.jp"], "https://www.keio.ac.jp/"),
        row("University of Bath", "GB", ["bath.ac.uk"], "http://www.bath.ac.uk/"),
        row("University of Bath", "GB", ["bath.edu"], "https://bath.ac.uk/"),
        row("Southeastern Community College", "US", ["scciowa.edu"], "http://www.scciowa.edu/"),
        row("Southeastern Community College", "US", ["sccnc.edu"], "http://www.sccnc.edu/"),
        row("GateWay Community College", "US", ["gatewaycc.edu"], "http://www.gatewaycc.edu/"),
        row("Gateway Community College", "US", ["gwcc.commnet.edu"], "http://www.gwcc.commnet.edu/"),
        row("Jazan University", "SA", ["jazanu.edu.sa"], "http://www.jazanu.edu.sa/"),
        row("College of Technology at Jazan", "SA", ["jazanu.edu.sa"], "http://jazanu.edu.sa/"),
        row("Trinity College", "IE", ["tcd.ie"], "https://www.tcd.ie/"),
        row("Trinity College", "US", ["trincoll.edu"], "https://www.trincoll.edu/"),
    ]

    private func take(_ rows: [JSON], _ office: PartnersOffice, dryRun: Bool = false) async throws -> ImportReport {
        try await office.keeper.importRows(
            rows.enumerated().map { ImportRow(line: $0.offset + 2, input: $0.element) }, into: Institution.resource,
            as: office.actor, dryRun: dryRun)
    }

    @Test("Namesakes are one only when they share a domain or a web site, and every doubt is reported")
    func namesakes() async throws {
        try await PartnersOffice.with { office in
            let trial = try await self.take(Self.rows, office, dryRun: true)
            #expect(try await office.count(Institution.resource, []) == 0)
            let report = try await self.take(Self.rows, office)
            for one in [trial, report] {
                #expect(one.created == 10)
                #expect(one.updated == 2)
                #expect(one.rejected.isEmpty)
                #expect(one.suspicious.map(\.line) == [3, 5, 7, 9, 11])
            }
            let bath = try #require(try await office.all(Institution.resource, [("q", "bath")]).first)
            #expect(
                (bath[Institution.identifiers] ?? []).map { $0[Institution.Identifier.value] } == [
                    "bath.ac.uk", "bath.edu",
                ])
            #expect(bath[Institution.website] == "http://www.bath.ac.uk/")
        }
    }

    @Test("The same file again changes nothing, in one piece or row by row")
    func again() async throws {
        try await PartnersOffice.with { office in
            for row in Self.rows { _ = try await self.take([row], office) }
            #expect(try await office.count(Institution.resource, []) == 10)
            let report = try await self.take(Self.rows, office)
            #expect(report.unchanged == 12)
            #expect(report.created + report.updated == 0)
            #expect(report.suspicious.isEmpty)
        }
    }

    @Test("Without two different domains the same name in the same country is the same institution")
    func withoutDomains() async throws {
        try await PartnersOffice.with { office in
            func row(_ name: String, website: String? = nil) -> JSON {
                let row: JSON = [
                    "unit": "office", "title": ["en": .string(name)], "country": "RS", "kind": "higher_education",
                ]
                return website.map { row.mergePatched(with: ["website": .string($0)]) } ?? row
            }
            let plain = [row("University of Niš"), row("University of Novi Sad"), row("University of Nis")]
            let first = try await self.take(plain, office)
            #expect((first.created, first.unchanged + first.updated) == (2, 1))
            let second = try await self.take(plain, office)
            #expect((second.created, second.refused, second.suspicious.count) == (0, 0, 0))
            // One side has a domain now, then both.
            let site = row("University of Niš", website: "https://www.ni.ac.rs/")
            #expect(try await self.take([site], office).updated == 1)
            let third = try await self.take(plain + [site], office)
            #expect((third.created, third.unchanged) == (0, 4))
            // Another domain is another institution, and from then on the name alone tells nobody apart.
            let other = row("University of Niš", website: "https://www.nis-private.rs/")
            #expect(try await self.take([other], office).created == 1)
            let vague = try await self.take([row("University of Niš"), row("University of Niš")], office)
            #expect((vague.created, vague.unchanged) == (1, 1))
            #expect(Set(vague.suspicious.map(\.issue.pointer)) == ["/title"])
            #expect(try await self.take([row("University of Niš")], office).unchanged == 1)
            #expect(try await office.count(Institution.resource, []) == 4)
        }
    }

    @Test("The same registry id is the same institution, whatever it is called")
    func identifiers() async throws {
        try await PartnersOffice.with { office in
            let first: JSON = [
                "unit": "office", "title": ["en": "TU Delft"], "country": "NL", "kind": "higher_education",
                "identifiers": [["scheme": "ROR", "value": "02e2c7k09"]],
            ]
            let second: JSON = [
                "unit": "office", "title": ["zh": "代尔夫特理工大学", "en": "Delft University of Technology"],
                "country": "NL", "kind": "higher_education", "city": ["en": "Delft"],
                "identifiers": [
                    ["scheme": "ROR", "value": "https://ror.org/02e2c7k09"],
                    ["scheme": "SCHAC", "value": "tudelft.nl"],
                ],
            ]
            let report = try await self.take([first, second, second], office)
            #expect(report.created == 1)
            #expect(report.updated == 1)
            #expect(report.unchanged == 1)
            let delft = try #require(try await office.all(Institution.resource).first)
            #expect(delft[Institution.title]?.en == "TU Delft")
            #expect(delft[Institution.title]?.zh == "代尔夫特理工大学")
            #expect(delft[Institution.names]?.map { $0[Institution.Name.value] } == ["Delft University of Technology"])
            #expect(delft[Institution.identifiers]?.count == 2)
        }
    }

    @Test("Names are compared without case, accents, widths, punctuation and article")
    func folding() async throws {
        try await PartnersOffice.with { office in
            _ = try await office.create(
                Institution.resource, Self.row("Universität Zürich", "CH", ["uzh.ch"], "https://www.uzh.ch/"))
            let record = try #require(
                Self.row("the UNIVERSITAT ZÜRICH", "CH", [], "http://uzh.ch:8080/en").objectValue)
            let issues = try await office.pool.withTransaction { connection in
                try await InstitutionRule().warnings(
                    about: Record(record), in: office.keeper.context(on: connection, for: office.actor))
            }
            #expect(issues.map { "\($0.pointer) \($0.rule.rawValue)" } == ["/title lookAlike"])
            #expect(InstitutionKeys.fold("A&M  University—（Texas）") == "aandmuniversitytexas")
        }
    }

    @Test("Agreements are known again by their codes, and a second import of the same file changes nothing")
    func agreements() async throws {
        try await PartnersOffice.with { office in
            let nis = try #require(try await office.institution("University of Niš", "RS").id).fieldJSON
            let row: JSON = [
                "unit": "office", "code": "RS-2026-01", "title": ["zh": "教育合作备忘录"], "types": ["memorandum"],
                "parties": [[:], ["institution": nis]],
            ]
            func take(_ rows: [JSON]) async throws -> ImportReport {
                try await office.keeper.importRows(
                    rows.enumerated().map { ImportRow(line: $0.offset + 2, input: $0.element) },
                    into: Agreement.resource, as: office.actor, dryRun: false)
            }
            let first = try await take([row, row])
            #expect(first.created == 1)
            #expect(first.unchanged == 1)
            let changed = try await take([row.mergePatched(with: ["binding": "non_binding"])])
            #expect(changed.updated == 1)
            let agreement = try #require(try await office.all(Agreement.resource).first)
            #expect(agreement[Agreement.versionNo] == 2)
            #expect(try await take([row]).unchanged == 1)
        }
    }

    @Test("A row that is wrong is reported by line, and the others are taken")
    func mistakes() async throws {
        try await PartnersOffice.with { office in
            let report = try await self.take(
                [
                    Self.row("Good University", "FR", ["good.fr"], "https://good.fr/"),
                    Self.row("Bad University", "XX", ["bad.fr"], "https://bad.fr/"),
                    Self.row("Worse University", "FR", ["no domain"], "https://worse.fr/"),
                ], office)
            #expect(report.created == 1)
            #expect(
                report.rejected.map { "\($0.line) \($0.issue.pointer)" } == ["3 /country", "4 /identifiers/0/value"])
        }
    }
}

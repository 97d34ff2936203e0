import Database
import Model
import ServiceKit
import Testing

@testable import Partners

@Suite("What institutions are known by")
struct InstitutionKeysTests {
    private static func input(_ number: Int, placed place: String? = nil) -> JSON {
        let input: JSON = [
            "title": ["zh": .string("第\(number)大学"), "en": .string("Université \(number)")], "country": "FR",
            "kind": "higher_education", "website": .string("https://www.u\(number).fr/"),
            "identifiers": [["scheme": "DOMAIN", "value": .string("univ\(number).fr")]],
        ]
        guard let place, case .object(var object) = input else { return input }
        object["subdivision"] = .string(place)
        return .object(object)
    }

    private func keys(_ office: PartnersOffice, _ id: RecordID?) async throws -> [String] {
        let id = try #require(id)
        let rows = try await office.pool.query(
            """
            SELECT kind || ' ' || value FROM partners.institution_keys \
            WHERE institution = \(id.description)::uuid ORDER BY 1
            """)
        return rows.compactMap { $0.string(0) }
    }

    @Test("Those made at the same time each have their own, and one that is refused leaves none")
    func together() async throws {
        try await PartnersOffice.with { office in
            let made = try await withThrowingTaskGroup(of: (Int, Record?).self) { group in
                for number in 0..<40 {
                    group.addTask {
                        do {
                            // The rule refuses every eighth without a look at anything else.
                            let input = Self.input(number, placed: number % 8 == 0 ? "DE-BY" : nil)
                            return (number, try await office.create(Institution.resource, input))
                        } catch let error as ValidationError {
                            #expect(error.issues.map(\.pointer) == ["/subdivision"])
                            return (number, nil)
                        }
                    }
                }
                return try await group.reduce(into: [Int: Record?]()) { $0[$1.0] = $1.1 }
            }
            for (number, record) in made {
                guard let record else {
                    #expect(number % 8 == 0)
                    continue
                }
                #expect(record[Institution.hasLiveAgreement] == false)
                #expect(
                    try await self.keys(office, record.id) == [
                        "host u\(number).fr", "host univ\(number).fr", "name universite\(number)", "name 第\(number)大学",
                    ])
            }
            let total = try await office.pool.query("SELECT count(*) FROM partners.institution_keys")
            #expect(try total[0].decode(0, as: Int.self) == 35 * 4)
        }
    }

    @Test("They follow every edit, and go with the institution")
    func edits() async throws {
        try await PartnersOffice.with { office in
            let id = try await office.create(Institution.resource, Self.input(1)).id
            try await office.update(Institution.resource, id, ["website": "https://u1.eu", "identifiers": .null])
            #expect(try await self.keys(office, id) == ["host u1.eu", "name universite1", "name 第1大学"])
            try await office.update(Institution.resource, id, ["title": ["en": "The Université of Two"]])
            // A former name still tells who is meant.
            #expect(
                try await self.keys(office, id) == [
                    "host u1.eu", "name universite1", "name universiteoftwo", "name 第1大学",
                ])
            try await office.step(Institution.resource, id, "contact")
            #expect(try await self.keys(office, id).count == 4)
            try await office.delete(Institution.resource, id)
            #expect(try await self.keys(office, id).isEmpty)
        }
    }
}

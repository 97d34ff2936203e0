import Model
import Testing

@testable import Partners

@Suite("The hash of an agreement's content")
struct ContentHashTests {
    private static let content: JSON = [
        "title": ["zh": "学生交换协议", "en": "Student exchange"],
        "types": ["student_exchange", "joint_training"],
        "primaryType": "student_exchange",
        "parties": [
            ["no": 1, "isOwn": true, "identity": "own"],
            [
                "no": 2, "isOwn": false, "institution": "0190c2a4-7b6e-7cc0-8000-000000000001",
                "identity": "ROR:https://ror.org/02qsmb048", "signatory": "A. Marić", "signedOn": "2026-03-01",
                "partnerCode": "NI-7",
            ],
        ],
        "conditions": [
            [
                "no": 1, "activity": "student_studies", "sendingParty": 1, "receivingParty": 2,
                "firstAcademicYear": "2026/2027", "peoplePerYear": 4, "totalMonthsPerYear": JSON.number("20.00"),
                "eqf": ["7", "6"],
            ],
            [
                "no": 2, "activity": "student_studies", "sendingParty": 2, "receivingParty": 1,
                "firstAcademicYear": "2026/2027", "peoplePerYear": 4,
            ],
        ],
        "effective": ["from": "2026-01-01", "to": "2031-01-01"],
    ]

    private func hash(_ patch: JSON = [:]) throws -> String {
        guard case .object(let object) = Self.content.mergePatched(with: patch) else { return "" }
        return AgreementContent(of: Record(object)).hash
    }

    private func replacing(_ text: String, by other: String) throws -> String {
        let changed = try JSON(parsing: Self.content.description.replacing(text, with: other))
        return AgreementContent(of: Record(try #require(changed.objectValue))).hash
    }

    @Test("The projection is what is published: canonical JSON of named fields")
    func vector() throws {
        let object = try #require(Self.content.objectValue)
        let content = AgreementContent(of: Record(object))
        #expect(String(decoding: content.projection.canonicalBytes, as: UTF8.self) == Self.projection)
        #expect(content.hash == Self.digest)
    }

    @Test(
        "Signatories, dates of signature, ids and partners' codes are not content",
        arguments: [
            ("A. Marić", "B. Jović"), ("2026-03-01", "2026-03-09"), ("NI-7", "NI-8"),
            ("0190c2a4-7b6e-7cc0-8000-000000000001", "0190c2a4-7b6e-7cc0-8000-000000000002"),
        ])
    func notContent(change: (String, String)) throws {
        #expect(try self.replacing(change.0, by: change.1) == self.hash())
    }

    @Test(
        "Fields outside the list change nothing",
        arguments: [
            ["note": "急"], ["signedOn": "2026-03-01"], ["supervisor": "李老师"], ["partnerCountries": ["RS"]],
            ["languages": []],
        ] as [JSON])
    func otherFields(patch: JSON) throws {
        #expect(try self.hash(patch) == self.hash())
    }

    @Test("Order does not matter where it means nothing, and 20 months are 20.00")
    func order() throws {
        #expect(try self.hash(["types": ["joint_training", "student_exchange"]]) == self.hash())
        #expect(try self.replacing("20.00", by: "20") == self.hash())
        #expect(try self.replacing("\"eqf\":[\"7\",\"6\"]", by: "\"eqf\":[\"6\",\"7\"]") == self.hash())
        let conditions = try #require(Self.content["conditions"]?.arrayValue)
        #expect(try self.hash(["conditions": .array(conditions.reversed())]) == self.hash())
    }

    @Test(
        "Whatever the parties agree upon changes the hash",
        arguments: [
            ["title": ["en": "Student exchange."]], ["effective": ["to": "2032-01-01"]], ["binding": "binding"],
            ["financialTerms": "各自承担"], ["terminationNotice": 1], ["conditions": []], ["level": "unit"],
        ] as [JSON])
    func contentFields(patch: JSON) throws {
        #expect(try self.hash(patch) != self.hash())
    }

    @Test(
        "Another number of people, another party, another direction is another content",
        arguments: [
            ("\"peoplePerYear\":4", "\"peoplePerYear\":5"), ("02qsmb048", "02qsmb049"),
            ("\"sendingParty\":1,\"receivingParty\":2", "\"sendingParty\":2,\"receivingParty\":1"),
        ])
    func details(change: (String, String)) throws {
        #expect(try self.replacing(change.0, by: change.1) != self.hash())
    }

    @Test("A version brings the content back")
    func roundTrip() throws {
        let content = AgreementContent(of: Record(try #require(Self.content.objectValue)))
        let again = try AgreementContent(text: content.text)
        #expect(again == content)
        #expect(again.hash == content.hash)
        #expect(!content.text.contains("Marić"))
    }

    private static let projection = """
        {"conditions":[{"activity":"student_studies","eqf":["6","7"],"firstAcademicYear":"2026/2027","no":1,\
        "peoplePerYear":4,"receivingParty":2,"sendingParty":1,"totalMonthsPerYear":20},{"activity":"student_studies",\
        "firstAcademicYear":"2026/2027","no":2,"peoplePerYear":4,"receivingParty":1,"sendingParty":2}],\
        "effective":{"from":"2026-01-01","to":"2031-01-01"},"parties":[{"identity":"ROR:https://ror.org/02qsmb048",\
        "isOwn":false,"no":2},{"identity":"own","isOwn":true,"no":1}],"primaryType":"student_exchange",\
        "rules":"agreement-content/1","title":{"en":"Student exchange","zh":"学生交换协议"},\
        "types":["joint_training","student_exchange"]}
        """
    // Any program gets the same: printf %s '...' | sha256sum
    private static let digest = "2252457041ff751327d1b40e1c9b758a4fa8e03fc835a60491030a5a4d152096"
}

import Model
import Testing

@testable import YizhanCommands

@Suite("Making records of rows")
struct ImportMappingTests {
    @Test("A row of the university list becomes an institution with its domains as identifiers")
    func universities() throws {
        let row: JSON = [
            "name": " Università di Bologna ", "domains": ["UNIBO.it", "studio.unibo.it"],
            "web_pages": ["https://www.unibo.it/", "https://second.example/"], "country": "Italy",
            "alpha_two_code": "IT", "state-province": "Emilia-Romagna",
        ]
        let record = try ImportMapping.named("universities").record(of: row)
        #expect(
            record == [
                "title": ["en": "Università di Bologna"], "kind": "higher_education", "country": "IT",
                "note": "State or province: Emilia-Romagna", "website": "https://www.unibo.it/",
                "identifiers": [
                    ["scheme": "DOMAIN", "value": "unibo.it"], ["scheme": "DOMAIN", "value": "studio.unibo.it"],
                ],
            ]
        )
    }

    @Test("Texts become numbers and truth values where the mapping says so")
    func changes() throws {
        let mapping = try ImportMapping(json: [
            "count": ["from": "人数", "change": ["integer"]],
            "amount": ["from": "金额", "change": "number"],
            "active": ["from": "在籍", "change": ["boolean"]],
            "tags": ["from": "标签", "change": ["split"]],
            "stage": ["from": "阶段", "default": "prospect"],
        ])
        let record = try mapping.record(of: ["人数": "12", "金额": "1.50", "在籍": "是", "标签": "a; b"])
        #expect(
            record == [
                "count": 12, "amount": .number("1.50"), "active": true, "tags": ["a", "b"], "stage": "prospect",
            ]
        )
    }

    @Test("A value that is not of the wanted kind names its field")
    func refusal() throws {
        let mapping = try ImportMapping(json: ["count": ["from": "人数", "change": ["integer"]]])
        let refusal = #expect(throws: MappingRefusal.self) { _ = try mapping.record(of: ["人数": "十二"]) }
        #expect(refusal?.field == "count")
        #expect(refusal?.rule == "integer")
    }

    @Test("A mapping that makes no sense is refused", arguments: ["[]", "{\"a\": {}}", "{\"a\": {\"each\": \"b\"}}"])
    func nonsense(text: String) throws {
        let json = try JSON(parsing: text)
        #expect(throws: CommandError.self) { _ = try ImportMapping(json: json) }
    }

    @Test("An unknown mapping names the built-in ones")
    func unknown() {
        let error = #expect(throws: CommandError.self) { _ = try ImportMapping.named("/nowhere.json") }
        #expect(error?.description.contains("universities") == true)
    }
}

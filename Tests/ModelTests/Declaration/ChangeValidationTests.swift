import Model
import Testing

@Suite("Validation of changes")
struct ChangeValidationTests {
    private static let current = Record(fieldJSON: [
        "id": "0197f9d2-0000-7000-8000-000000000000", "code": "T-1", "unit": "office", "state": "active", "version": 3,
        "createdAt": "2026-01-01T00:00:00Z", "createdBy": "wang", "updatedAt": "2026-01-01T00:00:00Z",
        "updatedBy": "wang",
        "title": ["zh": "甲", "en": "A"], "amount": .number("5.00"), "origin": .number("1.50"),
        "label": ["zh": "签", "en": "L"],
        "when": ["from": "2026-01-01", "to": "2026-02-01"], "price": ["minor": 1, "currency": "CNY"], "kinds": ["talk"],
        "items": [["name": "a"], ["name": "b"]], "rank": 2, "length": 1,
    ])!

    private static func change(_ patch: JSON) throws(ValidationError) -> (record: Record, changed: [String]) {
        try Declared.resource.validateChange(patch, of: Self.current)
    }

    private static func faults(_ patch: JSON) -> [String] {
        do throws(ValidationError) {
            _ = try Self.change(patch)
            return []
        } catch {
            return error.issues.map { "\($0.pointer) \($0.rule.rawValue)" }
        }
    }

    @Test("A merge patch changes what it names and leaves the rest")
    func merge() throws {
        let (record, changed) = try Self.change([
            "title": ["en": nil], "price": ["minor": 7], "when": ["to": nil], "kinds": nil, "items": [["name": "c"]],
            "line": "新",
        ])
        #expect(changed == ["title", "line", "kinds", "when", "price", "items"])
        #expect(record.object["title"] == ["zh": "甲"])
        #expect(record.object["price"] == ["minor": 7, "currency": "CNY"])
        #expect(record.object["when"] == ["from": "2026-01-01"])
        #expect(record.object["kinds"] == nil)
        #expect(record.object["items"] == [["name": "c"]])
        #expect(record.object["amount"] == .number("5.00"))
        #expect(record.object["rank"] == 2)
        #expect(record.version == 3)
    }

    @Test("What says the same changes nothing")
    func noChange() throws {
        for patch: JSON in [
            [:], .object(Self.current.object), ["amount": 5], ["amount": "5.0"], ["title": ["zh": " 甲 "]],
            ["line": nil],
            ["origin": .number("1.5")], ["label": ["zh": "签"]],
        ] {
            let (record, changed) = try Self.change(patch)
            #expect(changed == [])
            #expect(record == Self.current)
        }
    }

    @Test("What cannot change is refused by name, with everything else that is wrong")
    func refusals() {
        #expect(Self.faults(["rank": 3]) == ["/rank readOnly"])
        #expect(Self.faults(["length": nil]) == ["/length readOnly"])
        #expect(Self.faults(["state": "archived", "version": 9]) == ["/state readOnly", "/version readOnly"])
        #expect(Self.faults(["origin": 2]) == ["/origin immutable"])
        #expect(Self.faults(["origin": nil]) == ["/origin immutable"])
        #expect(Self.faults(["label": ["en": nil]]) == ["/label immutable"])
        #expect(Self.faults(["title": nil]) == ["/title required"])
        #expect(Self.faults(["unit": nil, "x": 1, "day": "x"]) == ["/x unknownField", "/day date", "/unit required"])
        #expect(Self.faults(["code": nil]) == ["/code required"])
        #expect(Self.faults(["price": ["currency": nil]]) == ["/price/currency required"])
        #expect(Self.faults(["when": ["to": "2025-01-01"]]) == ["/when/to period"])
        #expect(Self.faults([]) == [" type"])
        #expect(Self.faults(nil) == [" type"])
    }

    @Test("The issue's field is written as people write it")
    func fieldNames() {
        let label = Label(zh: "", en: "")
        #expect(Issue("/parties/0/institution", .required, label).field == "parties[0].institution")
        #expect(Issue("/title/zh", .required, label).field == "title.zh")
        #expect(Issue("", .type, label).field == "")
    }
}

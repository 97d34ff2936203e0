import Model
import Testing

@Suite("Validation of new records")
struct ValidationTests {
    @Test(
        "Each kind names the rule that a value breaks, and where",
        arguments: [
            ("title", [:], ["/title required"]), ("title", "甲", ["/title type"]),
            ("title", ["zh": nil], ["/title required"]),
            ("title", ["zh": "", "en": 1], ["/title/zh empty", "/title/en type"]),
            ("title", ["fr": "Titre", "zh": "甲"], ["/title/fr unknownField"]),
            ("title", ["en": "123456789012345678901"], ["/title/en maxLength"]),
            ("line", 1, ["/line type"]), ("line", "", ["/line empty"]), ("line", " \u{3000}\t ", ["/line empty"]),
            ("line", "12345678901", ["/line maxLength"]), ("line", "a\nb", ["/line controlCharacter"]),
            ("line", "a\tb", ["/line controlCharacter"]), ("lines", "a\u{B}b", ["/lines controlCharacter"]),
            ("kind", "Talk", ["/kind code"]), ("kind", ["talk"], ["/kind type"]), ("kind", "", ["/kind code"]),
            ("kinds", "talk", ["/kinds type"]), ("kinds", ["talk", "talk"], ["/kinds/1 duplicate"]),
            ("kinds", ["x", 1, "talk"], ["/kinds/0 code", "/kinds/1 type"]),
            ("count", "1", ["/count type"]), ("count", 6, ["/count range"]), ("count", -6, ["/count range"]),
            ("count", .number("1.0"), ["/count type"]), ("count", .number("9223372036854775808"), ["/count type"]),
            ("amount", .number("0.001"), ["/amount format"]), ("amount", .number("10.01"), ["/amount range"]),
            ("amount", true, ["/amount type"]), ("amount", "zehn", ["/amount format"]),
            ("amount", "", ["/amount format"]),
            ("amount", .number("1e308"), ["/amount format"]),
            ("amount", .number("1e-999999999999"), ["/amount format"]),
            ("amount", .number(String(repeating: "9", count: 5000)), ["/amount format"]),
            ("flag", 0, ["/flag type"]), ("flag", "false", ["/flag type"]),
            ("day", "2025-02-29", ["/day date"]), ("day", "2026-1-1", ["/day date"]),
            ("day", "20260101", ["/day date"]),
            ("day", "2026-01-01T00:00:00Z", ["/day date"]), ("day", "２０２６-01-01", ["/day date"]),
            ("day", 1, ["/day type"]),
            ("when", "2026", ["/when type"]), ("when", ["from": "x", "to": 1], ["/when/from date", "/when/to type"]),
            ("when", ["from": "2026-01-02", "to": "2026-01-02"], ["/when/to period"]),
            ("when", ["from": "2026-01-02", "to": "2025-01-02"], ["/when/to period"]),
            ("when", ["begin": "2026-01-02"], ["/when/begin unknownField"]),
            ("price", 5, ["/price type"]), ("price", ["minor": 5], ["/price/currency required"]),
            ("price", [:], ["/price/minor required", "/price/currency required"]),
            ("price", ["minor": -1, "currency": "CNY"], ["/price/minor range"]),
            ("price", ["minor": 1_000_000_000_000_000, "currency": "CNY"], ["/price/minor range"]),
            ("price", ["minor": .number("1.5"), "currency": "cny"], ["/price/minor type", "/price/currency code"]),
            ("other", "1", ["/other format"]), ("other", 1, ["/other type"]),
            ("other", "{0197f9d2-0000-7000-8000-000000000000}", ["/other format"]),
            ("items", [:], ["/items type"]), ("items", [nil], ["/items/0 type"]),
            ("items", [[:]], ["/items/0/name required"]),
            ("items", [["name": "a"], ["name": "a"]], ["/items/1/name duplicate"]),
            ("items", [["name": "a"], ["name": " a "]], ["/items/1/name duplicate"]),
            (
                "items", [["name": "a", "kind": "x", "y": 1, "when": ["to": "x"], "price": ["minor": 1]]],
                [
                    "/items/0/y unknownField", "/items/0/when/to date", "/items/0/price/currency required",
                    "/items/0/kind code",
                ]
            ),
            ("rank", 1, ["/rank readOnly"]), ("length", 1, ["/length readOnly"]), ("state", "x", ["/state readOnly"]),
            ("version", 1, ["/version readOnly"]), ("createdAt", "x", ["/createdAt readOnly"]),
            ("Title", ["zh": "甲"], ["/Title unknownField"]), ("", 1, ["/ unknownField"]),
            ("a/~", 1, ["/a~1~0 unknownField"]),
            ("code", " ", ["/code empty"]), ("unit", 1, ["/unit type"]),
        ] as [(String, JSON, [String])])
    func rules(name: String, value: JSON, faults: [String]) {
        #expect(Declared.faults(name, value) == faults)
    }

    @Test("Everything is reported in one pass, in the order of the declaration")
    func onePass() {
        let faults = Declared.faults([
            "nonsense": 1, "day": "x", "count": 100, "url": "x", "items": [["kind": "x"]], "rank": 1,
            "price": ["minor": -1],
        ])
        #expect(
            faults == [
                "/nonsense unknownField", "/rank readOnly", "/title required", "/url format", "/count range",
                "/day date",
                "/price/minor range", "/price/currency required", "/items/0/name required", "/items/0/kind code",
            ])
    }

    @Test("Every message is there in both languages, and names the bound")
    func messages() {
        let input: JSON = [
            "line": "12345678901", "count": 6, "kind": "x", "amount": 11, "url": "x", "email": "x", "orcid": "x",
            "sha": "x",
            "flag": 1, "day": "x", "when": 1, "price": 1, "other": "x", "items": 1, "kinds": 1, "lines": "a\u{202E}",
            "x": 1,
            "rank": 1,
        ]
        do throws(ValidationError) {
            _ = try Declared.resource.validateNew(input)
            Testing.Issue.record("accepted")
        } catch {
            #expect(error.issues.count == 19)
            for issue in error.issues {
                #expect(issue.message.zh.unicodeScalars.contains { $0.value > 0x3000 }, "\(issue)")
                #expect(!issue.message.en.isEmpty && issue.message.en.utf8.allSatisfy { $0 < 0x80 }, "\(issue)")
            }
            let messages = Dictionary(uniqueKeysWithValues: error.issues.map { ($0.pointer, $0.message) })
            #expect(messages["/line"]?.en == "At most 10 characters; there are 11")
            #expect(messages["/line"]?.zh == "最多 10 个字符，现有 11 个")
            #expect(messages["/count"]?.en == "Must be between -5 and 5")
            #expect(messages["/amount"]?.en == "Must be between -10.00 and 10.00")
            #expect(messages["/kind"]?.en == "Must be a code of Kind: talk, visit")
            #expect(messages["/lines"]?.en == "Contains the control character U+202E")
            #expect(messages["/title"]?.zh == "“名称”为必填项")
        }
    }

    @Test("Values are brought into their normal form")
    func normalForms() throws {
        #expect(try Declared.normal("line", "\u{3000} 甲 乙 \t") == "甲 乙")
        #expect(try Declared.normal("lines", "a\r\n\tb\n") == "a\r\n\tb")
        #expect(try Declared.normal("amount", 5) == .number("5.00"))
        #expect(try Declared.normal("amount", "5.5") == .number("5.50"))
        #expect(try Declared.normal("amount", .number("-0.00")) == .number("0.00"))
        #expect(
            try Declared.normal("other", "0197F9D2-0000-7000-8000-00000000000A")
                == "0197f9d2-0000-7000-8000-00000000000a")
        #expect(try Declared.normal("title", ["en": " Talk ", "zh": nil]) == ["en": "Talk"])
        #expect(try Declared.normal("when", ["from": "2026-01-01", "to": nil]) == ["from": "2026-01-01"])
        for (name, empty) in [("when", [:]), ("when", ["from": nil]), ("kinds", []), ("items", []), ("line", nil)]
            as [(String, JSON)]
        {
            #expect(try Declared.normal(name, empty) == nil, "\(name)")
        }
    }

    @Test("What is no object is refused as a whole")
    func notAnObject() {
        for input: JSON in [nil, 1, "x", [], [[:]], true] { #expect(Declared.faults(input) == [" type"]) }
    }

    @Test("However much is wrong, a bounded part of it is told")
    func bounded() {
        var object = JSONObject()
        for number in 0..<50_000 { object["x\(number)"] = 1 }
        #expect(Declared.faults(.object(object)).count == 200)
        #expect(Declared.faults("kinds", .array(Array(repeating: "x", count: 50_000))) == ["/kinds maxLength"])
        #expect(Declared.faults("items", .array(Array(repeating: [:], count: 501))) == ["/items maxLength"])
        #expect(Declared.faults("items", .array(Array(repeating: [:], count: 500))).count == 200)
    }
}

import HTTPTypes
import Model
import Testing

@Suite("Bad input")
struct BadInputTests {
    @Test(
        "What is no JSON is refused as such",
        arguments: [
            "", "{", "{\"title\":}", "nul", "{'a':1}", "{\"a\":1}x", "\u{FEFF}{}", "{\"a\":1,\"a\":2}", "[1,]",
            "{\"a\":01}",
            "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\\ud800\"}", "{\"a\":NaN}", "{\"a\":\"\n\"}",
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 5000),
        ])
    func malformed(text: String) async throws {
        try await Office.open { office in
            let answer = try await office.send(.post, things, raw: Array(text.utf8), type: "application/json")
            answer.requireProblem(400, "malformed-json")
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test("Bytes that are no UTF-8 are refused")
    func notUTF8() async throws {
        try await Office.open { office in
            let bytes = Array("{\"title\":{\"zh\":\"".utf8) + [0xC0, 0x80] + Array("\"}}".utf8)
            try await office.send(.post, things, raw: bytes, type: "application/json")
                .requireProblem(400, "malformed-json")
        }
    }

    @Test("U+0000 in one field hides nothing that is wrong with the others, and nothing is kept of it")
    func nullCharacter() async throws {
        try await Office.open { office in
            let input = Thing.input("坏\0", ["seats": -1, "email": "a\0b@c.cn"])
            #expect(input.description.contains("\\u0000"))
            let answer = try await office.post(things, input)
            answer.requireProblem(
                422, "validation",
                faults: ["#/title/zh controlCharacter", "#/email controlCharacter", "#/seats range"])
            let thing = try await office.post(things, Thing.input("好"))
            try await office.patch("\(things)/\(thing.id)", ["note": "\0"], thing.etag)
                .requireProblem(422, "validation", faults: ["#/note controlCharacter"])
            let rows = try await office.send(
                .post, "\(things)/import", raw: (.array([input]) as JSON).bytes, type: "application/json")
            #expect(rows["rejected"]?.arrayValue?.count == 3)
            try await office.post("/identity/v1/units", ["code": "a\0", "parent": "university", "name": ["zh": "院"]])
                .requireProblem(422, "validation", faults: ["#/code controlCharacter"])
        }
    }

    @Test("What only the table refuses is said in words, in both languages, and no constraint is named")
    func tableRules() async throws {
        try await Office.open { office in
            for (language, words) in [("zh-CN", "名额不能是 13"), ("en", "There are never thirteen seats")] {
                let answer = try await office.post(
                    things, Thing.input("讲座", ["seats": 13]), [.acceptLanguage: language])
                answer.requireProblem(422, "validation", faults: ["#/seats business"])
                #expect(answer["errors"]?.arrayValue?.first?["message"]?.stringValue == words)
            }
        }
    }

    @Test(
        "Every rule that a value breaks is named with its place",
        arguments: [
            ("colour", "红", "/colour unknownField"), ("title", "讲座", "/title type"), ("title", [:], "/title required"),
            ("title", nil, "/title required"), ("title", ["zh": "  "], "/title/zh empty"),
            ("title", ["de": "Vortrag", "zh": "甲"], "/title/de unknownField"),
            ("title", ["zh": .string(String(repeating: "长", count: 201))], "/title/zh maxLength"),
            ("title", ["zh": "甲\u{7}"], "/title/zh controlCharacter"),
            // An escaped U+0000 is JSON, and a mistake like any other in a field.
            ("title", ["zh": "坏\0"], "/title/zh controlCharacter"), ("note", "\0", "/note controlCharacter"),
            ("kind", "\0", "/kind code"), ("place", "\0", "/place format"), ("unit", "\0", "/unit controlCharacter"),
            ("parts", [["label": "\0"]], "/parts/0/label controlCharacter"),
            ("title", ["zh": "甲\u{202E}乙"], "/title/zh controlCharacter"),
            ("title", ["zh": "甲\n乙"], "/title/zh controlCharacter"),
            ("title", ["zh": "\u{200B}\u{2060}"], "/title/zh empty"),
            ("note", 5, "/note type"), ("note", "", "/note empty"),
            ("website", "javascript:alert(1)", "/website format"),
            ("website", "https://", "/website format"), ("website", "https://a@evil.example/", "/website format"),
            ("email", "wang", "/email format"), ("email", "a@b", "/email format"),
            ("email", "a b@c.cn", "/email format"),
            ("orcid", "0000-0002-1825-0098", "/orcid format"), ("digest", "ABC", "/digest format"),
            ("kind", "party", "/kind code"), ("kind", 1, "/kind type"), ("tags", "new", "/tags type"),
            ("tags", ["new", "new"], "/tags/1 duplicate"), ("tags", ["new", "old"], "/tags/1 code"),
            ("country", "de", "/country code"), ("country", "XX", "/country code"), ("seats", "5", "/seats type"),
            ("seats", -1, "/seats range"), ("seats", 1001, "/seats range"), ("seats", .number("1.0"), "/seats type"),
            ("seats", .number("99999999999999999999"), "/seats type"), ("seats", .number("1e400"), "/seats type"),
            ("seats", 13, "/seats business"), ("score", .number("1.234"), "/score format"),
            ("score", .number("1e999999999"), "/score format"), ("score", .number("-0.01"), "/score range"),
            ("isOpen", "true", "/isOpen type"), ("isOpen", 1, "/isOpen type"), ("heldOn", "2026-02-29", "/heldOn date"),
            ("heldOn", "2026-2-3", "/heldOn date"), ("heldOn", 20_260_101, "/heldOn type"),
            ("heldOn", "0000-01-01", "/heldOn date"),
            ("period", ["from": "2026-03-01", "to": "2026-02-01"], "/period/to period"),
            ("period", ["from": "2026-03-01", "to": "2026-03-01"], "/period/to period"),
            ("period", ["since": "2026-03-01"], "/period/since unknownField"),
            ("budget", ["minor": -1, "currency": "CNY"], "/budget/minor range"),
            ("budget", ["minor": 1, "currency": "YUA"], "/budget/currency code"),
            ("budget", ["minor": .number("1.5"), "currency": "CNY"], "/budget/minor type"),
            ("budget", ["minor": 1], "/budget/currency required"), ("budget", 5, "/budget type"),
            ("place", "x", "/place format"), ("place", "0197f9d2-0000-7000-8000-000000000000", "/place reference"),
            ("rank", 1, "/rank readOnly"), ("version", 7, "/version readOnly"),
            ("createdBy", "rector", "/createdBy readOnly"),
            ("id", "0197f9d2-0000-7000-8000-000000000000", "/id readOnly"), ("titleLength", 3, "/titleLength readOnly"),
            ("unit", "nowhere", "/unit reference"), ("unit", 5, "/unit type"), ("code", "", "/code empty"),
            ("parts", [["label": "甲"], ["label": "甲"]], "/parts/1/label duplicate"),
            ("parts", [[:]], "/parts/0/label required"), ("parts", [5], "/parts/0 type"),
            ("parts", ["label": "甲"], "/parts type"), ("parts", [["label": "甲", "x": 1]], "/parts/0/x unknownField"),
            ("parts", [["label": "甲", "place": "0197f9d2-0000-7000-8000-000000000000"]], "/parts/0/place reference"),
            ("a/b~c", 1, "/a~1b~0c unknownField"),
        ] as [(String, JSON, String)])
    func rules(field: String, value: JSON, fault: String) async throws {
        try await Office.open { office in
            var object = try #require(Thing.input().objectValue)
            object[field] = value
            let answer = try await office.post(things, .object(object), [.acceptLanguage: "en"])
            #expect(answer.faults.count == 1, "\(answer.text.prefix(500))")
            // A reference inside a list is refused by the table, which does not say which entry it was.
            if fault == "/parts/0/place reference" {
                #expect(answer.faults == ["#/parts/place reference"] || answer.faults == ["#\(fault)"])
            } else {
                answer.requireProblem(422, "validation", faults: ["#\(fault)"])
            }
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test("All that is wrong is told in one go, in the reader's language")
    func onePass() async throws {
        try await Office.open { office in
            let input: JSON = ["kind": "x", "seats": -1, "heldOn": "2026-13-01", "website": "ftp://a", "extra": 1]
            let faults = [
                "#/extra unknownField", "#/title required", "#/website format", "#/kind code", "#/seats range",
                "#/heldOn date",
            ]
            let chinese = try await office.post(things, input, [.acceptLanguage: "zh-CN,zh;q=0.9,en;q=0.8"])
            chinese.requireProblem(422, "validation", faults: faults)
            #expect(chinese.headers[.contentLanguage] == "zh-CN")
            #expect(chinese["title"] == "填写的内容有误")
            #expect(chinese["errors"]?[1]?["message"] == "“名称”为必填项")
            #expect(chinese["errors"]?[1]?["field"] == "title")
            let english = try await office.post(things, input, [.acceptLanguage: "en-US,en;q=0.9"])
            english.requireProblem(422, "validation", faults: faults)
            #expect(english.headers[.contentLanguage] == "en")
            #expect(english["errors"]?[1]?["message"] == "Title is required")
            let asked = try await office.post("\(things)?lang=en", input, [.acceptLanguage: "zh"])
            #expect(asked.headers[.contentLanguage] == "en")
        }
    }

    @Test("What has to be an object is one")
    func notAnObject() async throws {
        try await Office.open { office in
            for body: JSON in [[], 5, "x", nil, true, [[:]]] {
                try await office.send(.post, things, raw: body.bytes, type: "application/json")
                    .requireProblem(422, "validation", faults: ["# type"])
            }
            let created = try await office.post(things, Thing.input())
            try await office.patch("\(things)/\(created.id)", [1], "*")
                .requireProblem(422, "validation", faults: ["# type"])
        }
    }

    @Test("A value that cannot change any more stays")
    func immutable() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input("甲", ["origin": "导入"]))
            let path = "\(things)/\(created.id)"
            for value: JSON in ["别处", nil, ""] {
                let answer = try await office.patch(path, ["origin": value], "*")
                #expect(answer.status == 422)
                #expect(answer.faults.contains("#/origin immutable"))
            }
            #expect(try await office.patch(path, ["origin": "导入", "note": "改"], "*").status == 200)
            #expect(try await office.patch(path, ["origin": " 导入 "], "*").status == 200)
        }
    }

    @Test(
        "Only JSON is taken where JSON is due",
        arguments: [
            nil, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "application/xml", "text/json",
        ])
    func mediaTypes(type: String?) async throws {
        try await Office.open { office in
            let bytes = Thing.input().bytes
            try await office.send(.post, things, raw: bytes, type: type).requireProblem(415, "media-type")
            let created = try await office.post(things, Thing.input())
            try await office.send(
                .patch, "\(things)/\(created.id)", raw: bytes, type: type, [.ifMatch: "*"]
            ).requireProblem(415, "media-type")
            try await office.send(.post, "\(things)/import", raw: bytes, type: type).requireProblem(415, "media-type")
        }
    }

    @Test("A type is read without regard to case and parameters")
    func mediaTypeSpelling() async throws {
        try await Office.open { office in
            for type in ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8"] {
                let found = try await office.send(.post, things, raw: Thing.input().bytes, type: type).status
                #expect(found == 201)
            }
        }
    }

    @Test("A body beyond the limit is refused")
    func oversized() async throws {
        try await Office.open { office in
            let padding = String(repeating: "长", count: 400_000)
            try await office.post(things, Thing.input("甲", ["note": .string(padding)])).requireProblem(413, "too-large")
            let largest = String(repeating: "a", count: 1_000_000)
            try await office.post(things, Thing.input("甲", ["note": .string(largest)]))
                .requireProblem(422, "validation", faults: ["#/note maxLength"])
        }
    }

    @Test("A thousand mistakes do not make an answer larger than their number warrants")
    func amplification() async throws {
        try await Office.open { office in
            var members = JSONObject()
            for number in 0..<60_000 { members["x\(number)"] = 1 }
            let unknown = try await office.post(things, .object(members))
            #expect(unknown.status == 422)
            #expect(unknown.bytes.count < 300_000, "\(unknown.bytes.count)")
            let tags = JSON.array((0..<200_000).map { _ in "y" })
            let codes = try await office.post(things, Thing.input("甲", ["tags": tags]))
            #expect(codes.status == 422)
            #expect(codes.bytes.count < 300_000, "\(codes.bytes.count)")
        }
    }

    @Test("Paths that lead nowhere are problems too")
    func nowhere() async throws {
        try await Office.open { office in
            for path in ["/", "/samples/v1/nonsense", "/samples/v2/things", "/nonsense", "//evil.example/x", "/%00"] {
                let answer = try await office.get(path)
                if path == "/" { continue }
                answer.requireProblem(404, "not-found")
            }
            for method in [.get, .put, .head] as [HTTPRequest.Method] {
                #expect(try await office.send(method, "/samples/v1/nonsense").status == 404)
            }
        }
    }

    @Test("A language that we do not speak, or none, is Chinese")
    func languages() async throws {
        try await Office.open { office in
            for (header, expected) in [
                ("", "zh-CN"), ("fr", "zh-CN"), ("fr, en;q=0.5", "en"), ("en", "en"), ("ZH-tw", "zh-CN"),
                (";;,,", "zh-CN"),
                (",", "zh-CN"), (";", "zh-CN"),
            ] {
                let answer = try await office.get("\(things)?limit=0", [.acceptLanguage: header])
                #expect(answer.headers[.contentLanguage] == expected, "\(header)")
            }
        }
    }

    @Test("Long queries are answered, one way or the other")
    func longQueries() async throws {
        try await Office.open { office in
            let long = String(repeating: "x", count: 60_000)
            #expect(try await office.get("\(things)?q=\(long)").status == 200)
            #expect(try await office.get("\(things)?code=\(long)").status == 200)
            let many = (0..<2000).map { "code=x\($0)" }.joined(separator: "&")
            #expect([200, 422].contains(try await office.get("\(things)?\(many)").status))
            try await office.get("\(things)?\(long)=1").requireProblem(422, "validation")
        }
    }
}

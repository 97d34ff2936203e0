import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

/// How a form lets people say which record they mean, and what it keeps to itself.
@Suite("References on pages")
struct ReferencePagesTests {
    private static let path = "/samples/things"

    private static func open(_ body: @escaping @Sendable (Office, Browser, String) async throws -> Void) async throws {
        try await Office.open { office in
            try await office.host.identity.ensurePerson("li", role: .editor, unit: "office")
            let browser = try await Browser.signIn(office, as: "li")
            try await body(office, browser, try await browser.formToken())
        }
    }

    private static func place(_ code: String, _ zh: String, _ en: String, unit: String = "office") -> JSON {
        ["code": .string(code), "name": ["zh": .string(zh), "en": .string(en)], "unit": .string(unit)]
    }

    @Test("A record is found by its code, by a title in either language, and as it is shown")
    func found() async throws {
        try await Self.open { office, browser, token in
            let kyoto = try await office.post(places, Self.place("P-K", "京都大学", "Kyoto University"))
            #expect(kyoto.status == 201)
            #expect(try await browser.get("\(Self.path)/new").text.contains("P-K · 京都大学 Kyoto University"))
            #expect(try await browser.get("\(Self.path)/new?lang=en").text.contains("P-K · Kyoto University 京都大学"))
            let ways = [
                kyoto.id, "P-K", "京都大学", "Kyoto University", "P-K · 京都大学 Kyoto University",
                "P-K · Kyoto University 京都大学",
            ]
            for text in ways {
                let answer = try await browser.submit(
                    Self.path, [("title.zh", "甲"), ("kind", "talk"), ("unit", "office"), ("place", text)], token: token)
                #expect(answer.status == 303, "\(text)")
            }
            #expect(try await office.get("\(things)/count?place=\(kyoto.id)")["count"] == 6)
        }
    }

    @Test("A title that several share is answered with their codes")
    func shared() async throws {
        try await Self.open { office, browser, token in
            for (code, zh) in [("P-K", "京都大学"), ("P-Q", "九州大学")] {
                _ = try await office.post(places, Self.place(code, zh, "Imperial University"))
            }
            func send(_ place: String) async throws -> Answer {
                let fields = [("title.zh", "甲"), ("kind", "talk"), ("unit", "office"), ("place", place)]
                return try await browser.submit(Self.path, fields, token: token)
            }
            let refused = try await send("Imperial University")
            #expect(refused.status == 422)
            #expect(refused.text.contains("P-K、P-Q"))
            let unknown = try await send("Nowhere")
            #expect(unknown.status == 422)
            #expect(unknown.text.contains("找不到这条记录"))
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 0)
        }
    }

    @Test("A text that means no record is looked for, and what is found is offered beside the field")
    func lookedFor() async throws {
        try await Self.open { office, browser, token in
            // More than a form suggests.
            let rows = (0..<320).map { Self.place("P-\($0)", "第\($0)楼", "Hall \($0) of Zürich").description }
            let kyoto = try await office.post(places, Self.place("P-K", "京都大学", "Kyoto University"))
            _ = try await office.post(places, Self.place("P-L", "京都实验室", "Kyoto Lab", unit: "lab"))
            _ = try await office.send(
                .post, "\(places)/import", raw: Array(rows.joined(separator: "\n").utf8), type: "application/x-ndjson")
            func send(_ places: String...) async throws -> Answer {
                let fields = [("title.zh", "甲"), ("kind", "talk"), ("unit", "office")]
                return try await browser.submit(Self.path, fields + places.map { ("place", $0) }, token: token)
            }
            #expect(!(try await browser.get("\(Self.path)/new").text.contains("京都大学")))
            // The only one is chosen, but nothing is saved before somebody has seen it.
            let one = try await send("kyoto")
            #expect(one.status == 422)
            #expect(one.text.contains("value=\"kyoto\"") && one.text.contains("只找到下面一条"))
            let offer = "<input type=\"radio\" name=\"place\" id=\"f-place-offer-0\" value=\"\(kyoto.id)\" checked>"
            #expect(one.text.contains(offer))
            #expect(!one.text.contains("P-L"))
            let saved = try await send("kyoto", kyoto.id)
            #expect(saved.status == 303)
            #expect(try await office.get("\(things)/count?place=\(kyoto.id)")["count"] == 1)
            // Of many the best stand first, and none is chosen; what was typed counts as long as none is.
            let many = try await send("hall 7", "")
            #expect(many.status == 422)
            #expect(many.text.contains("id=\"f-place-offer-11\"") && many.text.contains("其中 12 条"))
            let first = try #require(many.text.firstRange(of: "P-7 · 第7楼 Hall 7 of Zürich"))
            #expect(!many.text[..<first.lowerBound].contains("P-17 ·"))
            #expect(try await send("zurich 319").text.contains("只找到下面一条"))
            #expect(try await send("nowhere").text.contains("找不到这条记录"))
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 1)
        }
    }

    @Test("From a record's page another that refers to it is made, and saving leads back")
    func madeFor() async throws {
        try await Self.open { office, browser, token in
            let kyoto = try await office.post(places, Self.place("P-K", "京都大学", "Kyoto University"))
            let page = "/samples/places/\(kyoto.id)"
            let form = "\(Self.path)/new?place=\(kyoto.id)&unit=office&_for=place.\(kyoto.id)"
            #expect(try await browser.get(page).text.contains(form.replacing("&", with: "&amp;")))
            #expect(try await browser.get(form).text.contains("value=\"place.\(kyoto.id)\""))
            func send(_ title: String, for origin: String) async throws -> Answer {
                try await browser.submit(
                    Self.path,
                    [("title.zh", title), ("kind", "talk"), ("unit", "office"), ("place", kyoto.id), ("_for", origin)],
                    token: token)
            }
            // What is refused keeps the way back.
            let refused = try await send("", for: "place.\(kyoto.id)")
            #expect(refused.status == 422)
            #expect(refused.text.contains("value=\"place.\(kyoto.id)\""))
            let made = try await send("讲座", for: "place.\(kyoto.id)")
            #expect(made.status == 303)
            #expect(made.headers[.location] == "\(page)?done=added")
            #expect(try await browser.get(page).text.contains("讲座"))
            // Nobody is led anywhere else.
            for (index, origin) in ["//evil.example", "place.//evil.example", "title.\(kyoto.id)", "place"].enumerated()
            {
                let answer = try await send("讲座 \(index)", for: origin)
                #expect(answer.status == 303)
                #expect(answer.headers[.location]?.hasPrefix("\(Self.path)/") == true, "\(origin)")
            }
        }
    }

    @Test("A record that the reader may not read has no name on pages, and an edit keeps it")
    func unseen() async throws {
        try await Self.open { office, browser, token in
            let secret = try await office.post(places, Self.place("P-LAB", "秘密实验室", "Secret Lab", unit: "lab"))
            let thing = try await office.post(things, Thing.input("讲座", ["place": .string(secret.id)]))
            let pages = [
                "\(Self.path)/new", "\(Self.path)/\(thing.id)", "\(Self.path)/\(thing.id)/edit",
                "\(Self.path)/\(thing.id)/history", Self.path,
            ]
            for path in pages {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.text.contains("秘密") && !page.text.contains("P-LAB"), "\(path)")
                #expect(!(try await browser.get("\(path)?lang=en").text.contains("Secret")), "\(path)")
            }
            #expect(try await browser.get("\(Self.path)/\(thing.id)").text.contains("另一单位的记录"))
            let saved = try await browser.submit(
                "\(Self.path)/\(thing.id)",
                [
                    ("_version", "1"), ("title.zh", "新讲座"), ("kind", "talk"),
                    ("place", "\(secret.id) · 另一单位的记录"),
                ], token: token)
            #expect(saved.status == 303)
            let read = try await office.get("\(things)/\(thing.id)")
            #expect(read["place"]?.stringValue == secret.id)
            #expect(read["title"]?["zh"] == "新讲座")
            for text in ["P-LAB", "秘密实验室"] {
                let answer = try await browser.submit(
                    Self.path, [("title.zh", "甲"), ("kind", "talk"), ("unit", "office"), ("place", text)], token: token)
                #expect(answer.status == 422, "\(text)")
                #expect(answer.text.contains("找不到这条记录"), "\(text)")
            }
        }
    }

    @Test("After a form that was refused the other language is a page that can be read")
    func languageAfterRefusal() async throws {
        try await Self.open { office, browser, token in
            let thing = try await office.post(things, Thing.input("甲", ["heldOn": "2026-02-28"]))
            let page = "\(Self.path)/\(thing.id)"
            let place = try await office.post(places, Self.place("P-K", "京都大学", "Kyoto University")).id
            let attempts: [(String, [(String, String)], String)] = [
                (
                    Self.path, [("title.zh", ""), ("unit", "office"), ("_for", "place.\(place)")],
                    "\(Self.path)/new?_for=place.\(place)&amp;"
                ),
                (page, [("title.zh", ""), ("title.en", ""), ("_version", "1")], "\(page)/edit?"),
                ("\(page)/transitions/submit", [("heldOn", "昨天")], "\(page)?"),
            ]
            for (path, fields, address) in attempts {
                let refused = try await browser.submit(path, fields, token: token)
                #expect(refused.status == 422, "\(path)")
                #expect(refused.text.contains("href=\"\(address)lang=en\""), "\(path)")
                let other = try await browser.get("\(address.replacing("&amp;", with: "&"))lang=en")
                #expect(other.status == 200)
                #expect(other.text.contains("<html lang=\"en\">"))
            }
        }
    }

    @Test("A page that answers a form with an error leads, in the other language, to where the form was")
    func languageAfterError() async throws {
        try await Self.open { _, browser, _ in
            let authority = "localhost"
            for (page, address) in [
                ("http://\(authority)/samples/things/new?unit=office#f", "/samples/things/new?unit=office&amp;lang=en"),
                ("http://\(authority)//evil.example/", "/evil.example/?lang=en"),
                ("http://\(authority)/\\evil.example/", "/?lang=en"),
                ("http://\(authority)/\t/evil.example/", "/?lang=en"),
                ("https://evil.example/samples/things", "/?lang=en"), (nil, "/?lang=en"),
            ] as [(String?, String)] {
                let refused = try await browser.submit(Self.path, [], token: "wrong", from: page)
                #expect(refused.status == 403)
                #expect(refused.text.contains("href=\"\(address)\""), "\(page ?? "") \(refused.text)")
            }
        }
    }

    @Test("Why a step was refused is said with the name of the field")
    func refusedStep() async throws {
        try await Self.open { office, browser, token in
            let thing = try await office.post(things, Thing.input("甲"))
            let refused = try await browser.submit(
                "\(Self.path)/\(thing.id)/transitions/submit", [("heldOn", "昨天")], token: token)
            #expect(refused.status == 422)
            let notice = try #require(refused.text.firstRange(of: "class=\"notice error"))
            let text = refused.text[notice.upperBound...].prefix(300)
            #expect(text.contains("日期：应为真实存在的日期"), "\(text)")
        }
    }

    @Test("Lists are filtered by units that are chosen by name, and a right that is missing is said by the unit's")
    func unitNames() async throws {
        try await Self.open { office, browser, _ in
            let thing = try await office.post(things, Thing.input("甲", ["heldOn": "2026-02-28"]))
            _ = try await office.post("\(things)/\(thing.id)/transitions/submit", [:])
            let names = try await office.owner.query("SELECT name_zh FROM identity.units WHERE code = 'office'")
            let name = try #require(names.first?.string(0))
            let list = try await browser.get(Self.path).text
            #expect(list.contains("<option value=\"office\">\(name)"))
            // What the reader may not read is not offered.
            #expect(!list.contains("<option value=\"school\">"))
            let filtered = try await browser.get("\(Self.path)?unit=office").text
            #expect(filtered.contains("<option value=\"office\" selected"))
            let page = try await browser.get("\(Self.path)/\(thing.id)").text
            #expect(page.contains("不能办理：在单位“\(name)”没有“\(Role.approver.label.zh)”权限"))
            #expect(!page.contains("暂时"))
        }
    }

    @Test("Who may not save is not given the form")
    func viewer() async throws {
        try await Self.open { office, editor, _ in
            try await office.host.identity.ensurePerson("wang", role: .viewer, unit: "office")
            let viewer = try await Browser.signIn(office, as: "wang")
            let thing = try await office.post(things, Thing.input("讲座"))
            let path = "\(Self.path)/\(thing.id)"
            #expect(try await editor.get("\(path)/edit").status == 200)
            #expect(try await viewer.get(path).status == 200)
            #expect(try await viewer.get("\(path)/edit").status == 403)
        }
    }
}

import Database
import HTTPTypes
import Model
import ServiceKit
import TestSupport
import Testing

@Suite("Importing on the page")
struct ImportPageTests {
    private static let path = "/samples/places/import"

    private static func open(_ body: @escaping @Sendable (Office, Browser, String) async throws -> Void) async throws {
        try await Office.open { office in
            try await office.host.identity.ensurePerson("li", role: .editor, unit: "office")
            let browser = try await Browser.signIn(office, as: "li")
            try await body(office, browser, try await browser.formToken())
        }
    }

    private static func csv(_ rows: String...) -> [UInt8] {
        Array((["unit,code,name.zh,capacity"] + rows).joined(separator: "\r\n").utf8)
    }

    @Test("The page names the columns and offers a template, in both languages")
    func form() async throws {
        try await Self.open { office, browser, _ in
            let list = try await browser.get("/samples/places")
            #expect(list.text.contains("href=\"\(Self.path)\""))
            let zh = try await browser.get(Self.path)
            #expect(zh.status == 200)
            #expect(zh.text.contains("enctype=\"multipart/form-data\""))
            for column in ["name.zh", "capacity", "unit"] {
                #expect(zh.text.contains("<code class=\"column-name\">\(column)</code>"))
            }
            #expect(zh.text.contains("名称（中文）"))
            #expect(!zh.text.contains(">version</code>"))
            let en = try await browser.get("\(Self.path)?lang=en")
            #expect(en.text.contains("Name (Chinese)"))
            let template = try await browser.get("\(Self.path)/template.csv")
            #expect(template.bytes == [0xEF, 0xBB, 0xBF] + Array("code,unit,name.zh,name.en,capacity,reach\r\n".utf8))
            #expect(template.headers[.contentDisposition] == "attachment; filename=\"places-template.csv\"")
        }
    }

    @Test("A file is checked first and then taken in, and its rows are told by their lines")
    func file() async throws {
        try await Self.open { office, browser, token in
            let content = Self.csv(
                "office,P-1,兴庆宫,7", "office,P-2,<b>&,x", "office,P-3,\(PlaceRule.refusedBefore),1")
            let files = [(name: "地点 2026.csv", content: content)]
            let trial = try await browser.upload(Self.path, files: files, [("dryRun", "true")], token: token)
            #expect(trial.status == 200)
            #expect(trial.text.contains("只检查，未保存：新建 1 条，更新 0 条，无变化 0 条，未导入 2 行。"))
            #expect(trial.text.contains("地点 2026.csv"))
            #expect(try await office.traces() == [0, 0, 0, 0, 0])

            let real = try await browser.upload(Self.path, files: files, token: token, language: "en")
            #expect(real.text.contains("1 created, 0 updated, 0 unchanged, 2 rows refused."))
            for text in ["Must be a whole number", ">3</td>", ">4</td>", "Refused"] {
                #expect(real.text.contains(text), "\(text)")
            }
            #expect(try await office.get(places).items.map { $0["code"] } == ["P-1"])

            let again = try await browser.upload(Self.path, files: files, token: token, language: "en")
            #expect(again.text.contains("0 created, 0 updated, 1 unchanged, 2 rows refused."))
            #expect(try await office.traces()[0] == 1)
        }
    }

    private static func checked(_ page: String) -> String? {
        page.firstMatch(of: #/name="checked" value="([^"]+)"/#).map { String($0.1) }
    }

    @Test("A file that was checked is imported without being chosen again: once, and by the one who had it checked")
    func checkedFile() async throws {
        try await Self.open { office, browser, token in
            let files = [(name: "地点.csv", content: Self.csv("office,P-1,兴庆宫,7", "office,P-2,<b>&,x"))]
            func check(_ files: [(name: String, content: [UInt8])]) async throws -> String? {
                Self.checked(
                    try await browser.upload(Self.path, files: files, [("dryRun", "true")], token: token).text)
            }
            let first = try #require(try await check(files))
            #expect(try await office.traces()[0] == 0)
            // The place is the last one's.
            let second = try #require(try await check(files))
            #expect(first != second)

            try await office.host.identity.ensurePerson("wang", role: .editor, unit: "office")
            let other = try await Browser.signIn(office, as: "wang")
            let foreign = try await other.upload(
                Self.path, files: [], [("checked", second)], token: try await other.formToken())
            for answer in [
                foreign, try await browser.upload(Self.path, files: [], [("checked", first)], token: token),
                try await browser.upload(Self.path, files: [], [("checked", "'x")], token: token),
            ] {
                #expect(answer.status == 422)
                #expect(answer.text.contains("只保留一小时"))
            }
            #expect(
                try await browser.upload(Self.path, files: [], [("checked", second)], token: "x").status == 403)
            #expect(try await office.traces()[0] == 0)

            let real = try await browser.upload(Self.path, files: [], [("checked", second)], token: token)
            #expect(real.text.contains("新建 1 条，更新 0 条，无变化 0 条，未导入 1 行"))
            #expect(real.text.contains("地点.csv") && Self.checked(real.text) == nil)
            #expect(try await browser.upload(Self.path, files: [], [("checked", second)], token: token).status == 422)
            // Where nothing would change there is nothing to import.
            #expect(try await check(files) == nil)
            #expect(try await office.number("SELECT count(*) FROM samples.checked_files") == 0)
        }
    }

    @Test("A checked file is kept for an hour")
    func expiry() async throws {
        try await Self.open { office, browser, token in
            let files = [(name: "a.csv", content: Self.csv("office,P-1,兴庆宫,7"))]
            let page = try await browser.upload(Self.path, files: files, [("dryRun", "true")], token: token)
            let checked = try #require(Self.checked(page.text))
            let housekeeping = Housekeeping(
                of: "samples", pool: office.host.runtimes[0].pool, logger: TestDatabase.logger)
            try await housekeeping.turn()
            #expect(try await office.number("SELECT count(*) FROM samples.checked_files") == 1)
            _ = try await office.owner.execute(
                "UPDATE samples.checked_files SET checked_at = checked_at - interval '3601 seconds'")
            let late = try await browser.upload(Self.path, files: [], [("checked", checked)], token: token)
            #expect(late.status == 422)
            try await housekeeping.turn()
            #expect(try await office.number("SELECT count(*) FROM samples.checked_files") == 0)
        }
    }

    @Test("Doubtful rows are shown beside those that were refused")
    func doubts() async throws {
        try await Self.open { office, browser, token in
            _ = try await office.post(places, Place.input("甲", ["code": "P-1"]))
            let text = try await office.get("\(places)/export.csv").text.replacing(",active,", with: ",archived,")
            let answer = try await browser.upload(
                Self.path, files: [("a.csv", Array(text.utf8))], token: token)
            #expect(answer.text.contains("无变化 1 条"))
            #expect(answer.text.contains("导入不改变状态，记录的状态是“有效”"))
        }
    }

    @Test("What cannot be read as a table is explained on the page, and nothing is done")
    func unreadable() async throws {
        try await Self.open { office, browser, token in
            let cases: [(files: [(name: String, content: [UInt8])], text: String)] = [
                ([], "请先选择要导入的文件"), ([("", [])], "请先选择要导入的文件"), ([("空.csv", [])], "文件是空的"),
                ([("a.xlsx", [0x50, 0x4B, 0x03, 0x04, 0x14])], "CSV UTF-8"),
                ([("a.csv", Array("name\n甲".utf8))], "没有列“name”，应写为 name.zh、name.en"),
                ([("a.csv", Self.csv()), ("b.csv", Self.csv())], "一次只能导入一个文件"),
            ]
            for one in cases {
                let answer = try await browser.upload(Self.path, files: one.files, token: token)
                #expect(answer.status == 422)
                #expect(answer.text.contains(one.text), "\(one.text)")
            }
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test("GB 18030, as Chinese Excel saves it, is read")
    func chinese() async throws {
        try await Self.open { office, browser, token in
            let content = Array("unit,name.zh\r\noffice,".utf8) + [0xCE, 0xF7, 0xB0, 0xB2, 0x0D, 0x0A]
            let answer = try await browser.upload(Self.path, files: [("a.csv", content)], token: token)
            #expect(answer.text.contains("新建 1 条"))
            #expect(try await office.get(places).items.first?["name"]?["zh"] == "西安")
        }
    }

    @Test("A form that another site sends, or that is cut off or too long, does nothing")
    func forged() async throws {
        try await Self.open { office, browser, token in
            let files = [(name: "a.csv", content: Self.csv("office,P-1,甲,1"))]
            for (token, site) in [(nil, "same-origin"), ("x", "same-origin"), (token, "cross-site")]
                as [(String?, String)]
            {
                let answer = try await browser.upload(Self.path, files: files, token: token, site: site)
                #expect(answer.status == 403)
            }
            let urlencoded = try await browser.submit(Self.path, [("file", "a")], token: token)
            #expect(urlencoded.status == 415)
            let cut = try await browser.submit(
                Self.path, [("file", "a")], token: token, type: "multipart/form-data; boundary=x")
            #expect(cut.status == 400)
            let long = [(name: "a.csv", content: [UInt8](repeating: 0x61, count: 9 << 20))]
            let tooLong = try await browser.upload(Self.path, files: long, token: token)
            #expect(tooLong.status == 413)
            #expect(tooLong.text.contains("8 MiB"))
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test("Who may not write, and what only the program writes, has no import")
    func access() async throws {
        try await Self.open { office, browser, token in
            #expect(try await browser.get("/samples/traces/import").status == 404)
            #expect(try await browser.get("/samples/traces").text.contains("/import") == false)
            let answer = try await browser.upload("/samples/traces/import", files: [], token: token)
            #expect(answer.status == 404)
            let viewer = try await office.token(.viewer)
            for path in [Self.path, "\(Self.path)/template.csv"] {
                #expect(try await office.get(path, as: viewer, [.accept: "text/html"]).status == 403)
            }
            let list = try await office.get("/samples/places", as: viewer, [.accept: "text/html"])
            #expect(list.status == 200)
            #expect(!list.text.contains(Self.path))
        }
    }

    @Test("When the database fails on the way, the page says what was done")
    func interruption() async throws {
        try await Self.open { office, browser, token in
            try await office.owner.withConnection { connection in
                try await connection.script(
                    """
                    ALTER TABLE samples.places ADD CONSTRAINT broken CHECK (code <> 'P-600' OR 1 / capacity > 0);
                    """)
            }
            let rows = (1...700).map { "office,P-\($0),地点 \($0),\($0 == 600 ? 0 : 5)" }
            let content = Array((["unit,code,name.zh,capacity"] + rows).joined(separator: "\n").utf8)
            let answer = try await browser.upload(
                Self.path, files: [("a.csv", content)], token: token, language: "en")
            #expect(answer.status == 503, "\(answer.text)")
            #expect(answer.text.contains("nothing from line 502 on was taken in"))
            #expect(answer.text.contains("500 created"))
            #expect(try await office.traces()[0] == 500)
        }
    }
}

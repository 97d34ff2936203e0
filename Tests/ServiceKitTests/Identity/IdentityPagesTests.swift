import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("The pages of units, people and tokens")
struct IdentityPagesTests {
    /// What a browser would send with a form: the token of the page.
    private static func submit(
        _ browser: Browser, _ path: String, _ fields: [(String, String)] = [],
    ) async throws -> Answer {
        try await browser.submit(path, fields, token: try await browser.formToken())
    }

    /// A signed-in administrator of everything, with editors around.
    private static func open(
        as person: String = "zhou", _ body: @escaping @Sendable (Office, Browser) async throws -> Void,
    ) async throws {
        try await University.open { office in
            try await office.host.identity.ensurePerson("xu", role: .admin, unit: "school")
            try await body(office, try await Browser.signIn(office, as: person))
        }
    }

    @Test("Only administrators see the way there, and only they get in")
    func navigation() async throws {
        try await Self.open(as: "zhao") { office, editor in
            #expect(!(try await editor.get("/").text.contains("/identity/")))
            let admin = try await Browser.signIn(office, as: "xu")
            let home = try await admin.get("/").text
            for path in ["units", "people", "tokens", "audit"] {
                #expect(home.contains("href=\"/identity/\(path)\""), "\(path)")
                #expect(try await admin.get("/identity/\(path)").status == 200, "\(path)")
                #expect(try await editor.get("/identity/\(path)").status == 403, "\(path)")
                #expect(try await office.get("/identity/\(path)", as: "", [.accept: "text/html"]).status == 303)
            }
            for path in ["units/new", "units/lab/edit", "people/new", "people/zhao", "people/zhao/edit", "tokens/new"] {
                #expect(try await admin.get("/identity/\(path)").status == 200, "\(path)")
                #expect(try await editor.get("/identity/\(path)").status == 403, "\(path)")
            }
            #expect(try await admin.get("/identity/units/office/edit").status == 403)
            #expect(try await admin.get("/identity/units/nowhere/edit").status == 404)
            #expect(try await admin.get("/identity/people/nobody").status == 404)
        }
    }

    @Test("No form works without the token of its page")
    func forged() async throws {
        try await Self.open { office, browser in
            let before = try await office.number("SELECT count(*) FROM identity.audit")
            for path in [
                "units", "units/lab", "units/lab/delete", "people", "people/sun", "people/sun/grant",
                "people/sun/withdraw", "people/sun/link", "people/sun/end-sessions", "people/sun/transitions/disable",
                "tokens", "tokens/00000000/revoke",
            ] {
                let fields = [
                    ("code", "x"), ("name", "x"), ("name.zh", "x"), ("parent", "office"), ("role", "viewer"),
                    ("unit", "office"),
                ]
                #expect(try await browser.submit("/identity/\(path)", fields).status == 403, "\(path)")
                #expect(try await browser.submit("/identity/\(path)", fields, token: "x").status == 403, "\(path)")
            }
            #expect(try await office.number("SELECT count(*) FROM identity.audit") == before)
        }
    }

    @Test("A unit is made, changed and deleted with forms")
    func unitForms() async throws {
        try await Self.open { office, browser in
            let made = try await Self.submit(
                browser, "/identity/units",
                [("code", "visa"), ("name.zh", "签证科"), ("parent", "office"), ("valid.last", "2099-12-31")])
            #expect(made.status == 303)
            #expect(try await office.get("\(units)/visa")["valid"] == ["to": "2100-01-01"])
            let list = try await browser.get("/identity/units").text
            #expect(list.contains("签证科"))
            #expect(list.contains("depth-2"))
            let stale = try await Self.submit(
                browser, "/identity/units/visa",
                [("name.zh", "护照科"), ("name.en", ""), ("parent", "office"), ("_version", "9")])
            #expect(stale.status == 412)
            #expect(stale.text.contains("护照科"))
            let changed = try await Self.submit(
                browser, "/identity/units/visa",
                [
                    ("name.zh", "护照科"), ("name.en", ""), ("parent", "office"), ("valid.first", ""), ("valid.last", ""),
                    ("_version", "1"),
                ])
            #expect(changed.status == 303)
            let unit = try await office.get("\(units)/visa")
            #expect(unit["name"] == ["zh": "护照科"])
            #expect(unit["valid"] == nil)
            let wrong = try await Self.submit(browser, "/identity/units", [("code", "Visa!"), ("parent", "office")])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("value=\"Visa!\""))
            #expect(wrong.text.contains("aria-invalid"))
            #expect(try await Self.submit(browser, "/identity/units/school/delete").status == 422)
            #expect(try await Self.submit(browser, "/identity/units/visa/delete").status == 303)
            #expect(try await office.get("\(units)/visa").status == 404)
        }
    }

    @Test("A person is made, given a role, signed out, disabled and let in again with forms")
    func personForms() async throws {
        try await Self.open { office, browser in
            let made = try await Self.submit(
                browser, "/identity/people", [("name", "li.xuemei"), ("display.zh", "李雪梅"), ("display.en", "")])
            #expect(made.headers[.location] == "/identity/people/li.xuemei?done=created")
            let page = "/identity/people/li.xuemei"
            #expect(
                try await Self.submit(browser, "\(page)/grant", [("role", "editor"), ("unit", "office")]).status == 303)
            let refused = try await Self.submit(browser, "\(page)/grant", [("role", "editor"), ("unit", "")])
            #expect(refused.status == 422)
            #expect(refused.text.contains("“单位”为必填项"))
            let link = try await Self.submit(browser, "\(page)/link")
            #expect(link.status == 200)
            #expect(link.headers[.cacheControl] == "no-store")
            let code = try #require(link.text.firstMatch(of: /\/sign-in\?code=(yzl_[A-Za-z0-9_-]+)/)?.1)
            let signedIn = try await office.send(
                .post, "/sign-in", raw: Array("code=\(code)".utf8), type: "application/x-www-form-urlencoded", as: "")
            #expect(signedIn.status == 303)
            for (path, fields) in [
                ("end-sessions", []), ("transitions/disable", []), ("transitions/enable", []),
                ("withdraw", [("role", "editor"), ("unit", "office")]),
            ] as [(String, [(String, String)])] {
                #expect(try await Self.submit(browser, "\(page)/\(path)", fields).status == 303, "\(path)")
            }
            let person = try await office.get("\(people)/li.xuemei")
            #expect(person["grants"] == [])
            let detail = try await browser.get(page).text
            for word in ["李雪梅", "启用人员", "结束会话", "收回角色"] { #expect(detail.contains(word), "\(word)") }
            let renamed = try await Self.submit(
                browser, page,
                [("display.zh", "李雪"), ("display.en", ""), ("_version", "\(person["version"]?.integerValue ?? 0)")])
            #expect(renamed.status == 303)
            #expect(try await office.get("\(people)/li.xuemei")["display"] == ["zh": "李雪"])
        }
    }

    @Test("Where a form was refused, the link to the other language leads to a page that is there")
    func languageAfterRefusal() async throws {
        try await Self.open { office, browser in
            _ = try await office.send(.delete, "\(people)/gu/grants/admin/university")
            let attempts: [(String, [(String, String)], String)] = [
                ("units", [("code", "")], "units/new"), ("units/lab", [("name.zh", "")], "units/lab/edit"),
                ("units/school/delete", [], "units/school/edit"), ("people", [("name", "")], "people/new"),
                ("people/sun", [("display.zh", "孙"), ("_version", "99")], "people/sun/edit"),
                ("people/sun/grant", [("role", "editor"), ("unit", "")], "people/sun"),
                ("people/zhou/transitions/disable", [], "people/zhou"), ("tokens", [("name", "")], "tokens/new"),
            ]
            for (path, fields, page) in attempts {
                let refused = try await Self.submit(browser, "/identity/\(path)", fields)
                #expect([412, 422].contains(refused.status), "\(path) \(refused.status)")
                #expect(refused.text.contains("href=\"/identity/\(page)?lang=en\""), "\(path)")
                let other = try await browser.get("/identity/\(page)?lang=en")
                #expect(other.status == 200, "\(path)")
                #expect(other.text.contains("<html lang=\"en\">"), "\(path)")
            }
            let link = try await Self.submit(browser, "/identity/people/sun/link")
            #expect(link.text.contains("href=\"/identity/people/sun?lang=en\""))
        }
    }

    @Test("What is refused to the last administrator is said on the person's page")
    func lastOnPage() async throws {
        try await Self.open { office, browser in
            _ = try await office.send(.delete, "\(people)/gu/grants/admin/university")
            let refused = try await Self.submit(browser, "/identity/people/zhou/transitions/disable")
            #expect(refused.status == 422)
            #expect(refused.text.contains("最后一位管理员"))
        }
    }

    @Test("A token is shown once, on the page that answers, and a button pressed twice makes one")
    func tokenForms() async throws {
        try await Self.open { office, browser in
            let fields = [
                ("name", "财务系统"), ("role", "viewer"), ("unit", "office"), ("days", "30"), ("_key", "form-1"),
            ]
            let first = try await Self.submit(browser, "/identity/tokens", fields)
            #expect(first.status == 201)
            let secret = String(try #require(first.text.firstMatch(of: /yz_[0-9a-f]{8}_[A-Za-z0-9_-]{43}/)?.0))
            #expect(try await office.get(things, as: secret).status == 200)
            let second = try await Self.submit(browser, "/identity/tokens", fields)
            #expect(second.status == 201)
            #expect(!second.text.contains(secret))
            let list = try await browser.get("/identity/tokens").text
            #expect(list.contains("财务系统"))
            #expect(!list.contains(secret))
            #expect(try await office.number("SELECT count(*) FROM identity.tokens WHERE name = '财务系统'") == 1)
            // A unit that was not chosen does not mean all of them.
            for wrong in [[("name", ""), ("days", "999")], [("name", "x"), ("role", "admin"), ("unit", "")]] {
                #expect(try await Self.submit(browser, "/identity/tokens", wrong).status == 422)
            }
            let prefix = secret.dropFirst(3).prefix(8)
            #expect(try await Self.submit(browser, "/identity/tokens/\(prefix)/revoke").status == 303)
            try await office.get(things, as: secret).requireProblem(401, "unauthenticated")
        }
    }

    @Test("An administrator of a unit is offered only what may be done there")
    func offered() async throws {
        try await Self.open(as: "xu") { office, browser in
            let form = try await browser.get("/identity/tokens/new").text
            #expect(form.contains("value=\"lab\""))
            #expect(!form.contains("value=\"office\""))
            let foreign = try await browser.get("/identity/people/qian").text
            #expect(!foreign.contains("/identity/people/qian/transitions/disable"))
            #expect(!foreign.contains("/identity/people/qian/link"))
            let own = try await browser.get("/identity/people/zhao").text
            #expect(own.contains("/identity/people/zhao/transitions/disable"))
            let list = try await browser.get("/identity/units").text
            #expect(list.contains("/identity/units/lab/edit"))
            #expect(!list.contains("/identity/units/school/edit"))
            #expect(!list.contains("/identity/units/office/edit"))
        }
    }

    @Test("Hostile names stay text on every page")
    func hostile() async throws {
        try await Self.open { office, browser in
            let attack = "\"><script>alert(1)</script><img src=x onerror=alert(2)>"
            _ = try await office.post(
                units, ["code": "evil", "parent": "office", "name": ["zh": .string(attack), "en": .string(attack)]])
            _ = try await office.post(
                people, ["name": "mallory", "display": ["zh": .string(attack), "en": .string(attack)]])
            _ = try await office.post("\(people)/mallory/grants", ["role": "viewer", "unit": "evil"])
            _ = try await office.post(tokens, ["name": .string(attack), "role": "viewer", "unit": "evil"])
            let text = attack.queryEscaped
            for path in [
                "units", "units/new?parent=\(text)&name.zh=\(text)", "units/evil/edit", "people", "people?q=\(text)",
                "people/mallory", "people/mallory/edit", "people/new?name=\(text)", "tokens", "tokens/new", "audit",
                "audit?subject=\(text)", "people/\(text)", "units/\(text)/edit", "people?done=\(text)",
            ] {
                for language in ["zh", "en"] {
                    let mark = path.contains("?") ? "&" : "?"
                    let page = try await browser.get("/identity/\(path)\(mark)lang=\(language)")
                    #expect(page.headers[.contentType]?.hasPrefix("text/html") == true, "\(path) \(page.status)")
                    #expect(!page.text.contains("<script"), "\(path)")
                    #expect(!page.text.contains("<img src=x"), "\(path)")
                }
            }
        }
    }

    @Test("Pages speak the reader's language")
    func english() async throws {
        try await Self.open { _, browser in
            for path in ["units", "people", "people/zhou", "tokens", "tokens/new", "audit", "units/new"] {
                let page = try await browser.get("/identity/\(path)?lang=en").text
                #expect(page.contains("<html lang=\"en\">"))
                #expect(page.contains("Audit trail"), "\(path)")
                #expect(!page.contains("管理记录"), "\(path)")
            }
        }
    }
}

import Database
import HTTPTypes
import Model
import ServiceKit
import TestSupport
import Testing

@Suite("Sessions of browsers")
struct SessionTests {
    private static func open(_ body: @escaping @Sendable (Office) async throws -> Void) async throws {
        try await Office.open { office in
            try await office.host.identity.ensurePerson("li", role: .editor, unit: "office")
            try await body(office)
        }
    }

    private static func submit(
        _ office: Office, code: String, site: String? = "same-origin", cookie: String? = nil,
    ) async throws -> Answer {
        var headers: HTTPFields = [.accept: "text/html"]
        headers[.secFetchSite] = site
        headers[.cookie] = cookie
        return try await office.send(
            .post, "/sign-in", raw: Array("code=\(code.queryEscaped)".utf8), type: "application/x-www-form-urlencoded",
            as: "", headers)
    }

    @Test("The language that was chosen on a page is remembered")
    func language() async throws {
        try await Self.open { office in
            let chosen = try await office.get(
                "/sign-in?lang=en", as: "", [.accept: "text/html", .acceptLanguage: "zh-CN"])
            let cookie = try #require(chosen.headers[.setCookie]?.split(separator: ";").first)
            #expect(cookie == "yizhan_lang=en")
            let next = try await office.get(
                "/sign-in", as: "", [.accept: "text/html", .acceptLanguage: "zh-CN", .cookie: String(cookie)])
            #expect(next.text.contains("lang=\"en\""))
            #expect(next.headers[.setCookie] == nil)
            // Neither for a language that there is not, nor for a program that asks in one.
            for (path, accept) in [
                ("/sign-in?lang=fr", "text/html"), ("/samples/v1/things?lang=en", "application/json"),
            ] {
                #expect(try await office.get(path, [.accept: accept]).headers[.setCookie] == nil, "\(path)")
            }
        }
    }

    @Test("A link opens one session, once")
    func once() async throws {
        try await Self.open { office in
            let link = try await office.host.identity.createLink(person: "li").text
            // Looking at the page does not use it up.
            for _ in 0..<2 { #expect(try await office.get("/sign-in?code=\(link)", as: "").status == 200) }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await Self.submit(office, code: link).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 303 }.count == 1)
            #expect(statuses.filter { $0 == 403 }.count == 7)
            #expect(try await office.number("SELECT count(*) FROM identity.sessions") == 1)
        }
    }

    @Test("Sessions and links are let go when they have been over for a month, and no sooner")
    func lettingGo() async throws {
        try await Self.open { office in
            for _ in 0..<4 {
                let link = try await office.host.identity.createLink(person: "li").text
                #expect(try await Self.submit(office, code: link).status == 303)
            }
            _ = try await office.host.identity.createLink(person: "li")
            _ = try await office.owner.execute(
                """
                WITH s AS (SELECT digest, row_number() OVER () AS n FROM identity.sessions)
                UPDATE identity.sessions AS t SET
                    ended_at = CASE n WHEN 1 THEN now() - interval '31 days' WHEN 2 THEN now() - interval '29 days' END,
                    expires_at = CASE n WHEN 3 THEN now() - interval '31 days' ELSE now() + interval '1 hour' END
                FROM s WHERE s.digest = t.digest
                """)
            _ = try await office.owner.execute(
                """
                UPDATE identity.sign_in_links SET used_at = now() - interval '31 days'
                WHERE digest = (SELECT min(digest::text)::bytea FROM identity.sign_in_links WHERE used_at IS NOT NULL)
                """)
            let housekeeping = Housekeeping(
                of: "samples", pool: office.host.runtimes[0].pool, logger: TestDatabase.logger)
            #expect(try await housekeeping.turn() == 3)
            #expect(try await housekeeping.turn() == 0)
            #expect(try await office.number("SELECT count(*) FROM identity.sessions") == 2)
            #expect(try await office.number("SELECT count(*) FROM identity.sign_in_links") == 4)
        }
    }

    @Test("A link that is too old or made up opens nothing")
    func expired() async throws {
        try await Self.open { office in
            let link = try await office.host.identity.createLink(person: "li").text
            _ = try await office.owner.execute("UPDATE identity.sign_in_links SET expires_at = now()")
            for code in [link, "", "x", "yzl_00000000_x", "' OR '1'='1", "\u{0}"] {
                let answer = try await Self.submit(office, code: code)
                #expect(answer.status == 403, "\(code)")
                #expect(answer.headers[.setCookie] == nil)
            }
        }
    }

    @Test("Another site cannot sign a browser in under its own name")
    func forgedSignIn() async throws {
        try await Self.open { office in
            let link = try await office.host.identity.createLink(person: "li").text
            for site in ["cross-site", "same-site"] {
                #expect(try await Self.submit(office, code: link, site: site).status == 403)
            }
            #expect(try await Self.submit(office, code: link, site: nil).status == 303)
        }
    }

    @Test("The cookie is out of the reach of scripts and other sites, and of plain HTTP where there is TLS")
    func cookie() async throws {
        for (url, secure) in [(nil, false), ("http://127.0.0.1", false), ("https://yizhan.example.edu.cn", true)] {
            try await Office.open(publicURL: url) { office in
                try await office.host.identity.ensurePerson("li", role: .editor, unit: "office")
                let link = try await office.host.identity.createLink(person: "li").text
                let cookie = try #require(try await Self.submit(office, code: link).headers[.setCookie])
                let parts = cookie.split(separator: ";").map { $0.trimmingPrefix(" ") }
                #expect(parts.contains("HttpOnly"))
                #expect(parts.contains("SameSite=Lax"))
                #expect(parts.contains("Path=/"))
                #expect(parts.contains("Secure") == secure)
            }
        }
    }

    @Test("A form that our page did not make changes nothing")
    func forgedForms() async throws {
        try await Self.open { office in
            let browser = try await Browser.signIn(office, as: "li")
            let token = try await browser.formToken()
            let fields = [("title.zh", "丝路"), ("kind", "talk"), ("unit", "office")]
            let other = try await Browser.signIn(office, as: "li")
            for (given, site) in [
                (nil, "same-origin"), ("", "same-origin"), ("x", "same-origin"), (token, "cross-site"),
                (token, "same-site"),
                (try await other.formToken(), "same-origin"), (token.lowercased(), "same-origin"),
            ] as [(String?, String?)] {
                let answer = try await browser.submit("/samples/things", fields, token: given, site: site)
                #expect(answer.status == 403, "\(given ?? "none") \(site ?? "")")
            }
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 0)
            #expect(try await browser.submit("/samples/things", fields, token: token).status == 303)
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 1)
            #expect(try await office.number("SELECT count(*) FROM samples.history WHERE by = 'li'") == 1)
        }
    }

    @Test("The JSON interface takes nothing from a browser without the token in a header")
    func forgedJSON() async throws {
        try await Self.open { office in
            let browser = try await Browser.signIn(office, as: "li")
            let token = try await browser.formToken()
            let created = try await office.post(things, Thing.input("甲", ["heldOn": "2026-01-01"]))
            let submit = "\(things)/\(created.id)/transitions/submit"
            let cookie = "yizhan_session=\(browser.secret)"
            // What a form of another site can send: these three types, and an empty body.
            for type in [
                "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                "application/json", nil,
                "Application/X-WWW-Form-URLEncoded",
            ] {
                for body in [Thing.input().bytes, nil] as [[UInt8]?] {
                    for path in [things, submit, "\(things)/import", "/identity/v1/sign-in-links"] {
                        let answer = try await office.send(
                            .post, path, raw: body, type: type, as: "", [.cookie: cookie])
                        #expect([403, 415].contains(answer.status), "\(path) \(type ?? "none") \(answer.status)")
                    }
                }
            }
            #expect(try await office.get("\(things)/\(created.id)")["state"] == "draft")
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 1)
            for method in [HTTPRequest.Method.delete, .patch] {
                let answer = try await office.send(
                    method, "\(things)/\(created.id)", raw: Array("a=b".utf8),
                    type: "application/x-www-form-urlencoded",
                    as: "", [.cookie: cookie, .ifMatch: "*"])
                #expect([403, 415].contains(answer.status), "\(method)")
            }
            let honest = try await office.send(
                .post, submit, raw: nil, as: "", [.cookie: cookie, .csrfToken: token])
            #expect(honest.status == 200)
            let foreign = try await office.send(
                .post, things, raw: Thing.input().bytes, type: "application/json", as: "",
                [.cookie: cookie, .csrfToken: token, .secFetchSite: "cross-site"])
            foreign.requireProblem(403, "forged-form")
        }
    }

    @Test("Who signs out is out at once")
    func signOut() async throws {
        try await Self.open { office in
            let browser = try await Browser.signIn(office, as: "li")
            let token = try await browser.formToken()
            #expect(try await browser.submit("/sign-out", [], token: "x").status == 403)
            #expect(try await browser.get("/").status == 200)
            let out = try await browser.submit("/sign-out", [], token: token)
            #expect(out.status == 303)
            #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
            let after = try await browser.get("/")
            #expect(after.status == 303)
            #expect(after.headers[.location] == "/sign-in")
        }
    }

    @Test("A session ends with its time, and with the person's account")
    func ended() async throws {
        try await Self.open { office in
            let browser = try await Browser.signIn(office, as: "li")
            _ = try await office.owner.execute("UPDATE identity.sessions SET expires_at = now()")
            #expect(try await browser.get(things, [:]).status == 401)
            let another = try await Browser.signIn(office, as: "li")
            _ = try await office.owner.execute("UPDATE identity.people SET disabled_at = now()")
            #expect(try await another.get(things, [:]).status == 401)
        }
    }

    @Test("A form that is sent twice makes one record")
    func twice() async throws {
        try await Self.open { office in
            let browser = try await Browser.signIn(office, as: "li")
            let token = try await browser.formToken()
            let fields = [("title.zh", "丝路"), ("kind", "talk"), ("unit", "office"), ("_key", "form-1")]
            let first = try await browser.submit("/samples/things", fields, token: token)
            let second = try await browser.submit("/samples/things", fields, token: token)
            #expect(first.status == 303)
            #expect(second.status == 303)
            #expect(first.headers[.location] == second.headers[.location])
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 1)
            // With other content it is another record.
            let third = try await browser.submit(
                "/samples/things", [("title.zh", "海路")] + fields.dropFirst(), token: token)
            #expect(third.status == 303)
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 2)
        }
    }

    @Test("A person is sent to the way in, and never to another site")
    func redirects() async throws {
        try await Self.open { office in
            for path in ["/samples/things", "/?next=//evil.example", "/samples/things?return=https://evil.example"] {
                let answer = try await office.get(path, as: "", [.accept: "text/html"])
                #expect(answer.status == 303)
                #expect(answer.headers[.location] == "/sign-in")
            }
            let page = try await office.get("//evil.example/%22%3E", as: "", [.accept: "text/html"])
            #expect(page.status == 404)
            #expect(!page.text.contains("\"//evil.example"))
            let link = try await office.host.identity.createLink(person: "li").text
            let signedIn = try await office.send(
                .post, "/sign-in?next=//evil.example",
                raw: Array("code=\(link)&next=https%3A%2F%2Fevil.example".utf8),
                type: "application/x-www-form-urlencoded",
                as: "")
            #expect(signedIn.headers[.location] == "/")
        }
    }

    @Test("What was typed in appears on pages as text")
    func scripts() async throws {
        try await Self.open { office in
            let attack = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'`{{7*7}}"
            let place = try await office.post(places, Place.input(attack))
            let thing = try await office.post(
                things,
                Thing.input(
                    attack,
                    [
                        "code": .string(attack), "note": .string(attack + "\n" + attack), "origin": .string(attack),
                        "place": .string(place.id), "parts": [["label": "\"><script>"]],
                        "website": "https://a.example/'onmouseover=alert(1)",
                    ]))
            #expect(thing.status == 201, "\(thing.text)")
            _ = try await office.patch("\(things)/\(thing.id)", ["note": .string("新" + attack)], "*")
            let browser = try await Browser.signIn(office, as: "li")
            let escaped = attack.queryEscaped
            for path in [
                "/", "/samples/things", "/samples/things/\(thing.id)", "/samples/things/\(thing.id)/edit",
                "/samples/things/\(thing.id)/history", "/samples/things?q=\(escaped)",
                "/samples/things?code=\(escaped)",
                "/samples/things/new?title.zh=\(escaped)&note=\(escaped)&\(escaped)=1", "/sign-in?code=\(escaped)",
                "/samples/things?\(escaped)=1", "/samples/things?sort=\(escaped)", "/\(escaped)",
                "/samples/things/\(thing.id)?done=\(escaped)", "/?lang=\(escaped)", "/samples/places",
            ] {
                let page = try await browser.get(path)
                #expect(page.headers[.contentType]?.hasPrefix("text/html") == true, "\(path) \(page.status)")
                #expect(!page.text.contains("<script"), "\(path)")
                #expect(!page.text.contains("<img src=x"), "\(path)")
                #expect(!page.text.contains("'onmouseover=alert(1)\""), "\(path)")
                let policy = page.headers[.contentSecurityPolicy] ?? ""
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"))
                #expect(page.headers[.xContentTypeOptions] == "nosniff")
            }
        }
    }
}

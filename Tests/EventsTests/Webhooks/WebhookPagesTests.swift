import Database
import Foundation
import HTTPTypes
import Model
import ServiceKit
import Testing
import WebPages

@testable import Events

@Suite("The pages of webhooks")
struct WebhookPagesTests {
    private static let path = WebhookBrowser.path

    /// The fields of the form as a browser sends them, the empty ones included.
    private static func form(_ url: String, _ more: [(String, String)] = []) -> [(String, String)] {
        let given = Set(more.map(\.0))
        return [
            ("name", "财务系统"), ("unit", "university"), ("url", url), ("payload", "full"), ("signature", "hmac"),
            ("rate", "600"), ("concurrency", "4"), ("filters.0.type", ""), ("filters.0.source", ""),
            ("filters.0.unit", ""), ("headers.0.name", ""), ("headers.0.value", ""), ("_key", "form-1"),
        ].filter { !given.contains($0.0) } + more
    }

    /// The secret on a page, if there is one.
    private static func secret(on page: WebhookBrowser.Answer) -> String? {
        page.text.firstMatch(of: /whsec_[A-Za-z0-9+\/=]+/).map { String($0.0) }
    }

    @Test("A webhook is made with the form; its secret is shown on the page that answers, and never again")
    func making() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            #expect(try await browser.get().text.contains("还没有事件推送"))
            let new = try await browser.get("\(Self.path)/new")
            #expect(new.text.contains("value=\"600\""))
            let fields = Self.form(
                "https://hook.example/",
                [
                    ("filters.0.type", "partners.*"), ("filters.1.unit", "实验室（lab）"),
                    ("headers.0.name", "X-Api-Key"), ("headers.0.value", "streng-geheim"),
                ])
            let made = try await browser.submit(Self.path, fields)
            #expect(made.status == 201)
            #expect(made.headers[.cacheControl] == "no-store")
            let secret = try #require(Self.secret(on: made))
            // The button was pressed twice: one webhook, and no second sight of the secret.
            let again = try await browser.submit(Self.path, fields)
            #expect(again.status == 201)
            #expect(Self.secret(on: again) == nil)
            let admin = try await desk.station.token(.admin, "university")
            let webhooks = try await desk.send(.get, WebhookDesk.path, as: admin).items
            #expect(webhooks.count == 1)
            let id = try #require(webhooks.first?["id"]?.stringValue)
            #expect(webhooks.first?["filters"] == [["type": "partners.*"], ["unit": "lab"]])
            for page in ["", "/\(id)", "/\(id)/edit"] {
                let text = try await browser.get(Self.path + page).text
                #expect(text.contains("财务系统"), "\(page)")
                #expect(!text.contains(secret), "\(page)")
                #expect(!text.contains("streng-geheim"), "\(page)")
            }
            #expect(try await browser.get("\(Self.path)/\(id)").text.contains("x-api-key"))
        }
    }

    @Test("A webhook with a key pair has nothing to hide: its public key stands on its page")
    func keyPair() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .admin, "university")
            let made = try await browser.submit(
                Self.path, Self.form("https://hook.example/", [("signature", "ed25519")]))
            #expect(made.status == 303)
            let first = try await browser.get(made.location).text
            let key = try #require(first.firstMatch(of: /whpk_[A-Za-z0-9+\/=]+/)?.0)
            #expect(first.contains("已建立"))
            let page = String(made.location.prefix { $0 != "?" })
            let rotated = try await browser.submit("\(page)/rotate", [("overlapHours", "1"), ("_key", "r")])
            #expect(rotated.status == 303)
            #expect(!(try await browser.get(rotated.location).text.contains(key)))
        }
    }

    @Test("What is wrong stands beside its field, and what was typed stays")
    func wrong() async throws {
        try await WebhookDesk.open(networks: []) { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            let refused = try await browser.submit(
                Self.path,
                Self.form(
                    "http://10.0.0.1/", [("name", ""), ("rate", "0"), ("headers.0.name", "Host"), ("unit", "nowhere")]))
            #expect(refused.status == 422)
            #expect(refused.text.contains("href=\"\(Self.path)/new?lang=en\""))
            #expect(try await browser.get("\(Self.path)/new", language: "en").status == 200)
            for text in ["f-name-issue", "f-rate-issue", "value=\"http://10.0.0.1/\"", "value=\"nowhere\""] {
                #expect(refused.text.contains(text), "\(text)")
            }
            let later = try await browser.submit(
                Self.path, Self.form("http://10.0.0.1/", [("headers.0.name", "Host"), ("headers.0.value", "a")]))
            #expect(later.status == 422)
            for text in ["f-url-issue", "f-headers-0-name-issue", "YIZHAN_WEBHOOK_NETWORKS"] {
                #expect(later.text.contains(text), "\(text)")
            }
            let more = try await browser.submit(
                Self.path, Self.form("https://hook.example/", [("_more", "filters"), ("filters.0.type", "a.*")]))
            #expect(more.status == 200)
            #expect(more.text.contains("filters.5.type"))
            #expect(more.text.contains("value=\"a.*\""))
            let admin = try await desk.station.token(.admin, "university")
            #expect(try await desk.send(.get, WebhookDesk.path, as: admin).items.isEmpty)
        }
    }

    @Test("Without a key for secrets the form says what to do, and keeps what was typed")
    func noKey() async throws {
        try await WebhookDesk.open(key: nil) { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            let answer = try await browser.submit(Self.path, Self.form("https://hook.example/"))
            #expect(answer.status == 503)
            #expect(answer.text.contains("YIZHAN_SECRET_KEY"))
            #expect(answer.text.contains("value=\"https://hook.example/\""))
        }
    }

    @Test("A change keeps header values that it does not give, and does not overwrite somebody else's in silence")
    func changing() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            let made = try await desk.make(
                "https://hook.example/", ["headers": [["name": "x-a", "value": "1"], ["name": "x-b", "value": "2"]]])
            let page = "\(Self.path)/\(made.id)"
            #expect(try await browser.get("\(page)/edit").text.contains("value=\"x-a\""))
            let fields = [
                ("name", "人事"), ("url", "https://other.example/"), ("payload", "thin"), ("rate", ""),
                ("concurrency", "2"), ("filters.0.type", ""), ("headers.0.name", "x-a"), ("headers.0.value", ""),
                ("headers.1.name", ""), ("headers.1.value", ""),
            ]
            let stale = try await browser.submit(page, fields + [("_version", "7")])
            #expect(stale.status == 412)
            #expect(stale.text.contains("value=\"人事\""))
            #expect(stale.text.contains("href=\"\(page)/edit?lang=en\""))
            let changed = try await browser.submit(page, fields + [("_version", "1")])
            #expect(changed.location == "\(page)?done=updated")
            let webhook = try await desk.webhook(made.id)
            #expect(webhook["name"] == "人事")
            #expect(webhook["filters"] == nil)
            #expect(webhook["rate"] == 600)
            let sealer = try #require(Sealer(keys: WebhookDesk.key))
            let route = try await desk.store.routes(of: [made.id], sealer: sealer, at: nil)[made.id]
            #expect(route?.headers.map { "\($0.name)=\($0.value)" } == ["x-a=1"])
        }
    }

    @Test("A test event is sent by a button; its page shows request and answer, and another sends it again")
    func log() async throws {
        try await Receiver.open { receiver in
            receiver.answer(.status(500, ["x-trace": "abc"], body: "坏了"))
            try await WebhookDesk.open { desk in
                let browser = try await WebhookBrowser.open(desk, .integrator, "university")
                let id = try await desk.make(receiver.url, ["headers": [["name": "x-key", "value": "geheim"]]]).id
                let page = "\(Self.path)/\(id)"
                let sent = try await browser.submit("\(page)/test")
                #expect(sent.status == 303)
                #expect(try await browser.get(sent.location).text.contains("还没有尝试"))
                let worker = desk.worker()
                try await worker.turn(at: desk.start)
                let delivery = String(sent.location.prefix { $0 != "?" })
                let first = try await browser.get(delivery).text
                for text in ["HTTP 500", "坏了", "x-trace: abc", "webhook-signature: v1,", "下次尝试", "第 1 次尝试"] {
                    #expect(first.contains(text), "\(text)")
                }
                #expect(!first.contains("geheim"))
                let list = try await browser.get().text
                #expect(list.contains("近 1 次送达 0%"))
                #expect(list.contains("class=\"retrying\""))
                #expect(list.contains("持续失败自"))
                #expect(try await browser.submit("\(delivery)/resend").location == "\(delivery)?done=resent")
                try await worker.turn(at: desk.start + 1)
                #expect(try await browser.get(delivery, language: "en").text.contains("Attempt 2"))
                let detail = try await browser.get(page, language: "en").text
                #expect(detail.contains("100% of the last one"))
                #expect(!detail.contains("持续失败"))
                for (state, isThere) in [("delivered", true), ("failed", false)] {
                    let text = try await browser.get("\(page)?state=\(state)").text
                    #expect(text.contains("\(delivery)\"") == isThere, "\(state)")
                }
            }
        }
    }

    @Test("What was missed is sent since a time of the office's clock; without a time nothing is")
    func recovering() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let browser = try await WebhookBrowser.open(desk, .integrator, "university")
                try await desk.publish(count: 3)
                let id = try await desk.make(receiver.url).id
                let page = "\(Self.path)/\(id)"
                for wrong in ["", "gestern"] {
                    let refused = try await browser.submit("\(page)/recover", [("since", wrong)])
                    #expect(refused.status == 422)
                    #expect(refused.text.contains("recover-issue"))
                }
                func local(_ seconds: Double) -> String {
                    let instant = Instant.now.adding(.seconds(seconds))
                    return String(instant.text(utcOffsetSeconds: 28800).prefix(16))
                }
                let none = try await browser.submit("\(page)/recover", [("since", local(3600))])
                #expect(try await browser.get(none.location).text.contains("已安排补发 0 个事件"))
                let some = try await browser.submit("\(page)/recover", [("since", local(-3600))])
                #expect(try await browser.get(some.location).text.contains("已安排补发 3 个事件"))
                try await desk.worker().turn(at: desk.start)
                #expect(receiver.requests.count == 3)
            }
        }
    }

    @Test("A secret is replaced by a button, shown once, and loading its page again replaces nothing")
    func rotating() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            let made = try await desk.make("https://hook.example/")
            let page = "\(Self.path)/\(made.id)"
            let wrong = try await browser.submit("\(page)/rotate", [("overlapHours", "1000"), ("_key", "a")])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("rotate-overlapHours-issue"))
            #expect(wrong.text.contains("href=\"\(page)?lang=en\""))
            let fields = [("overlapHours", "2"), ("_key", "b")]
            let rotated = try await browser.submit("\(page)/rotate", fields)
            let secret = try #require(Self.secret(on: rotated))
            #expect(secret != made.json["secret"]?.stringValue)
            let again = try await browser.submit("\(page)/rotate", fields)
            #expect(again.status == 200)
            #expect(Self.secret(on: again) == nil)
            #expect(Self.secret(on: try await browser.get(page)) == nil)
            let count = try await desk.station.owner.query("SELECT count(*) FROM events.webhook_secrets")
            #expect(try count.first?.decode(0, as: Int.self) == 2)
        }
    }

    @Test("A webhook is paused, set to work again and deleted by buttons")
    func steps() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            let id = try await desk.make("https://hook.example/").id
            let page = "\(Self.path)/\(id)"
            #expect(try await browser.submit("\(page)/transitions/pause").location == "\(page)?done=pause")
            #expect(try await browser.get("\(Self.path)?state=paused").text.contains(id))
            #expect(try await browser.submit("\(page)/transitions/pause").status == 409)
            #expect(try await browser.submit("\(page)/transitions/resume").status == 303)
            #expect(try await desk.webhook(id)["state"] == "active")
            #expect(try await browser.submit("\(page)/delete").location == "\(Self.path)?done=deleted")
            #expect(try await browser.get(page).status == 404)
        }
    }

    @Test("Only integrators and administrators find the way, and each sees the webhooks of their units alone")
    func rights() async throws {
        try await WebhookDesk.open { desk in
            let mine = try await desk.make("https://hook.example/", ["unit": "office"]).id
            let number = try await desk.send(.post, "\(WebhookDesk.path)/\(mine)/test").json["id"]?.integerValue ?? 0
            let theirs = try await desk.make("https://hook.example/", ["unit": "lab"]).id
            let school = try await WebhookBrowser.open(desk, .integrator, "school")
            let list = try await school.get().text
            #expect(list.contains(theirs))
            #expect(!list.contains(mine))
            #expect(list.contains("href=\"\(Self.path)\" aria-current=\"page\""))
            let one = "\(Self.path)/\(mine)"
            for page in [
                one, "\(one)/edit", "\(one)/deliveries/\(number)", "\(Self.path)/\(theirs)/deliveries/\(number)",
            ] {
                #expect(try await school.get(page).status == 404, "\(page)")
            }
            for act in [
                "", "/delete", "/transitions/pause", "/test", "/recover", "/rotate", "/deliveries/\(number)/resend",
            ] {
                let fields = [("since", "2026-01-01T00:00"), ("overlapHours", "1"), ("name", "x"), ("_version", "1")]
                #expect(try await school.submit(one + act, fields).status == 404, "\(act)")
            }
            let elsewhere = try await school.submit(
                Self.path, Self.form("https://hook.example/", [("unit", "office")]))
            #expect(elsewhere.status == 422)
            #expect(elsewhere.text.contains("f-unit-issue"))
            #expect(try await desk.webhook(mine)["version"] == 1)
            for role in [Role.viewer, .editor, .approver] {
                let other = try await WebhookBrowser.open(desk, role, "university")
                #expect(try await other.get().status == 403, "\(role)")
                #expect(try await other.submit(Self.path, Self.form("https://a.example/")).status == 403, "\(role)")
                #expect(!(try await other.get("/events").text.contains(Self.path)), "\(role)")
            }
        }
    }

    @Test("No form works without the token of its page")
    func forged() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .admin, "university")
            let id = try await desk.make("https://hook.example/").id
            let number = try await desk.send(.post, "\(WebhookDesk.path)/\(id)/test").json["id"]?.integerValue ?? 0
            for act in [
                "", "/\(id)", "/\(id)/delete", "/\(id)/transitions/pause", "/\(id)/test", "/\(id)/recover",
                "/\(id)/rotate", "/\(id)/deliveries/\(number)/resend",
            ] {
                let answer = try await browser.submit(
                    Self.path + act, Self.form("https://a.example/", [("since", "2026-01-01T00:00")]), token: "x")
                #expect(answer.status == 403, "\(act)")
            }
            #expect(try await desk.webhook(id)["version"] == 1)
        }
    }

    @Test("Hostile names, addresses and answers stay text, in both languages")
    func hostile() async throws {
        let attack = "\"><script>alert(1)</script>"
        try await Receiver.open { receiver in
            receiver.always(.status(500, ["x-evil": attack], body: attack))
            try await WebhookDesk.open { desk in
                let browser = try await WebhookBrowser.open(desk, .admin, "university")
                let input: JSON = ["name": .string(attack), "filters": [["type": .string(attack)]]]
                let id = try await desk.make(receiver.url, input).id
                let sent = try await browser.submit("\(Self.path)/\(id)/test")
                try await desk.worker().turn(at: desk.start)
                let pages = [
                    "", "/\(id)", "/\(id)/edit", "/new?name=%22%3E%3Cscript%3E", "?state=%22%3E%3Cscript%3E",
                    "/\(id)?done=%3Cscript%3E", "/%3Cscript%3E",
                ].map { Self.path + $0 }
                for page in pages + [sent.location] {
                    for language in ["zh", "en"] {
                        let text = try await browser.get(page, language: language).text
                        #expect(text.contains("<html lang=\"\(language == "zh" ? "zh-CN" : "en")\">"), "\(page)")
                        #expect(!text.contains("<script"), "\(page)")
                    }
                }
            }
        }
    }

    @Test("However much waits, looking at it costs a bounded number of rows, and says that there is more")
    func backlog() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "university")
            let id = try await desk.make("http://127.0.0.1:9/").id
            try await desk.station.owner.execute(
                """
                INSERT INTO events.deliveries (webhook, event, position, type, due_at) \
                SELECT \(id)::uuid, gen_random_uuid(), n, 'a.b.c', now() FROM generate_series(1, 1500) n
                """)
            let page = try await browser.get().text
            #expect(page.contains("超过 1,000"))
            #expect(page.contains("尚无尝试"))
        }
    }

    @Test("Every reason for failing that is noted has words in both languages")
    func reasons() throws {
        guard case .code(let list) = WebhookDelivery.failure.spec.kind else {
            Issue.record("the reasons are no list")
            return
        }
        let refused: [WebhookTarget.Refused] = [.form, .network, .clear, .unknown]
        let words =
            refused.map(\.rawValue) + [
                "timeout", "tls", "connection", "not-http", WebhookWorker.expired, WebhookWorker.locked,
            ]
        #expect(Set(words) == Set(list.entries.map(\.code)))
    }
}

import Database
import Foundation
import HTTPTypes
import Model
import ServiceKit
import Testing

@testable import Events

@Suite("Keeping webhooks")
struct KeepingTests {
    @Test("A secret is shown once, and lies in the database encrypted")
    func secrets() async throws {
        try await WebhookDesk.open { desk in
            let headers: JSON = ["headers": [["name": "X-Api-Key", "value": "streng-geheim"]]]
            let made = try await desk.make("https://hook.example/", headers)
            let secret = try #require(made.json["secret"]?.stringValue)
            #expect(secret.hasPrefix("whsec_"))
            let path = "\(WebhookDesk.path)/\(made.id)"
            for answer in [try await desk.send(.get, path), try await desk.send(.get, WebhookDesk.path)] {
                #expect(!answer.json.description.contains(secret.dropFirst(6)))
                #expect(!answer.json.description.contains("streng-geheim"))
                #expect(answer.json.description.contains("x-api-key"))
            }
            let bytes = try #require(Data(base64Encoded: String(secret.dropFirst(6))))
            let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let tables = try await desk.station.owner.query(
                """
                SELECT (SELECT string_agg(t::text, '') FROM events.webhooks t) || (SELECT string_agg(t::text, '') \
                FROM events.webhook_secrets t) || (SELECT string_agg(t::text, '') FROM identity.audit t) || \
                (SELECT string_agg(t::text, '') FROM bus.events t)
                """)
            let text = try #require(tables.first?.string(0))
            #expect(!text.contains(hex))
            #expect(!text.contains("streng-geheim"))
            #expect(!text.contains(Data("streng-geheim".utf8).map { String($0, radix: 16) }.joined()))
            // The address may hold a secret, too, and is no part of the event.
            let events = try await desk.station.owner.query("SELECT string_agg(t::text, '') FROM bus.events t")
            #expect(events.first?.string(0)?.contains("hook.example") == false)
        }
    }

    @Test("A repeated request makes one webhook, and its answer no longer holds the secret")
    func repeated() async throws {
        try await WebhookDesk.open { desk in
            let input: JSON = ["name": "财务", "unit": "office", "url": "https://hook.example/"]
            let key: HTTPFields = [HTTPField.Name("Idempotency-Key")!: "一次"]
            let first = try await desk.send(.post, WebhookDesk.path, input, headers: key)
            let second = try await desk.send(.post, WebhookDesk.path, input, headers: key)
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(first.id == second.id)
            #expect(first.json["secret"] != nil)
            #expect(second.json["secret"] == nil)
            #expect(try await desk.send(.get, WebhookDesk.path).items.count == 1)
        }
    }

    @Test("After a change of keys everything is sealed anew, and the old key can go")
    func keys() async throws {
        let new = Sealer.generateKey()
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                _ = try await desk.make(receiver.url, ["headers": [["name": "x-a", "value": "b"]]])
                let both = try #require(Sealer(keys: "\(new),\(WebhookDesk.key)"))
                #expect(try await desk.store.reseal(with: both) == 2)
                #expect(try await desk.store.reseal(with: both) == 0)
                let only = try #require(Sealer(keys: new))
                let ids = Set(try await desk.send(.get, WebhookDesk.path).items.compactMap { $0["id"]?.stringValue })
                let routes = try await desk.store.routes(of: ids, sealer: only, at: nil)
                #expect(routes.values.first?.secrets.count == 1)
                #expect(routes.values.first?.headers.first?.value == "b")
                let old = try #require(Sealer(keys: WebhookDesk.key))
                #expect(try await desk.store.routes(of: ids, sealer: old, at: nil).isEmpty)
                // Without the key nothing is sent, and the log says why.
                try await desk.publish()
                try await desk.worker().turn(at: desk.start)
                #expect(receiver.requests.isEmpty)
                #expect(try await desk.deliveries(ids.first ?? "").first?["failure"] == "secret-key-missing")
            }
        }
    }

    @Test("What is sealed opens for its own purpose only, and says nothing when it was changed")
    func sealer() throws {
        let sealer = try #require(Sealer(keys: WebhookDesk.key))
        let sealed = try sealer.seal(Array("秘密".utf8), for: "a")
        #expect(try sealer.open(sealed, for: "a") == Array("秘密".utf8))
        #expect(throws: Sealer.Failure.damaged) { try sealer.open(sealed, for: "b") }
        var bytes = sealed.bytes
        bytes[bytes.count - 1] ^= 1
        #expect(throws: Sealer.Failure.damaged) { try sealer.open(Sealed(bytes: bytes, key: sealed.key), for: "a") }
        #expect(throws: Sealer.Failure.damaged) { try sealer.open(Sealed(bytes: [1], key: sealed.key), for: "a") }
        #expect(throws: Sealer.Failure.unknownKey("00000000")) {
            try sealer.open(Sealed(bytes: sealed.bytes, key: "00000000"), for: "a")
        }
        #expect(try sealer.seal([1], for: "a") != sealer.seal([1], for: "a"))
        for text in ["", "short", "MDEyMw==", "\(WebhookDesk.key),x"] { #expect(Sealer(keys: text) == nil) }
    }

    @Test("Without a key for secrets nothing is made, and the answer says what to do")
    func noKey() async throws {
        try await WebhookDesk.open(key: nil) { desk in
            let answer = try await desk.send(
                .post, WebhookDesk.path, ["name": "财务", "unit": "office", "url": "https://hook.example/"])
            #expect(answer.status == 503)
            #expect(answer.kind == "/problems/secret-key-missing")
            #expect(try await desk.send(.get, WebhookDesk.path).items.isEmpty)
        }
    }

    @Test(
        "Only integrators and administrators keep webhooks, each those of their units; the rest does not exist for them"
    )
    func rights() async throws {
        try await WebhookDesk.open { desk in
            let mine = try await desk.make("https://hook.example/", ["unit": "office"]).id
            let school = try await desk.station.token(.integrator, "school")
            let theirs = try await desk.make("https://hook.example/", ["unit": "lab"], as: school).id
            let delivery = try await desk.send(.post, "\(WebhookDesk.path)/\(mine)/test").json["id"]?.integerValue ?? 0
            #expect(try await desk.send(.get, WebhookDesk.path, as: school).items.map { $0["id"] } == [.string(theirs)])
            // The unit above is another system: its people see both, its token what it has made.
            #expect(try await desk.send(.get, WebhookDesk.path).items.map { $0["id"] } == [.string(mine)])
            let head = try await desk.station.token(.admin, "university")
            #expect(try await desk.send(.get, WebhookDesk.path, as: head).items.count == 2)
            let one = "\(WebhookDesk.path)/\(mine)"
            let any: HTTPFields = [.ifMatch: "*"]
            for (method, path, body) in [
                (.get, one, nil), (.patch, one, ["name": "x"]), (.delete, one, nil), (.get, "\(one)/deliveries", nil),
                (.post, "\(one)/test", nil), (.post, "\(one)/secret/rotate", nil),
                (.post, "\(one)/recover", ["since": "2026-01-01T00:00:00Z"]), (.post, "\(one)/transitions/pause", nil),
                (.get, "\(WebhookDesk.path)/deliveries/\(delivery)", nil),
                (.post, "\(WebhookDesk.path)/deliveries/\(delivery)/resend", nil),
            ] as [(HTTPRequest.Method, String, JSON?)] {
                let answer = try await desk.send(method, path, body, as: school, headers: any)
                #expect(answer.status == 404, "\(method) \(path)")
            }
            let input: JSON = ["name": "财务", "unit": "office", "url": "https://hook.example/"]
            #expect(try await desk.send(.post, WebhookDesk.path, input, as: school).status == 403)
            for role in [Role.viewer, .editor, .approver] {
                let token = try await desk.station.token(role, "university")
                #expect(try await desk.send(.get, WebhookDesk.path, as: token).status == 403, "\(role)")
                #expect(try await desk.send(.post, WebhookDesk.path, input, as: token).status == 403, "\(role)")
            }
            let admin = try await desk.station.token(.admin, "office")
            #expect(try await desk.send(.get, WebhookDesk.path, as: admin).items.count == 1)
            #expect(try await desk.send(.get, WebhookDesk.path, as: "yz_x").status == 401)
        }
    }

    @Test(
        "What is wrong is named by its field",
        arguments: [
            (#"{"name":"a","unit":"office"}"#, ["#/url required"]),
            (#"{"name":"a","unit":"nowhere","url":"https://a.example"}"#, ["#/unit reference"]),
            (#"{"name":"a","unit":"office","url":"https://10.0.0.1/"}"#, ["#/url business"]),
            (#"{"name":"a","unit":"office","url":"https://169.254.169.254/"}"#, ["#/url business"]),
            (#"{"name":"a","unit":"office","url":"https://2130706433/"}"#, ["#/url format"]),
            (#"{"name":"a","unit":"office","url":"https://a.example","payload":"half"}"#, ["#/payload code"]),
            (#"{"name":"a","unit":"office","url":"https://a.example","rate":0}"#, ["#/rate range"]),
            (#"{"name":"a","unit":"office","url":"https://a.example","state":"active"}"#, ["#/state readOnly"]),
            (#"{"name":"a","unit":"office","url":"https://a.example","secret":"x"}"#, ["#/secret unknownField"]),
            (
                #"{"name":"a","unit":"office","url":"https://a.example","headers":[{"name":"x y","value":"a"},{"name":"Host","value":"a"},{"name":"webhook-id","value":"a"},{"name":"X-A","value":"a\r\nb"},{"name":"x-a"}]}"#,
                ["#/headers/3/value controlCharacter"]
            ),
            (
                #"{"name":"a","unit":"office","url":"https://a.example","headers":[{"name":"x y","value":"a"},{"name":"Host","value":"a"},{"name":"webhook-id","value":"a"},{"name":"X-A","value":"值"},{"name":"x-b"},{"name":"x-a","value":"1"}]}"#,
                [
                    "#/headers/0/name format", "#/headers/1/name business", "#/headers/2/name business",
                    "#/headers/3/value format", "#/headers/4/value required", "#/headers/5/name duplicate",
                ]
            ),
        ])
    func badInput(body: String, faults: [String]) async throws {
        try await WebhookDesk.open(networks: []) { desk in
            let answer = try await desk.send(.post, WebhookDesk.path, try JSON(parsing: body))
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await desk.send(.get, WebhookDesk.path).items.isEmpty)
        }
    }

    @Test("A change needs the version that was read, keeps values that it does not give, and stands in the audit trail")
    func changes() async throws {
        try await WebhookDesk.open { desk in
            let made = try await desk.make("https://hook.example/", ["headers": [["name": "X-A", "value": "1"]]])
            let path = "\(WebhookDesk.path)/\(made.id)"
            #expect(try await desk.send(.patch, path, ["name": "b"]).status == 428)
            #expect(try await desk.send(.patch, path, ["name": "b"], headers: [.ifMatch: "\"9\""]).status == 412)
            let headers: JSON = ["headers": [["name": "x-a"], ["name": "x-b", "value": "2"]]]
            let patched = try await desk.send(.patch, path, headers, headers: [.ifMatch: "\"1\""])
            #expect(patched.status == 200)
            #expect(patched.headers[.eTag] == "\"2\"")
            let sealer = try #require(Sealer(keys: WebhookDesk.key))
            let route = try await desk.store.routes(of: [made.id], sealer: sealer, at: nil)[made.id]
            #expect(route?.headers.map { "\($0.name)=\($0.value)" } == ["x-a=1", "x-b=2"])
            #expect(
                try await desk.send(.patch, path, ["unit": "office"], headers: [.ifMatch: "*"]).faults == [
                    "#/unit immutable"
                ])
            #expect(try await desk.send(.patch, path, ["signature": "ed25519"], headers: [.ifMatch: "*"]).status == 422)
            // Saying what is known is no change.
            #expect(
                try await desk.send(.patch, path, ["name": "财务系统"], headers: [.ifMatch: "*"]).headers[.eTag] == "\"2\"")
            #expect(
                try await desk.send(.post, "\(path)/secret/rotate", ["overlapHours": 1000]).faults == [
                    "#/overlapHours range"
                ])
            #expect(try await desk.send(.delete, path, headers: [.ifMatch: "\"2\""]).status == 204)
            #expect(try await desk.send(.get, path).status == 404)
            let actions = try await desk.station.owner.query(
                "SELECT action FROM identity.audit WHERE subject = \(made.id) ORDER BY id"
            ).map { $0.string(0) }
            #expect(actions == ["webhook.created", "webhook.updated", "webhook.deleted"])
        }
    }

    @Test("Lists come in pages")
    func pages() async throws {
        try await WebhookDesk.open { desk in
            for number in 1...3 { _ = try await desk.make("https://hook.example/\(number)") }
            let first = try await desk.send(.get, "\(WebhookDesk.path)?limit=2")
            let next = try #require(first.json["next"]?.stringValue)
            let second = try await desk.send(.get, "\(WebhookDesk.path)?limit=2&after=\(next)")
            #expect((first.items + second.items).compactMap { $0["url"]?.stringValue?.last } == ["1", "2", "3"])
            #expect(second.json["next"] == nil)
            #expect(try await desk.send(.get, "\(WebhookDesk.path)?after=x").status == 422)
            #expect(try await desk.send(.get, "\(WebhookDesk.path)?colour=red").status == 422)
            let id = first.items[0]["id"]?.stringValue ?? ""
            try await desk.publish(count: 5)
            let page = try await desk.send(.get, "\(WebhookDesk.path)/\(id)/deliveries?limit=3")
            let rest = try await desk.send(
                .get, "\(WebhookDesk.path)/\(id)/deliveries?limit=3&after=\(page.json["next"]?.stringValue ?? "")")
            #expect(page.items.count == 3)
            #expect(rest.items.count == 2)
            #expect(Set((page.items + rest.items).map { $0["event"] }).count == 5)
        }
    }

    @Test("The OpenAPI document describes every operation, and holds no example of a secret")
    func document() async throws {
        try await WebhookDesk.open { desk in
            let document = try await desk.send(.get, "/events/openapi.json").json
            for (path, method) in [
                ("", "get"), ("", "post"), ("/{id}", "get"), ("/{id}", "patch"), ("/{id}", "delete"),
                ("/{id}/transitions/{name}", "post"), ("/{id}/secret/rotate", "post"), ("/{id}/test", "post"),
                ("/{id}/recover", "post"), ("/{id}/deliveries", "get"), ("/deliveries/{delivery}", "get"),
                ("/deliveries/{delivery}/resend", "post"),
            ] {
                #expect(
                    document["paths"]?["\(WebhookDesk.path)\(path)"]?[method]?["operationId"] != nil,
                    "\(method) \(path)")
            }
            let text = document.description
            for reference in text.components(separatedBy: "#/components/").dropFirst() {
                var target = document["components"]
                for part in reference.prefix(while: { $0 != "\"" }).split(separator: "/") {
                    target = target?[String(part)]
                }
                #expect(target != nil)
            }
            #expect(text.contains("whsec_…"))
            #expect(!text.contains(WebhookDesk.key))
        }
    }
}

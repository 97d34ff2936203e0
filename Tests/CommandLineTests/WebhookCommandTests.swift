import Foundation
import HTTPTestSupport
import Model
import NIOHTTP1
import Testing

@testable import YizhanCommands

@Suite("Webhooks from the command line", .timeLimit(.minutes(5)))
struct WebhookCommandTests {
    private func ask<Value: Sendable>(
        _ bodies: [String], _ body: (WebhookClient) async throws -> Value,
    ) async throws -> (value: Value, requests: [TestServer.Request]) {
        try await TestServer.with(bodies.map { .init(body: $0) }) { server, url in
            let folder = DataFolder(option: "/nowhere", environment: [:])
            let configuration = try ClientConfiguration(url: url, token: nil, environment: [:], dataFolder: folder)
            let value = try await ServiceClient.with(configuration) { try await body(WebhookClient($0)) }
            return (value, server.requests)
        }
    }

    @Test("A list is read to its end, page by page")
    func pages() async throws {
        let (items, requests) = try await self.ask([
            #"{"items":[{"id":"a"}],"next":"a&b"}"#, #"{"items":[{"id":"c"}]}"#,
        ]) {
            try await $0.list(state: "paused")
        }
        #expect(items.compactMap { $0["id"]?.stringValue } == ["a", "c"])
        #expect(
            requests.map(\.head.uri) == [
                "/events/v1/webhooks?limit=100&state=paused", "/events/v1/webhooks?limit=100&state=paused&after=a%26b",
            ])
    }

    @Test("No more deliveries are asked for than are wanted")
    func limit() async throws {
        let (items, requests) = try await self.ask([#"{"items":[{"id":9},{"id":8}],"next":"8"}"#]) {
            try await $0.deliveries("w", state: nil, type: nil, limit: 2)
        }
        #expect(items.count == 2)
        #expect(requests.map(\.head.uri) == ["/events/v1/webhooks/w/deliveries?limit=2"])
    }

    @Test("Every verb goes to its own path")
    func verbs() async throws {
        let (_, requests) = try await self.ask(["{}"]) { client in
            _ = try await client.show("w")
            _ = try await client.create(JSONObject())
            _ = try await client.update("w", JSONObject())
            try await client.delete("w")
            _ = try await client.step("pause", "w")
            _ = try await client.rotate("w", overlapHours: 3)
            _ = try await client.test("w")
            _ = try await client.recover("w", since: "2026-11-21T08:00:00Z")
            _ = try await client.delivery(7)
            _ = try await client.resend(7)
        }
        let base = "/events/v1/webhooks"
        #expect(
            requests.map { "\($0.head.method) \($0.head.uri)" } == [
                "GET \(base)/w", "POST \(base)", "PATCH \(base)/w", "DELETE \(base)/w",
                "POST \(base)/w/transitions/pause", "POST \(base)/w/secret/rotate", "POST \(base)/w/test",
                "POST \(base)/w/recover", "GET \(base)/deliveries/7", "POST \(base)/deliveries/7/resend",
            ])
        #expect(requests[5].body == #"{"overlapHours":3}"#)
        #expect(requests[7].body == #"{"since":"2026-11-21T08:00:00Z"}"#)
        #expect(requests[2].head.headers["if-match"] == ["*"])
    }

    @Test("A filter is a row of what is named in it; what is none is refused with what would be one")
    func filters() throws {
        let row = try FilterArgument.row(" type=partners.*  source=/integrators/lab/a=b unit=lab ", .en)
        #expect(row == ["type": "partners.*", "source": "/integrators/lab/a=b", "unit": "lab"])
        #expect(try FilterArgument.row("unit=lab", .en) == ["unit": "lab"])
        for text in ["", "partners.*", "type=", "=x", "subject=x", "type=a type=b", "type=a,unit b"] {
            let error = #expect(throws: CommandError.self) { _ = try FilterArgument.row(text, .zh) }
            #expect(error?.code == .usage)
            #expect(error?.description.contains("'type=partners.* source=/partners unit=office'") == true)
        }
    }

    @Test("Options become fields, filters become rows, headers become names and values")
    func fields() throws {
        let fields = try WebhookFields(
            [(name: "name", value: "财务"), (name: "rate", value: nil)], filters: [["type": "a.*"], ["type": "b"]],
            headers: ["X-Key: a:b", "X-Empty:"])
        #expect(
            JSON.object(fields.object).description
                == #"{"name":"财务","filters":[{"type":"a.*"},{"type":"b"}],"headers":[{"name":"X-Key","value":"a:b"},{"name":"X-Empty","value":""}]}"#
        )
        for header in ["X-Key", ": x", ""] {
            #expect(throws: CommandError.self) { _ = try WebhookFields([], headers: [header]) }
        }
    }

    @Test("Lines say how it stands in the reader's language")
    func lines() throws {
        let webhook = try JSON(
            parsing:
                #"{"id":"019a0000-0000-7000-8000-000000000001","name":"财务","state":"disabled","reason":"gone","url":"https://a.example/"}"#
        )
        let line = WebhookLine(style: Style(isOn: false), language: .zh)
        #expect(line.webhook(webhook).hasSuffix("财务  已停用  https://a.example/  gone"))
        let delivery = try JSON(parsing: #"{"id":7,"state":"failed","type":"a.b","attempts":10,"status":500}"#)
        #expect(line.delivery(delivery) == "7  失败  a.b  ×10  HTTP 500")
        let attempt = try JSON(
            parsing:
                #"{"number":1,"at":"t","url":"u","milliseconds":5,"failure":"timeout","request":{"headers":{"webhook-id":"x"},"body":"{}"}}"#
        )
        #expect(line.attempt(attempt) == "#1  t  u  timeout  5 ms\n  webhook-id: x\n  {}")
    }

    @Test("The key file is made once, for its owner only, and read again")
    func keyFile() throws {
        let folder = DataFolder(option: "/tmp/yizhan-tests-\(UUID().uuidString.prefix(8))", environment: [:])
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let key = try folder.secretKey()
        #expect(Data(base64Encoded: key)?.count == 32)
        #expect(try folder.secretKey() == key)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.secretKeyFile)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        // A new key is put before the old one, on a line of its own.
        try "new\n\(key)\n".write(toFile: folder.secretKeyFile, atomically: true, encoding: .utf8)
        #expect(try folder.secretKey() == "new,\(key)")
    }
}

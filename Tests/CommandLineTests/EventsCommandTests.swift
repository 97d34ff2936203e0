import HTTPTestSupport
import Model
import NIOHTTP1
import Testing

@testable import YizhanCommands

@Suite("Scheduled and erased events from the command line", .timeLimit(.minutes(1)))
struct EventsCommandTests {
    private func with(
        _ bodies: [String], _ body: (TestServer, EventsClient) async throws -> Void,
    ) async throws {
        try await TestServer.with(bodies.map { .init(body: $0) }) { server, url in
            let folder = DataFolder(option: "/nowhere", environment: [:])
            let configuration = try ClientConfiguration(url: url, token: nil, environment: [:], dataFolder: folder)
            try await ServiceClient.with(configuration) { try await body(server, EventsClient($0)) }
        }
    }

    @Test("The list is read to its end or to what is wanted, of one source where one is named")
    func list() async throws {
        let bodies = [#"{"items":[{"id":"a"}],"next":"t a /s"}"#, #"{"items":[{"id":"b"}],"next":"t b /s"}"#]
        try await self.with(bodies) { server, client in
            let items = try await client.scheduled(source: "/integrators/office/财务", limit: 2)
            #expect(items.compactMap { $0["id"]?.stringValue } == ["a", "b"])
            let source = "source=%2Fintegrators%2Foffice%2F%E8%B4%A2%E5%8A%A1"
            #expect(
                server.requests.map(\.head.uri) == [
                    "/events/v1/scheduled?limit=2&\(source)",
                    "/events/v1/scheduled?limit=1&\(source)&after=t%20a%20%2Fs",
                ])
        }
    }

    @Test("One is asked for by its id, and by its source where it is named")
    func one() async throws {
        try await self.with([#"{"id":"0b4f"}"#, #"{"id":"0b4f"}"#]) { server, client in
            #expect(try await client.scheduled("0b4f", source: nil)["id"] == "0b4f")
            _ = try await client.scheduled("0b4f", source: "/integrators/office/a")
            #expect(
                server.requests.map(\.head.uri) == [
                    "/events/v1/scheduled/0b4f", "/events/v1/scheduled/0b4f?source=%2Fintegrators%2Foffice%2Fa",
                ])
        }
    }

    @Test("A line says which, when, what, about what and who says it")
    func line() throws {
        let event: JSON = [
            "id": "0b4f", "due": "2026-11-21T08:00:00Z",
            "event": ["type": "cn.edu.due", "subject": "付款/17", "source": "/integrators/office/财务"],
        ]
        #expect(
            ScheduleLine(style: Style(isOn: false)).text(event)
                == "0b4f  2026-11-21T08:00:00Z  cn.edu.due  付款/17  /integrators/office/财务")
    }

    @Test("Erasing says which and why")
    func erase() async throws {
        try await self.with([#"{"id":"0b4f","position":7}"#]) { server, client in
            #expect(try await client.erase(at: 7, because: "依申请删除")["id"] == "0b4f")
            let request = try #require(server.requests.first)
            #expect("\(request.head.method) \(request.head.uri)" == "POST /events/v1/log/7/erase")
            #expect(request.body == #"{"reason":"依申请删除"}"#)
        }
    }
}

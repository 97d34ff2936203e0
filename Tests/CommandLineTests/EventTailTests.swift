import NIOHTTP1
import Testing

@testable import YizhanCommands

@Suite("Following events over HTTP", .timeLimit(.minutes(1)))
struct EventTailTests {
    private func with<Result>(
        _ replies: [TestServer.Reply], _ body: (TestServer, EventTail) async throws -> Result
    ) async throws -> Result {
        try await TestServer.with(replies) { server, url in
            let folder = DataFolder(option: "/nowhere", environment: [:])
            let configuration = try ClientConfiguration(url: url, token: nil, environment: [:], dataFolder: folder)
            return try await ServiceClient.with(configuration) { client in
                try await body(server, EventTail(client: client, types: ["agreement.*", "协议"]))
            }
        }
    }

    @Test("After a lost connection it goes on where it was: nothing twice, nothing missed")
    func reconnect() async throws {
        let replies: [TestServer.Reply] = [
            .init(
                type: "text/event-stream", body: "retry: 1\n\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: ha",
                isCut: true
            ),
            .init(status: .serviceUnavailable),
            .init(type: "text/event-stream", body: "id: 3\ndata: c\n\nid: 4\ndata: d\n\n"),
        ]
        try await self.with(replies) { server, tail in
            var seen: [String] = []
            var waits = 0
            try await tail.follow(after: "0", waiting: { _ in waits += 1 }) { event in
                seen.append("\(event.id ?? "") \(event.data)")
                return seen.count < 4
            }
            #expect(seen == ["1 a", "2 b", "3 c", "4 d"])
            #expect(waits == 2)
            #expect(server.requests.map { $0.head.headers["last-event-id"].first } == ["0", "2", "2"])
            #expect(server.requests.first?.head.uri == "/events/v1/stream?type=agreement.%2A&type=%E5%8D%8F%E8%AE%AE")
        }
    }

    @Test("Without a position it begins at the end of the log as it was then, also after a lost connection")
    func fromNow() async throws {
        let replies: [TestServer.Reply] = [
            .init(body: #"{"events":[],"next":41,"head":41}"#),
            .init(type: "text/event-stream", body: "retry: 1\n\n", isCut: true),
            .init(type: "text/event-stream", body: "id: 42\ndata: a\n\n"),
        ]
        try await self.with(replies) { server, tail in
            try await tail.follow(after: nil, waiting: { _ in }) { event in
                #expect(event.id == "42")
                return false
            }
            #expect(server.requests.map { $0.head.headers["last-event-id"].first } == [nil, "41", "41"])
        }
    }

    @Test("A refusal ends it")
    func refusal() async throws {
        try await self.with([.init(status: .unauthorized)]) { _, tail in
            let error = await #expect(throws: CommandError.self) {
                try await tail.follow(after: nil, waiting: { _ in }) { _ in true }
            }
            #expect(error?.code == .notPermitted)
        }
    }

    @Test("An event is one line with position, time, type and subject")
    func line() {
        let event = ServerSentEventParser.Event(
            id: "12", name: "message",
            data:
                #"{"type":"agreement.signed","time":"2026-03-01T08:00:00Z","subject":"AGR-7","actor":"li","unit":"OIE"}"#
        )
        let text = EventLine(style: Style(isOn: false)).text(event)
        #expect(text == "12  2026-03-01T08:00:00Z  agreement.signed  AGR-7  by li  in OIE")
    }
}

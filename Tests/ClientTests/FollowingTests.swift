import HTTPTestSupport
import Model
import NIOHTTP1
import Synchronization
import Testing

@testable import YizhanClient

@Suite("Following the log over HTTP", .timeLimit(.minutes(5)))
struct FollowingTests {
    private func with<Result>(
        _ replies: [TestServer.Reply], _ body: (TestServer, EventClient) async throws -> Result
    ) async throws -> Result {
        try await TestServer.with(replies) { server, url in
            try await EventClient.with(url: url + "/", token: "yz_x") { client in try await body(server, client) }
        }
    }

    private static func frame(_ position: Int, _ type: String) -> String {
        let event =
            #"{"specversion":"1.0","id":"\#(type)","source":"/a","type":"\#(type)","sequence":"\#(position)"}"#
        return "id: \(position)@1a2b3c4d\nevent: \(type)\ndata: \(event)\n\n"
    }

    private static func stream(_ body: String, isCut: Bool = false) -> TestServer.Reply {
        .init(type: "text/event-stream", body: body, isCut: isCut)
    }

    @Test("After a lost connection it goes on where it was: nothing twice, nothing missed")
    func reconnect() async throws {
        let half = Self.frame(3, "c").dropLast(20)
        let replies: [TestServer.Reply] = [
            Self.stream("retry: 1\n\n" + Self.frame(1, "a") + Self.frame(2, "b") + half, isCut: true),
            .init(status: .serviceUnavailable),
            // A proxy that repeats what it has in store.
            Self.stream(Self.frame(2, "b") + Self.frame(3, "c") + Self.frame(4, "d")),
        ]
        try await self.with(replies) { server, client in
            let interruptions = Mutex(0)
            var seen: [String] = []
            let selection = EventSelection(types: ["agreement.*", "协议"], sources: ["/a"], units: ["office"])
            for try await event in client.events(
                .beginning, selection, interrupted: { _ in interruptions.withLock { $0 += 1 } })
            {
                seen.append("\(event.position) \(event.type)")
                if seen.count == 4 { break }
            }
            #expect(seen == ["1 a", "2 b", "3 c", "4 d"])
            #expect(interruptions.withLock { $0 } == 2)
            #expect(
                server.requests.map { $0.head.headers["last-event-id"].first } == ["0", "2@1a2b3c4d", "2@1a2b3c4d"])
            #expect(server.requests.first?.head.headers["authorization"] == ["Bearer yz_x"])
            #expect(
                server.requests.first?.head.uri
                    == "/events/v1/stream?type=agreement.%2A&type=%E5%8D%8F%E8%AE%AE&source=%2Fa&unit=office")
        }
    }

    @Test("Without a position it begins at the end of the log as it was then, also after a lost connection")
    func fromNow() async throws {
        let replies: [TestServer.Reply] = [
            .init(body: #"{"events":[],"next":41,"head":41,"incarnation":"1a2b3c4d"}"#),
            Self.stream("retry: 1\n\n", isCut: true),
            Self.stream(Self.frame(42, "a")),
        ]
        try await self.with(replies) { server, client in
            var events = client.events(.now).makeAsyncIterator()
            let first = try await events.next()
            #expect(first?.place == LogPlace(position: 42, incarnation: "1a2b3c4d"))
            #expect(
                server.requests.map { $0.head.headers["last-event-id"].first } == [nil, "41@1a2b3c4d", "41@1a2b3c4d"])
        }
    }

    @Test("A refusal ends it, and so does a server that was never there", arguments: [401, 403, 410, 503])
    func refusal(status: Int) async throws {
        let problem = ##"{"title":"没有权限","errors":[{"pointer":"#/type","message":"不能为空"}]}"##
        try await self.with([.init(status: .init(statusCode: status), body: problem)]) { _, client in
            var events = client.events(.after(7)).makeAsyncIterator()
            let error = await #expect(throws: ClientError.self) { try await events.next() }
            #expect(error?.status == status)
            #expect(error?.description == "没有权限 (HTTP \(status)) #/type 不能为空")
            #expect(error?.isPassing == (status == 503))
        }
    }

    @Test("What is no event is an error, not a reason to try again")
    func malformed() async throws {
        for text in ["data: {\n\n", "data: {\"specversion\":\"1.0\"}\n\n"] {
            try await self.with([Self.stream(text)]) { _, client in
                var events = client.events(.beginning).makeAsyncIterator()
                let error = await #expect(throws: ClientError.self) { try await events.next() }
                #expect(error?.code == .malformed)
            }
        }
    }

    @Test("A cancelled task stops following, though it waits to connect again")
    func cancellation() async throws {
        try await self.with([Self.stream("retry: 600000\n\n" + Self.frame(1, "a"))]) { _, client in
            let (started, begin) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                for try await _ in client.events(.beginning, interrupted: { _ in begin.yield() }) {}
            }
            for await _ in started { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}

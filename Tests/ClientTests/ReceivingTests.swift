import FoundationEssentials
import HTTPTestSupport
import Model
import NIOHTTP1
import Synchronization
import Testing

@testable import YizhanClient

@Suite("Receiving from a subscription as another system", .timeLimit(.minutes(1)))
struct ReceivingTests {
    private static let standing =
        #"{"name":"finance","state":"active","position":7,"head":9,"lag":2,"eventsPerSecond":1.25,"retrying":1,"deadLetters":0}"#
    private static let batch = """
        {"receipt":41,"attempt":2,"events":[
        {"specversion":"1.0","id":"a","source":"/partners","type":"partners.agreement.signed","sequence":"5",
        "subject":"协议/1","data":{"n":1}}]}
        """

    private static func with(
        _ replies: [TestServer.Reply], _ body: (EventClient, TestServer) async throws -> Void,
    ) async throws {
        try await TestServer.with(replies) { server, url in
            try await EventClient.with(url: url, token: "yz_x") { try await body($0, server) }
        }
    }

    @Test("What is subscribed to is said as the interface wants it, also twice when nobody answered")
    func subscribing() async throws {
        try await Self.with([.init(status: .serviceUnavailable), .init(status: .created, body: Self.standing)]) {
            client, server in
            var request = SubscriptionRequest(
                name: "finance", unit: "office", types: ["partners.*"], sources: ["/partners"], subjects: ["协议/*"],
                conditions: [DataCondition("国家", .oneOf, ["JP", "FR"]), DataCondition("end", .absent)],
                start: .since(Date(timeIntervalSince1970: 1_795_248_000)))
            request.keepsOrder = true
            let standing = try await client.subscribe(request)
            #expect(standing.lag == 2 && standing.position == 7 && standing.head == 9 && standing.retrying == 1)
            #expect(standing.eventsPerSecond == 1.25)
            #expect(server.requests.map(\.head.uri) == Array(repeating: "/events/v1/subscriptions", count: 2))
            let sent = try JSON(parsing: server.requests[1].body)
            #expect(
                sent == [
                    "name": "finance", "unit": "office", "types": [["type": "partners.*"]],
                    "sources": [["source": "/partners"]], "subjects": [["subject": "协议/*"]],
                    "data": [
                        ["path": "国家", "is": "in", "value": ["JP", "FR"]], ["path": "end", "is": "absent"],
                    ],
                    "slots": 1, "attempts": 8, "keepsOrder": true, "time": "2026-11-21T08:00:00Z",
                ])
        }
    }

    @Test("A batch has events and a receipt, by which it is acknowledged, refused or kept for longer")
    func settling() async throws {
        let settled = #"{"acknowledged":2,"refused":1,"position":7}"#
        let answers =
            [Self.batch, settled, settled, settled, settled, #"{"until":"2026-11-21T08:00:00Z"}"#]
        try await Self.with(answers.map { .init(body: $0) }) { client, server in
            let batch = try #require(
                try await client.receive("财务", limit: 3, wait: .seconds(5), visibility: .seconds(90)))
            #expect(batch.receipt == 41)
            #expect(batch.attempt == 2)
            #expect(batch.events.map(\.subject) == ["协议/1"])
            let settlement = try await batch.acknowledge(upTo: 5)
            #expect(settlement.acknowledged == 2 && settlement.refused == 1 && settlement.position == 7)
            try await batch.acknowledge()
            try await batch.refuse([5], because: "余额不足", retryIn: .seconds(30))
            try await batch.refuse(because: "later")
            let until = try await batch.extend(for: .seconds(120))
            #expect(until.timeIntervalSince1970 == 1_795_248_000)
            let base = "/events/v1/subscriptions/%E8%B4%A2%E5%8A%A1"
            #expect(
                server.requests.map(\.head.uri) == [
                    "\(base)/receive?limit=3&wait=5&visibility=90", "\(base)/acknowledge", "\(base)/acknowledge",
                    "\(base)/refuse", "\(base)/refuse", "\(base)/extend",
                ])
            #expect(server.requests.allSatisfy { $0.head.method == .POST })
            let said = try server.requests.dropFirst().map { try JSON(parsing: $0.body) }
            #expect(
                said == [
                    ["receipt": 41, "upTo": 5], ["receipt": 41],
                    ["receipt": 41, "positions": [["position": 5]], "reason": "余额不足", "seconds": 30],
                    ["receipt": 41, "reason": "later"], ["receipt": 41, "seconds": 120],
                ])
        }
    }

    @Test("When there is nothing there is no batch, and a receipt that does not hold is said to be so")
    func nothing() async throws {
        let void = #"{"type":"/problems/receipt-void","title":"The receipt does not hold","status":409}"#
        try await Self.with([
            .init(body: #"{"events":[]}"#), .init(body: Self.batch), .init(status: .conflict, body: void),
        ]) { client, server in
            #expect(try await client.receive("finance") == nil)
            let batch = try #require(try await client.receive("finance"))
            let error = await #expect(throws: ClientError.self) { try await batch.acknowledge() }
            #expect(error?.status == 409)
            #expect(server.requests.count == 3)
        }
    }

    @Test("Batches come one after the other, through interruptions, until the services refuse")
    func batches() async throws {
        let interruptions = Mutex(0)
        let problem = #"{"type":"/problems/not-found","title":"Not found","status":404}"#
        try await Self.with([
            .init(body: #"{"events":[]}"#), .init(body: Self.batch), .init(body: Self.batch, isCut: true),
            .init(status: .serviceUnavailable), .init(body: Self.batch), .init(status: .notFound, body: problem),
        ]) { client, server in
            var receipts: [Int] = []
            let error = await #expect(throws: ClientError.self) {
                for try await batch in client.batches(
                    of: "finance", interrupted: { _ in interruptions.withLock { $0 += 1 } })
                {
                    receipts.append(batch.receipt)
                }
            }
            #expect(error?.status == 404)
            #expect(receipts == [41, 41])
            #expect(interruptions.withLock { $0 } == 2)
            #expect(server.requests.count == 6)
            #expect(server.requests.last?.head.uri.contains("wait=25") == true)
        }
    }

    @Test("Services that were never there are no interruption, and whoever is cancelled stops")
    func ends() async throws {
        try await Self.with([.init(status: .serviceUnavailable)]) { client, server in
            let error = await #expect(throws: ClientError.self) {
                for try await _ in client.batches(of: "finance") {}
            }
            #expect(error?.code == .unavailable)
            #expect(server.requests.count == 1)
        }
        try await Self.with([.init(body: #"{"events":[]}"#)]) { client, _ in
            let following = Task {
                for try await _ in client.batches(of: "finance") {}
            }
            following.cancel()
            await #expect(throws: (any Error).self) { try await following.value }
        }
    }
}

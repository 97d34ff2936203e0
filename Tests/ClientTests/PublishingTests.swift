import FoundationEssentials
import HTTPTestSupport
import Model
import NIOHTTP1
import Testing

@testable import YizhanClient

@Suite("Publishing and reading as another system", .timeLimit(.minutes(5)))
struct PublishingTests {
    private static let event = NewEvent(
        source: "/integrators/university/finance", type: "cn.edu.example.payment.received", subject: "payments/17",
        data: ["金额": 120_000])

    @Test("What was not answered is sent again as it was, so that it is known by its id")
    func again() async throws {
        let replies: [TestServer.Reply] = [
            .init(status: .serviceUnavailable), .init(body: "{", isCut: true),
            .init(status: .accepted, body: #"{"ids":["a"],"published":0,"known":1}"#),
        ]
        try await TestServer.with(replies) { server, url in
            let publication = try await EventClient.with(url: url, token: "yz_x") { client in
                try await client.publish(Self.event)
            }
            #expect(publication == Publication(ids: ["a"], published: 0, known: 1))
            #expect(server.requests.count == 3)
            #expect(Set(server.requests.map(\.body)).count == 1)
            let request = try #require(server.requests.first)
            #expect(request.head.headers["content-type"] == ["application/cloudevents-batch+json"])
            let sent = try JSON(parsing: request.body)[0]
            #expect(sent?["id"]?.stringValue == Self.event.id.uuidString.lowercased())
            #expect(sent?["data"]?["金额"] == 120_000)
            #expect(sent?.objectValue?.keys.contains("unit") == false)
        }
    }

    @Test("A refusal is not repeated, and names what is wrong")
    func refused() async throws {
        let problem =
            ##"{"type":"/problems/validation","title":"Some values are not acceptable","errors":[{"pointer":"#/0/source"}]}"##
        try await TestServer.with([.init(status: .unprocessableEntity, body: problem)]) { server, url in
            try await EventClient.with(url: url, token: "yz_x") { client in
                let error = await #expect(throws: ClientError.self) { try await client.publish([Self.event]) }
                #expect(error?.code == .refused)
                #expect(error?.problem?["errors"]?[0]?["pointer"] == "#/0/source")
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("An event is scheduled for a moment and taken back by its id, also when the first answer was lost")
    func scheduling() async throws {
        let known = #"{"id":"a","source":"/b","due":"2026-11-21T08:00:00Z","state":"scheduled","known":true}"#
        let replies: [TestServer.Reply] = [
            .init(status: .serviceUnavailable), .init(body: known), .init(status: .noContent, body: ""),
            .init(status: .notFound, body: "{}"),
        ]
        try await TestServer.with(replies) { server, url in
            try await EventClient.with(url: url, token: "yz_x") { client in
                let made = try await client.schedule(Self.event, at: Date(timeIntervalSince1970: 1_795_248_000.25))
                #expect(made == Scheduling(id: "a", due: "2026-11-21T08:00:00Z", isKnown: true, isPublished: false))
                #expect(try await client.unschedule(Self.event.id, source: Self.event.source))
                #expect(try await client.unschedule(Self.event.id) == false)
            }
            let sent = try JSON(parsing: server.requests[1].body)
            #expect(sent["due"] == "2026-11-21T08:00:00.250000Z")
            #expect(sent["event"] == Self.event.json)
            #expect(server.requests[0].body == server.requests[1].body)
            let id = Self.event.id.uuidString.lowercased()
            #expect(
                server.requests.map { "\($0.head.method) \($0.head.uri)" } == [
                    "POST /events/v1/scheduled", "POST /events/v1/scheduled",
                    "DELETE /events/v1/scheduled/\(id)?source=%2Fintegrators%2Funiversity%2Ffinance",
                    "DELETE /events/v1/scheduled/\(id)",
                ])
        }
    }

    @Test("A portion of the log says where to go on, and an event gives its data as a type of one's own")
    func portion() async throws {
        struct Payment: Decodable, Equatable {
            let amount: Int
        }
        let body = """
            {"events":[{"specversion":"1.0","id":"a","source":"/b","type":"c","sequence":"5","data":{"amount":7}}],
            "next":9,"head":12,"incarnation":"1a2b3c4d"}
            """
        try await TestServer.with([.init(body: body)]) { server, url in
            let portion = try await EventClient.with(url: url, token: "yz_x") { client in
                let place = LogPlace(position: 4, incarnation: "0f0f0f0f")
                return try await client.log(
                    .after(place), EventSelection(types: ["c"]), limit: 3, wait: .seconds(20))
            }
            #expect(server.requests.first?.head.uri == "/events/v1/log?after=4%400f0f0f0f&limit=3&wait=20&type=c")
            #expect(portion.next == LogPlace(position: 9, incarnation: "1a2b3c4d"))
            #expect(portion.head == 12)
            #expect(portion.events.map(\.place) == [LogPlace(position: 5, incarnation: "1a2b3c4d")])
            #expect(try portion.events.first?.data(as: Payment.self) == Payment(amount: 7))
        }
    }
}

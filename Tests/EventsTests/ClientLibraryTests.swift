import Database
import FoundationEssentials
import HummingbirdTesting
import Model
import ServiceKit
import Testing
import YizhanClient

@testable import Events

/// The Swift library for other systems, against the service itself.
@Suite("The client library", .timeLimit(.minutes(5)))
struct ClientLibraryTests {
    private static let source = "/integrators/university/%E8%B4%A2%E5%8A%A1"

    @Test("What one system publishes another one follows, from where it left off, and a refusal names the attribute")
    func together() async throws {
        try await Station.open(live: true) { station in
            let url = "http://127.0.0.1:\(try #require(station.client.port))"
            let reader = try await station.token(.integrator, "university")
            try await EventClient.with(url: url, token: station.integrator, language: "zh-CN") { finance in
                try await EventClient.with(url: url, token: reader) { warehouse in
                    var followed = warehouse.events(.beginning, EventSelection(types: ["cn.edu.*"]))
                        .makeAsyncIterator()
                    var events = (0..<3).map { number in
                        NewEvent(
                            source: Self.source, type: "cn.edu.example.paid", subject: "付款/\(number)",
                            data: ["number": .integer(Int64(number))])
                    }
                    events[1].unit = "school"
                    let publication = try await finance.publish(events)
                    #expect(publication.published == 3)
                    #expect(publication.ids == events.map { $0.id.uuidString.lowercased() })
                    #expect(try await finance.publish(events[0]).known == 1)
                    var seen: [CloudEvent] = []
                    while seen.count < 2, let event = try await followed.next() { seen.append(event) }
                    #expect(seen.map(\.subject) == ["付款/0", "付款/1"])
                    #expect(seen.last?.unit == "school")
                    #expect(seen.last?.actor == "token:财务")

                    let rest = try await warehouse.log(.after(2), wait: .seconds(5))
                    #expect(rest.events.map(\.subject) == ["付款/2"])
                    #expect(rest.next == rest.events.last?.place && rest.head == 3)

                    events[0].type = "partners.agreement.signed"
                    let error = await #expect(throws: ClientError.self) { try await finance.publish(events[0]) }
                    #expect(error?.problem?["errors"]?[0]?["pointer"] == "#/0/type")
                    #expect(error?.description.contains("不能以各服务的名称开头") == true)
                    let ahead = await #expect(throws: ClientError.self) { try await warehouse.log(.after(99)) }
                    #expect(ahead?.status == 409)
                }
            }
        }
    }
}

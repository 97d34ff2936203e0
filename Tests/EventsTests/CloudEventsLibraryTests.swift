import Database
import Foundation
import HTTPTypes
import HummingbirdTesting
import Model
import NIOCore
import TestSupport
import Testing

@testable import Events

/// Somebody else's implementation of CloudEvents, the library `cloudevents` from PyPI, on both ends.
@Suite(
    "An independent CloudEvents library",
    .enabled(if: PythonLibraries.have("cloudevents"), .init(rawValue: PythonLibraries.absence)))
struct CloudEventsLibraryTests {
    private static let writer = """
        import base64, json, sys
        from cloudevents.core.v1.event import CloudEvent
        from cloudevents.core.bindings.http import to_binary_event, to_structured_event
        from cloudevents.core.formats.json import JSONFormat

        said = json.load(sys.stdin)
        for number, (attributes, data) in enumerate(said):
            attributes["id"] = attributes["id"][:-1] + str(number)
        events = [CloudEvent(attributes, data) for attributes, data in said]
        messages = [to_binary_event(event) for event in events[:2]] + [to_structured_event(event) for event in events[2:4]]
        requests = [(message.headers, message.body) for message in messages]
        format = JSONFormat()
        batch = b"[" + b",".join(format.write(event) for event in events) + b"]"
        requests.append(({"content-type": "application/cloudevents-batch+json"}, batch))
        print(json.dumps([
            {"headers": headers, "body": base64.b64encode(body).decode()} for headers, body in requests]))
        """

    private static let reader = """
        import json, sys
        from cloudevents.core.v1.event import CloudEvent
        from cloudevents.core.formats.json import JSONFormat

        format = JSONFormat()
        for text in json.load(sys.stdin):
            event = format.read(CloudEvent, json.dumps(text).encode())
            print(json.dumps([
                event.get_id(), event.get_source(), event.get_type(), event.get_subject(),
                event.get_time().isoformat(), event.get_extension("partitionkey"), event.get_extension("sequence"),
                event.get_data()], ensure_ascii=False))
        """

    @Test("What it writes in any mode is understood, and what is read from the log it understands")
    func bothWays() async throws {
        try await Station.open { station in
            let subjects = ["付款/17 \"a\" 100%", "a%20b", "ü", " x ", "驿站"]
            let said = subjects.map { subject -> JSON in
                [
                    [
                        "specversion": "1.0", "id": "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a10",
                        "source": "/integrators/university/%E8%B4%A2%E5%8A%A1", "type": "cn.edu.example.paid",
                        "subject": .string(subject), "partitionkey": .string("键 \(subject)"),
                        "datacontenttype": "application/json",
                    ], ["金额": 12, "文": "驿站 \" \\ 😀"],
                ]
            }
            let written = try PythonLibraries.run(Self.writer, JSON.array(said).bytes)
            let requests = try #require(try JSON(parsing: written).arrayValue, "\(written)")
            #expect(requests.count == 5)
            for request in requests {
                var headers: HTTPFields = [.authorization: "Bearer \(station.integrator)"]
                for header in try #require(request["headers"]?.objectValue) {
                    headers[try #require(HTTPField.Name(header.key))] = header.value.stringValue
                }
                let body = try #require(Data(base64Encoded: request["body"]?.stringValue ?? ""))
                let response = try await station.client.executeRequest(
                    uri: PublishRoute.path, method: .post, headers: headers, body: ByteBuffer(bytes: Array(body)))
                #expect(response.status == .accepted, "\(String(buffer: response.body)) \(headers)")
            }
            _ = try await station.owner.query("SELECT bus.tick()")
            let log = try await station.get("/events/v1/log")
            // The batch held all; four of them were known.
            #expect(log.events.count == 5)
            #expect(log.events.compactMap { $0["subject"]?.stringValue } == subjects)
            let read = try PythonLibraries.run(Self.reader, JSON.array(log.events).bytes)
            let understood = try read.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(understood.count == 5, "\(read)")
            for (number, event) in understood.enumerated() {
                #expect(event[0]?.stringValue == "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a1\(number)")
                #expect(event[1] == "/integrators/university/%E8%B4%A2%E5%8A%A1")
                #expect(event[3]?.stringValue == subjects[number])
                #expect(event[5]?.stringValue == "键 \(subjects[number])")
                #expect(event[6]?.stringValue == "\(number + 1)")
                #expect(event[7]?["文"] == "驿站 \" \\ 😀")
            }
        }
    }
}

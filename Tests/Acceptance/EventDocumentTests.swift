import Model
import TestSupport
import Testing

/// What a running office says about its events, held against the events themselves.
@Suite("The description of all events", .serialized)
struct EventDocumentTests {
    /// The whole document goes through the library `asyncapi3`, which knows every object of AsyncAPI 3.0 and refuses what
    /// it does not; every event goes through `jsonschema` with the payload that is declared for its type.
    private static let program = """
        import json, sys
        from asyncapi3.models.asyncapi import AsyncAPI3
        from jsonschema import Draft7Validator, RefResolver

        given = json.load(sys.stdin)
        document, events = given["document"], given["events"]
        AsyncAPI3.model_validate(document)
        resolver = RefResolver("", document)
        messages = document["components"]["messages"]
        payloads = {}
        for message in messages.values():
            Draft7Validator.check_schema(message["payload"])
            payloads[message["name"]] = Draft7Validator(message["payload"], resolver=resolver)
        for schema in document["components"]["schemas"].values():
            Draft7Validator.check_schema(schema)
        for event in events:
            name = event["type"] if event["type"] in payloads else "integrator"
            for error in payloads[name].iter_errors(event):
                print(name, "/".join(map(str, error.absolute_path)), error.message[:200])
                break
        print("checked", len(events), len({event["type"] for event in events}))
        """

    @Test("Nothing in it is null but an address, or leads nowhere, and all ways to the events are there")
    func structure() async throws {
        try await OfficeProcess.with { client in
            let answer = try await client.get("/events/asyncapi.json")
            #expect(answer.status == 200)
            let document = answer.json
            #expect(try await client.get("/events/v1/asyncapi.json").json == document)
            #expect(document["asyncapi"] == "3.0.0")
            #expect(document["channels"]?.objectValue?.keys == ["log", "stream", "webhook", "receive", "publish"])
            let declared = document["components"]?["messages"]?.objectValue ?? JSONObject()
            let messages = declared.keys
            let names = declared.compactMap { $0.value["name"]?.stringValue }
            for type in EventCatalogue.types { #expect(names.contains(type.name)) }
            for channel in document["channels"]?.objectValue ?? JSONObject() {
                for reference in channel.value["messages"]?.objectValue ?? JSONObject() {
                    let name = reference.value["$ref"]?.stringValue?.split(separator: "/").last.map(String.init)
                    #expect(messages.contains(name ?? ""))
                }
            }
        }
    }

    @Test(
        "Independent libraries accept it, and every event of a whole office is as it says",
        .enabled(
            if: PythonLibraries.have("asyncapi3, jsonschema"), Comment(rawValue: PythonLibraries.absence)))
    func events() async throws {
        try await OfficeProcess.with(["--demo"], environment: ["YIZHAN_WEBHOOK_NETWORKS": "203.0.113.0/24"]) { client in
            let agreements = Agreements(office: client)
            let institution = try await agreements.institution(["zh": "京都大学"], country: "JP")
            let webhook = try await client.post(
                "/events/v1/webhooks",
                ["name": "财务", "unit": "office", "url": "https://203.0.113.9/hook"])
            #expect(webhook.status == 201, "\(webhook.json)")
            let published = try await client.post(
                "/events/v1/events",
                [
                    "specversion": "1.0", "id": "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a11", "type": "cn.edu.example.paid",
                    "source": "/integrators/office/command%20line", "data": ["institution": .string(institution)],
                ], headers: ["Content-Type": "application/cloudevents+json"])
            #expect(published.status == 202, "\(published.json)")
            var events: [JSON] = []
            try await eventually("the example has been filled in", within: .seconds(240)) {
                let page = try await client.get("/events/v1/log?limit=5000&wait=2&after=\(events.count)").json
                events += page["events"]?.arrayValue ?? []
                return events.contains { $0["type"] == "experts.engagement.created" }
                    && page["events"]?.arrayValue?.isEmpty == true
            }
            // What was erased is there without its data.
            let erased = try await client.post("/events/v1/log/1/erase", ["reason": "测试"])
            #expect(erased.status == 200, "\(erased.json)")
            let first = try #require(try await client.get("/events/v1/log?limit=1").json["events"]?[0])
            #expect(first["data"] == nil)
            events.append(first)
            let document = try await client.get("/events/asyncapi.json").json
            let input: JSON = ["document": document, "events": .array(events)]
            let said = try PythonLibraries.run(Self.program, input.bytes, environment: "PYTHONWARNINGS=ignore")
            let kinds = Set(events.compactMap { $0["type"]?.stringValue })
            #expect(said == "checked \(events.count) \(kinds.count)")
            for prefix in ["partners.", "mobility.", "experts.", "events.webhook.", "cn.edu."] {
                #expect(kinds.contains { $0.hasPrefix(prefix) }, "\(prefix)")
            }
        }
    }
}

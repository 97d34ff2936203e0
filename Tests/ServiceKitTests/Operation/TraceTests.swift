import Database
import EventBus
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LibPQ
import Logging
import Model
import ServiceKit
import ServiceLifecycle
import TestSupport
import Testing

@Suite("Traces")
struct TraceTests {
    private static let given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test("A trace is what the specification says it is, and nothing else is passed on")
    func reading() throws {
        let trace = try #require(TraceContext(traceparent: Self.given))
        #expect(trace.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(trace.traceparent == Self.given)
        // A later version may say more; this one does not repeat it.
        let later = try #require(TraceContext(traceparent: "cc" + Self.given.dropFirst(2) + "-what-comes"))
        #expect(later.traceparent == Self.given)
        for text in [
            "", "nonsense", "路", String(Self.given.dropLast()), Self.given + "-", Self.given + "0",
            Self.given.uppercased(), "ff" + Self.given.dropFirst(2), "cc" + Self.given.dropFirst(2) + ".x",
            "00-\(String(repeating: "0", count: 32))-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-\(String(repeating: "0", count: 16))-01",
            Self.given.replacing("-", with: "_"), "\"}; DROP", String(repeating: "f", count: 4000),
        ] { #expect(TraceContext(traceparent: text) == nil, "\(text)") }
    }

    @Test("What those who record the trace say to each other is handed on as it came, or not at all")
    func state() async throws {
        for state in ["congo=t61rcWkgMzE,rojo=00f067aa0ba902b7", " a=1 ,,b@c=~", String(repeating: "x", count: 512)] {
            #expect(TraceContext(traceparent: Self.given, state: state)?.state == state, "\(state)")
        }
        for state in ["", String(repeating: "x", count: 513), "路=1", "a=1\n", "a=\u{7F}"] {
            let trace = try #require(TraceContext(traceparent: Self.given, state: state))
            #expect(trace.state == nil, "\(state)")
        }
        try await Office.open { office in
            var headers: HTTPFields = [.init("traceparent")!: Self.given]
            headers.append(HTTPField(name: .init("tracestate")!, value: "congo=t61"))
            headers.append(HTTPField(name: .init("tracestate")!, value: "rojo=1"))
            #expect(try await office.post(things, Thing.input(), headers).status == 201)
            // Without the trace that it belongs to it says nothing.
            let alone: HTTPFields = [.init("tracestate")!: "congo=t61"]
            #expect(try await office.post(things, Thing.input(), alone).status == 201)
            let states = try await office.owner.query("SELECT tracestate FROM bus.events ORDER BY seq")
            #expect(states.map { $0.string(0) } == ["congo=t61,rojo=1", nil])
        }
    }

    @Test("A trace that begins here is a valid one, and not the next one's")
    func generating() {
        let traces = (0..<100).map { _ in TraceContext.generate() }
        #expect(Set(traces.map(\.traceID)).count == 100)
        for trace in traces { #expect(TraceContext(traceparent: trace.traceparent) == trace) }
    }

    @Test("An event carries the caller's trace when there is one, else one that its request began")
    func requests() async throws {
        try await Office.open { office in
            let headers = [
                Self.given, "nonsense", "\"}; DROP", String(repeating: "f", count: 4000),
            ]
            for header in headers {
                #expect(try await office.post(things, Thing.input(), [.init("traceparent")!: header]).status == 201)
            }
            #expect(try await office.number("SELECT count(*) FROM bus.events WHERE traceparent = \(Self.given)") == 1)
            let others = try await office.owner.query(
                "SELECT DISTINCT traceparent FROM bus.events WHERE traceparent <> \(Self.given)")
            #expect(others.count == 3)
            #expect(try others.allSatisfy { TraceContext(traceparent: try $0.decode(0)) != nil })
            // A change, a deletion, and an import belong to theirs as well.
            let made = try await office.post(things, Thing.input())
            let trace: HTTPFields = [.init("traceparent")!: Self.given, .ifMatch: "*"]
            _ = try await office.send(
                .patch, "\(things)/\(made.id)", raw: JSON.object(JSONObject()).mergePatched(with: ["seats": 3]).bytes,
                type: "application/merge-patch+json", trace)
            _ = try await office.send(
                .post, "\(things)/import", raw: JSON.array([Thing.input("导入")]).bytes, type: "application/json", trace)
            _ = try await office.send(.delete, "\(things)/\(made.id)", trace)
            #expect(try await office.number("SELECT count(*) FROM bus.events WHERE traceparent = \(Self.given)") == 4)
        }
    }

    @Test("A refusal says which trace it belongs to")
    func refusals() async throws {
        try await Office.open { office in
            let answer = try await office.post(things, [:], [.init("traceparent")!: Self.given])
            #expect(answer.status == 422)
            #expect(answer.headers[.init("traceresponse")!] == Self.given)
            let page = try await office.get("/nonsense")
            #expect(page.headers[.init("traceresponse")!].flatMap { TraceContext(traceparent: $0) } != nil)
        }
    }

    @Test("Lines that are logged in a trace name it")
    func logging() async {
        #expect(Logger.MetadataProvider.trace.get().isEmpty)
        let trace = TraceContext.generate()
        await trace.run {
            #expect(Logger.MetadataProvider.trace.get() == ["trace_id": "\(trace.traceID)"])
            await Task { #expect(TraceContext.current == trace) }.value
        }
        #expect(TraceContext.current == nil)
    }

    @Test("From a request over its event to what a handler publishes, all is one trace")
    func endToEnd() async throws {
        try await Office.open { office in
            let runtime = office.host.runtimes[0]
            let projection = Projection("samples.echoes", filter: EventFilter(types: ["samples.thing.created"])) {
                event, connection in
                // What it makes of its own, and a record that it keeps.
                try await connection.execute(
                    EventBus.insert(
                        EventDraft(source: "/samples", type: "samples.echo.made", subject: event.subject)))
                _ = try await runtime.keeper.create(
                    Place.resource, Place.input("回声"), as: .system("echo"), on: connection)
            }
            let consumer = runtime.bus.subscription(
                projection.name, filter: projection.filter, on: runtime.pool, handler: projection.handle)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await runtime.bus.run() }
                group.addTask { try await consumer.run() }
                defer { group.cancelAll() }
                // Several at a time, so that a batch holds different traces.
                let made = try await withThrowingTaskGroup(of: (String, String).self) { group in
                    for number in 0..<20 {
                        group.addTask {
                            let trace = TraceContext.generate().traceparent
                            let thing = try await office.post(
                                things, Thing.input("事项\(number)"), [.init("traceparent")!: trace])
                            return (thing.id, trace)
                        }
                    }
                    return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
                }
                try await eventually("every event had its echo") {
                    try await office.number("SELECT count(*) FROM bus.events WHERE type = 'samples.place.created'")
                        == 20
                }
                for (id, trace) in made {
                    let echoes = try await office.owner.query(
                        "SELECT type FROM bus.events WHERE traceparent = \(trace) ORDER BY seq")
                    #expect(
                        try echoes.map { try $0.decode(0, as: String.self) } == [
                            "samples.thing.created", "samples.echo.made", "samples.place.created",
                        ], "\(id)")
                }
            }
        }
    }
}

import Metrics
import Model
import Testing

@testable import ServiceKit

@Suite("Figures as text")
struct ExpositionTests {
    @Test("Each metric is described once, with its values in one block, in the order of the names")
    func blocks() {
        var exposition = Exposition()
        exposition.gauge("b_bytes", "Later", 1.5, [("pool", "partners")])
        exposition.counter("a_total", "Earlier", 3)
        exposition.gauge("b_bytes", "Later", -2, [("pool", "mobility")])
        #expect(
            exposition.text == """
                # HELP a_total Earlier
                # TYPE a_total counter
                a_total 3
                # HELP b_bytes Later
                # TYPE b_bytes gauge
                b_bytes{pool="partners"} 1.5
                b_bytes{pool="mobility"} -2

                """)
    }

    @Test("Whatever stands in a label or an explanation, the line remains one line")
    func escaping() {
        var exposition = Exposition()
        exposition.gauge("x", "反斜杠 \\ 与\n换行 \"引号\"", 1, [("路径", "a"), ("path", "西\\安\n\"é\"")])
        #expect(exposition.text.contains(#"# HELP x 反斜杠 \\ 与\n换行 "引号""#))
        #expect(exposition.text.contains(#"path="西\\安\n\"é\"""#))
        #expect(exposition.text.split(separator: "\n").count == 3)
    }

    @Test("Values that are no ordinary numbers are written as readers expect them")
    func values() {
        let cases: [(Double, String)] = [
            (.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (0, "0"), (1e15, "1000000000000000"),
            (0.1, "0.1"), (1e-7, "1e-07"), (1.5e300, "1.5e+300"),
        ]
        for (value, text) in cases {
            var exposition = Exposition()
            exposition.gauge("x", "x", value)
            #expect(exposition.text.hasSuffix("\nx \(text)\n"))
        }
    }

    @Test("The buckets of a histogram count everything up to their bounds")
    func histogram() {
        let registry = MetricsRegistry()
        let timer = Metrics.Timer(label: "http.wait", dimensions: [("le", "x")], factory: registry)
        for milliseconds in [1, 2, 30, 700, 60_000] { timer.recordMilliseconds(milliseconds) }
        let text = Self.text(registry)
        #expect(text.contains("# TYPE http_wait_seconds histogram"))
        #expect(text.contains(#"http_wait_seconds_bucket{label_le="x",le="0.001"} 1"#))
        #expect(text.contains(#"http_wait_seconds_bucket{label_le="x",le="0.0025"} 2"#))
        #expect(text.contains(#"http_wait_seconds_bucket{label_le="x",le="0.05"} 3"#))
        #expect(text.contains(#"http_wait_seconds_bucket{label_le="x",le="10"} 4"#))
        #expect(text.contains(#"http_wait_seconds_bucket{label_le="x",le="+Inf"} 5"#))
        #expect(text.contains(#"http_wait_seconds_count{label_le="x"} 5"#))
        #expect(text.contains(#"http_wait_seconds_sum{label_le="x"} 60.733"#))
    }

    @Test("What libraries count and measure gets a name that says what it is, and one value however often it is made")
    func registry() {
        let registry = MetricsRegistry()
        for _ in 0..<2 {
            Counter(label: "9 requests/served", dimensions: [("a-b", "1"), ("a-b", "2")], factory: registry).increment()
        }
        FloatingPointCounter(label: "work_total", factory: registry).increment(by: 0.25)
        FloatingPointCounter(label: "work_total", factory: registry).increment(by: -1.0)
        let meter = Meter(label: "open", factory: registry)
        meter.increment(by: 3.0)
        meter.decrement()
        Recorder(label: "size", dimensions: [], aggregate: true, factory: registry).record(50)
        // Another kind under the same name is left out, and counting goes on.
        Gauge(label: "work_total", factory: registry).record(7)
        let text = Self.text(registry)
        #expect(text.contains("_9_requests_served_total{a_b=\"1\"} 2\n"))
        #expect(text.contains("\nwork_total 0.25\n"))
        #expect(text.contains("\nopen 2\n"))
        #expect(text.contains("size_bucket{le=\"100\"} 1\n"))
        #expect(!text.contains("work_total 7"))
        meter.destroy()
        #expect(!Self.text(registry).contains("open"))
    }

    @Test("A collector that fails or hangs takes only its own figures with it")
    func collectors() async {
        struct Failure: Error {}
        let collectors = [
            MetricsCollector("good") { $0.gauge("good_value", "Good", 1) },
            MetricsCollector("bad") { exposition in
                exposition.gauge("bad_value", "Bad", 1)
                throw Failure()
            },
            MetricsCollector("hanging") { _ in try await Task.sleep(for: .seconds(600)) },
        ]
        var start = Exposition()
        start.counter("start_total", "Start", 1)
        let text = await collectors.exposition(startingFrom: start).text
        #expect(text.contains("good_value 1\n"))
        #expect(text.contains("start_total 1\n"))
        #expect(!text.contains("bad_value"))
        #expect(text.contains("yizhan_collector_success{collector=\"good\"} 1\n"))
        #expect(text.contains("yizhan_collector_success{collector=\"bad\"} 0\n"))
        #expect(text.contains("yizhan_collector_success{collector=\"hanging\"} 0\n"))
    }

    private static func text(_ registry: MetricsRegistry) -> String {
        var exposition = Exposition()
        registry.write(to: &exposition)
        return exposition.text
    }
}

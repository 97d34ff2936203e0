import Database
import EventBus
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import ServiceKit
import TestSupport
import Testing

@Suite("Figures of a running process")
struct MetricsRouteTests {
    private static let scraper = "采集-4f1d2c8b9a7e6053"

    @Test("They are shown to a scraper with the token and to administrators of the university, and to nobody else")
    func access() async throws {
        try await Office.open(metricsToken: Self.scraper) { office in
            #expect(try await office.get("/metrics", as: Self.scraper).status == 200)
            #expect(try await office.get("/metrics").status == 200)
            try await office.get("/metrics", as: "").requireProblem(401, "unauthenticated")
            try await office.get("/metrics", as: Self.scraper + "x").requireProblem(401, "unauthenticated")
            for role in Role.allCases {
                let token = try await office.token(role, "school")
                try await office.get("/metrics", as: token).requireProblem(403, "forbidden")
            }
            let auditor = try await office.token(.approver, "university")
            try await office.get("/metrics", as: auditor).requireProblem(403, "forbidden")
            // The scraper's token opens nothing else.
            try await office.get(things, as: Self.scraper).requireProblem(401, "unauthenticated")
        }
    }

    @Test("Without a token of its own, a scraper is nobody")
    func closed() async throws {
        try await Office.open { office in
            try await office.get("/metrics", as: "").requireProblem(401, "unauthenticated")
            try await office.get("/metrics", as: "Bearer").requireProblem(401, "unauthenticated")
        }
    }

    @Test("Requests are counted by route, never by path, and what senders make up is no figure of its own")
    func requests() async throws {
        try await Office.open(metricsToken: Self.scraper) { office in
            let made = try await office.post(things, Thing.input())
            for _ in 0..<3 { _ = try await office.get("\(things)/\(made.id)") }
            _ = try await office.get("\(things)/\(RecordID.generate())")
            _ = try await office.send(.head, things)
            _ = try await office.post(things, ["kind": "没有"])
            _ = try await office.get("/没有/\(made.id)".addingPercent)
            for method in ["BREW", "STEEP"] { _ = try await office.send(try #require(.init(method)), things) }
            let answer = try await office.get("/metrics", as: Self.scraper)
            #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.headers[.cacheControl] == "no-store")
            let text = answer.text
            func requests(_ method: String, _ route: String, _ status: Int) -> String {
                "yizhan_http_requests_total{method=\"\(method)\",route=\"\(route)\",status=\"\(status)\"}"
            }
            #expect(text.contains("\(requests("POST", things, 201)) 1\n"), "\(text)")
            #expect(text.contains("\(requests("GET", "\(things)/{id}", 200)) 3\n"))
            #expect(text.contains("\(requests("GET", "\(things)/{id}", 404)) 1\n"))
            #expect(text.contains("\(requests("HEAD", things, 200)) 1\n"))
            #expect(text.contains("\(requests("POST", things, 422)) 1\n"))
            #expect(text.contains("\(requests("GET", "none", 404)) 1\n"))
            #expect(text.contains("\(requests("other", things, 405)) 2\n"))
            #expect(
                text.contains("yizhan_http_request_duration_seconds_count{method=\"GET\",route=\"\(things)/{id}\"} 4\n")
            )
            // The one that is being answered.
            #expect(text.contains("\nyizhan_http_requests_active 1\n"))
            #expect(!text.contains(made.id))
        }
    }

    @Test("Pools, bus, log and process have their figures, and an independent reader understands them all")
    func figures() async throws {
        try await Office.open(metricsToken: Self.scraper) { office in
            _ = try await office.post(things, Thing.input())
            _ = try await office.number("SELECT bus.tick()")
            _ = try await office.post(things, Thing.input())
            let text = try await office.get("/metrics", as: Self.scraper).text
            for line in [
                "yizhan_pool_connections_max{pool=\"samples\"} 4", "yizhan_pool_waiting{pool=\"samples\"} 0",
                "yizhan_bus_listening 0", "yizhan_log_head 1", "yizhan_log_waiting_events 1",
                "yizhan_log_advancing 1", "yizhan_collector_success{collector=\"log\"} 1",
                "# TYPE yizhan_pool_wait_seconds summary", "# TYPE yizhan_postgres_notify_queue_usage_ratio gauge",
                "# TYPE yizhan_postgres_oldest_transaction_seconds gauge", "# TYPE process_cpu_seconds_total counter",
            ] { #expect(text.contains("\(line)\n"), "\(line)") }
            guard Python.has("prometheus_client") else { return }
            let verdict = try Python.run(
                """
                import sys
                from prometheus_client.parser import text_string_to_metric_families as read
                families = list(read(sys.stdin.read()))
                assert all(f.type in ("counter", "gauge", "histogram", "summary") and f.documentation for f in families)
                names = [f.name for f in families]
                assert len(names) == len(set(names))
                print(sum(len(f.samples) for f in families))
                """, with: "prometheus_client", input: Array(text.utf8))
            let samples = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.count
            #expect(verdict == "\(samples)\n")
        }
    }

    @Test("What subscriptions have done and have left to do has its figures")
    func subscriptions() async throws {
        try await Office.open(metricsToken: Self.scraper) { office in
            for _ in 0..<2 { _ = try await office.post(things, Thing.input()) }
            _ = try await office.number("SELECT bus.tick()")
            let name = "samples.统计"
            let subscription = office.host.bus.subscription(
                name, options: SubscriptionOptions(start: .beginning, failure: .passOver(after: 1))
            ) { batch, _ in
                if batch.events.contains(where: { $0.position == 2 }) { throw Unwanted() }
            }
            let administrator = SubscriptionOperator(office.host.runtimes[0].pool)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await subscription.run() }
                try await eventually { try await administrator.subscriptions(named: name).first?.dead == 1 }
                group.cancelAll()
                try await group.waitForAll()
            }
            _ = try await office.post(things, Thing.input())
            _ = try await office.number("SELECT bus.tick()")
            let text = try await office.get("/metrics", as: Self.scraper).text
            let label = "subscription=\"\(name)\""
            for line in [
                "yizhan_bus_events_handled_total{\(label),outcome=\"handled\"} 1",
                "yizhan_bus_events_handled_total{\(label),outcome=\"retrying\"} 0",
                "yizhan_bus_events_handled_total{\(label),outcome=\"dead\"} 1",
                "yizhan_bus_delivery_latency_seconds_count{\(label)} 1",
                "yizhan_subscription_lag_events{\(label)} 1", "yizhan_subscription_active{\(label)} 1",
                "yizhan_subscription_failures{\(label),state=\"dead\"} 1",
                "yizhan_subscription_slots{\(label)} 1", "yizhan_subscription_slots_held{\(label)} 0",
            ] { #expect(text.contains("\(line)\n"), "\(line) in \(text)") }
            try await administrator.pause(name)
            let paused = try await office.get("/metrics", as: Self.scraper).text
            #expect(paused.contains("yizhan_subscription_active{\(label)} 0\n"))
        }
    }

    @Test("When the database is gone, the figures of the process are still there and say so")
    func outage() async throws {
        try await Office.open(metricsToken: Self.scraper) { office in
            try await office.database.drop()
            let answer = try await office.get("/metrics", as: Self.scraper)
            #expect(answer.status == 200)
            #expect(answer.text.contains("yizhan_collector_success{collector=\"log\"} 0\n"))
            #expect(answer.text.contains("yizhan_collector_success{collector=\"pools\"} 1\n"))
            #expect(!answer.text.contains("yizhan_log_head"))
        }
    }

    @Test("A log that stands still is an alarm of its own, and no reason to send requests elsewhere")
    func stagnation() async throws {
        try await Office.open { office in
            #expect(try await office.get("/readyz/log", as: "").text == "advancing\n")
            _ = try await office.post(things, Thing.input())
            _ = try await office.number("SELECT bus.tick()")
            #expect(try await office.get("/readyz/log", as: "").text == "advancing\n")
            // Two events since, whose positions nobody has given for a minute.
            _ = try await office.post(things, Thing.input())
            _ = try await office.post(things, Thing.input())
            #expect(try await office.get("/readyz/log", as: "").status == 200)
            _ = try await office.owner.execute("UPDATE bus.ticks SET at = at - interval '61 seconds'")
            _ = try await office.owner.execute("UPDATE bus.events SET time = time - interval '60 seconds'")
            let alarm = try await office.get("/readyz/log", as: "")
            #expect(alarm.status == 503)
            #expect(alarm.text.hasPrefix("the log stands still: 2 events have waited 6"), "\(alarm.text)")
            let ready = try await office.get("/readyz", as: "")
            #expect(ready.status == 200)
            #expect(ready.text.hasPrefix("ready; ") && ready.text.contains("the log stands still"))
            _ = try await office.number("SELECT bus.tick()")
            #expect(try await office.get("/readyz/log", as: "").text == "advancing\n")
        }
    }
}

private struct Unwanted: Error {}

extension String {
    fileprivate var addingPercent: String {
        self.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16, uppercase: true) }.joined()
    }
}

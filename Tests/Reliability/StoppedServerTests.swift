import Database
import FoundationEssentials
import Model
import NIOHTTP1
import ServiceKit
import Synchronization
import TestSupport
import Testing

/// A PostgreSQL server that is gone without a word, under services at work.
@Suite("A stopped server", .serialized, .timeLimit(.minutes(2)))
struct StoppedServerTests {
    private struct Question: Sendable {
        var method = HTTPMethod.GET
        let path: String
        var body: JSON?
        var form: String?
        var sender = Station.Sender.program
        var headers: [String: String] = [:]
    }

    @Test("everybody is told within seconds, in their language, and afterwards all goes on and nothing is doubled")
    func outage() async throws {
        let cluster = try ThrowawayCluster(settings: ["synchronous_commit": "on"])
        var configuration = HostConfiguration(databaseURL: cluster.url, port: 0)
        configuration.connections = 4
        try await Station.open(configuration) { station in
            let known = try await station.send(.POST, Station.institutions, Station.institution("前一所大学"))
            try #require(known.status == 201, "\(known.text)")
            let heard = Mutex<[Int]>([])
            let openings = Mutex(0)
            let follower = Task {
                // As a browser would: whoever is disconnected comes back with the last position.
                while !Task.isCancelled {
                    openings.withLock { $0 += 1 }
                    try? await station.follow(after: heard.withLock { $0.last ?? 0 }) { position in
                        heard.withLock { $0.append(position) }
                    }
                }
            }
            defer { follower.cancel() }
            try await eventually("the stream runs") { heard.withLock { $0.count } == 1 }
            let waiting = Task { try await station.send(.GET, "/events/v1/log?after=1&wait=8") }

            try await self.stopInTheMiddle(cluster, station, known)
            try await self.askWithout(station, known)

            try cluster.start()
            try await eventually("the services are back") {
                let ready = try await station.send(.GET, "/readyz")
                let list = try await station.send(.GET, Station.institutions)
                return ready.status == 200 && list.status == 200
            }
            // What was sent and not answered for sure is sent again under its key.
            let again = try await station.send(
                .POST, Station.institutions, Station.institution("途中"), ["idempotency-key": "outage-1"])
            let oncemore = try await station.send(
                .POST, Station.institutions, Station.institution("途中"), ["idempotency-key": "outage-1"])
            #expect(again.status == 201, "\(again.text)")
            #expect(oncemore.id == again.id)
            let changed = try await station.send(
                .PATCH, "\(Station.institutions)/\(known.id)", ["website": "https://example.edu/"],
                ["if-match": "*", "content-type": "application/merge-patch+json"])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(try await station.send(.GET, "/partners/institutions", as: .browser).status == 200)

            let total = try await Station.number("SELECT count(*) FROM bus.events", cluster.url)
            try await eventually("the stream has everything") { heard.withLock { $0.count } >= total }
            #expect(heard.withLock { $0 } == Array(1...total), "each event once and in order")
            #expect(openings.withLock { $0 } == 1, "a browser that came back to a refusal would never come again")
            #expect([200, 503].contains(try await waiting.value.status))
            let traces = try await Station.traces(cluster.url)
            #expect(Set(traces).count == 1, "\(traces)")
            #expect(traces.first == 2)
            try await eventually("mobility has heard of both") {
                try await Station.number("SELECT count(*) FROM mobility.heard_institutions", cluster.url) == 2
            }
        }
        try cluster.stop()
    }

    /// Stops the server while it works on requests.
    private func stopInTheMiddle(
        _ cluster: ThrowawayCluster, _ station: Station, _ known: Station.Answer,
    ) async throws {
        let owner = Pool(
            try ConnectionConfiguration(url: cluster.url, applicationName: "tests"), logger: TestDatabase.logger)
        try await owner.withConnection { connection in
            try await connection.script("BEGIN; LOCK TABLE partners.institutions IN EXCLUSIVE MODE")
            async let creation = station.send(
                .POST, Station.institutions, Station.institution("途中"),
                ["idempotency-key": "outage-1", "accept-language": "en"])
            async let change = station.send(
                .PATCH, "\(Station.institutions)/\(known.id)", ["note": "半途"],
                ["if-match": "*", "content-type": "application/merge-patch+json", "accept-language": "zh"])
            try await eventually("both wait in the database") {
                try await Station.number("SELECT count(*) FROM pg_locks WHERE NOT granted", cluster.url) >= 2
            }
            try cluster.stop()
            for answer in try await [creation, change] {
                #expect(answer.status == 503, "\(answer.text)")
                // Who cannot know must not claim to.
                #expect(answer.kind == "/problems/outcome-unknown")
                #expect(answer.headers.first(name: "retry-after") != nil)
            }
            #expect(try await creation.json["title"] == "Interrupted on the way")
            #expect(try await change.json["title"] == "处理中断")
        }
        await owner.shutdown()
    }

    /// Asks everything while there is no server.
    private func askWithout(_ station: Station, _ known: Station.Answer) async throws {
        let record = "\(Station.institutions)/\(known.id)"
        let patch = ["if-match": "*", "content-type": "application/merge-patch+json"]
        let questions = [
            Question(path: Station.institutions), Question(path: record), Question(path: "\(record)/history"),
            Question(path: "\(Station.institutions)/count"), Question(path: "\(Station.institutions)/export.csv"),
            Question(method: .POST, path: Station.institutions, body: Station.institution("停电")),
            Question(method: .PATCH, path: record, body: ["website": "https://x.example/"], headers: patch),
            Question(method: .DELETE, path: record, headers: ["if-match": "*"]),
            Question(
                method: .POST, path: "\(Station.institutions)/import", body: .array([Station.institution("停电")])),
            Question(path: "/partners/institutions", sender: .browser),
            Question(path: "/partners/institutions/\(known.id)", sender: .browser),
            Question(path: "/", sender: .browser),
            Question(method: .POST, path: "/sign-in", form: "code=whatever", sender: .nobody),
            Question(path: "/events/v1/log?after=0"), Question(path: "/events/v1/log?after=0&wait=30"),
            Question(path: "/events/v1/stream?after=0"), Question(path: "/identity/v1/people"),
            Question(path: "/mobility/v1/mobilities"),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for question in questions {
                for language in ["zh", "en"] {
                    group.addTask { try await self.requireExplanation(station, question, language) }
                }
            }
            group.addTask {
                let ready = try await station.send(.GET, "/readyz")
                #expect(ready.status == 503)
                let alive = try await station.send(.GET, "/healthz")
                #expect(alive.status == 200)
            }
            try await group.waitForAll()
        }
    }

    private func requireExplanation(_ station: Station, _ question: Question, _ language: String) async throws {
        var headers = question.headers
        headers["accept-language"] = language
        let answer = try await station.send(
            question.method, question.path, question.body, form: question.form, as: question.sender, headers)
        let what = "\(question.method) \(question.path) in \(language): \(answer.status) \(answer.text.prefix(300))"
        #expect(answer.status == 503, "\(what)")
        #expect(answer.headers.first(name: "retry-after") == "2", "\(what)")
        let words = language == "zh" ? "数据库暂时不可用" : "The database cannot be reached"
        #expect(answer.text.contains(words), "\(what)")
        switch question.sender {
        case .program:
            #expect(answer.headers.first(name: "content-type") == "application/problem+json", "\(what)")
            #expect(answer.kind == "/problems/busy", "\(what)")
        case .browser, .nobody:
            #expect(answer.headers.first(name: "content-type")?.hasPrefix("text/html") == true, "\(what)")
        }
        for detail in ["DatabaseError", "127.0.0.1", "postgres", "libpq", "connectionFailed", "SELECT"] {
            #expect(!answer.text.contains(detail), "\(what)")
        }
    }
}

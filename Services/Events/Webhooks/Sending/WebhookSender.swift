import AsyncHTTPClient
import EventBus
import FoundationEssentials
import Model
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ServiceKit

/// Sends one request, once, and says what came of it; it does not throw, because a failure is an outcome like others.
struct WebhookSender: Sendable {
    let clients: PinnedClients
    let gate: TargetGuard
    /// From the look-up of the name to the end of the answer.
    var timeout: Duration = .seconds(15)

    /// What is sent.
    struct Message: Sendable {
        let url: String
        /// The event's id, the same at every attempt.
        let id: String
        let body: [UInt8]
        /// The headers that its owner has given.
        let headers: [(name: String, value: String)]
        let secrets: [WebhookSecret]
        let attempt: Int
        /// The trace of the event (W3C Trace Context).
        var trace: TraceContext?
    }

    private struct TimedOut: Error {}

    func send(_ message: Message, at: Date) async -> WebhookAttempt {
        let start = ContinuousClock.now
        var attempt = WebhookAttempt(at: at, url: message.url, requestBody: WebhookAttempt.text(message.body))
        do {
            attempt = try await withThrowingTaskGroup(of: WebhookAttempt.self) { [attempt] group in
                group.addTask { try await self.exchange(message, at: at, attempt) }
                group.addTask {
                    try await Task.sleep(for: self.timeout)
                    throw TimedOut()
                }
                defer { group.cancelAll() }
                guard let done = try await group.next() else { throw TimedOut() }
                return done
            }
        } catch {
            attempt.failure = Self.word(for: error)
        }
        let parts = start.duration(to: .now).components
        attempt.milliseconds = Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
        return attempt
    }

    private func exchange(_ message: Message, at: Date, _ start: WebhookAttempt) async throws -> WebhookAttempt {
        var attempt = start
        let target = try WebhookTarget(message.url)
        let address = try await self.gate.address(of: target, attempt: message.attempt)
        attempt.address = address.description
        let timestamp = Int(at.timeIntervalSince1970)
        var headers: [(name: String, value: String)] = [
            ("content-type", "application/cloudevents+json; charset=utf-8"), ("user-agent", "yizhan-webhooks/1"),
            ("webhook-id", message.id), ("webhook-timestamp", "\(timestamp)"),
            (
                "webhook-signature",
                try message.secrets.signatures(id: message.id, timestamp: timestamp, body: message.body)
            ),
        ]
        if let trace = message.trace {
            headers.append(("traceparent", trace.traceparent))
            if let state = trace.state { headers.append(("tracestate", state)) }
        }
        headers += message.headers
        attempt.requestHeaders = WebhookAttempt.headers(
            headers, hiding: Set(message.headers.map { $0.name.lowercased() }))
        var request = HTTPClientRequest(url: target.url)
        request.method = .POST
        request.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        request.body = .bytes(message.body)
        let sent = request
        let before = attempt
        return try await self.clients.with(target.host, at: address) { client in
            try await Self.answer(client, sent, before)
        }
    }

    private static func answer(
        _ client: HTTPClient, _ request: HTTPClientRequest, _ start: WebhookAttempt,
    ) async throws -> WebhookAttempt {
        var attempt = start
        let response = try await client.execute(request, deadline: .now() + .minutes(1))
        attempt.status = Int(response.status.code)
        attempt.responseHeaders = WebhookAttempt.headers(response.headers.map { (name: $0.name, value: $0.value) })
        attempt.retryAfter = RetryAfter.read(response.headers.first(name: "retry-after"), now: attempt.at)
        var body: [UInt8] = []
        do {
            for try await part in response.body {
                body += part.readableBytesView.prefix(WebhookAttempt.keptBody - body.count)
                // The rest of a long answer is not worth anybody's time; leaving the loop ends the connection.
                if body.count >= WebhookAttempt.keptBody { break }
            }
        } catch  where !(error is CancellationError) {
            // The status decides; a receiver that breaks off after it has still received.
        }
        try Task.checkCancellation()
        attempt.responseBody = WebhookAttempt.text(body)
        return attempt
    }

    private static func word(for error: any Error) -> String {
        switch error {
        case let refused as WebhookTarget.Refused: refused.rawValue
        case is TimedOut, is CancellationError: "timeout"
        case let error as HTTPClientError where error == .connectTimeout || error == .deadlineExceeded: "timeout"
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: "tls"
        case is NIOConnectionError, is IOError: "connection"
        default: "\(type(of: error))" == "HTTPParserError" ? "not-http" : "connection"
        }
    }
}

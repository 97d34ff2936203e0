public import AsyncHTTPClient
import Model
import NIOCore
import NIOHTTP1

/// The event bus as another system sees it, over HTTP alone: publish, read the log, follow it.
///
/// ```swift
/// try await EventClient.with(url: "https://office.example.edu", token: token) { client in
///     let paid = NewEvent(
///         source: "/integrators/university/finance", type: "cn.edu.example.payment.received",
///         subject: "payments/17", data: ["amount": ["minor": 120000, "currency": "CNY"]])
///     try await client.publish(paid)
///     for try await event in client.events(.after(place), EventSelection(types: ["partners.agreement.*"])) {
///         try await keep(event, event.place)
///     }
/// }
/// ```
public struct EventClient: Sendable {
    let transport: Transport

    /// Makes a client over a connection pool that the caller ends.
    ///
    /// A pool whose read timeout is longer than a minute keeps no dead stream for alive and ends no long poll.
    ///
    /// - Parameters:
    ///   - url: where the services are.
    ///   - token: an API token, `yz_…`.
    ///   - language: in which the services explain refusals, as in `Accept-Language`.
    ///   - http: the connection pool.
    public init(url: String, token: String, language: String = "en", http: HTTPClient) {
        self.init(Transport(url: url, token: token, language: language, agent: "yizhan-client/1", http: http))
    }

    /// Makes a client of a transport.
    package init(_ transport: Transport) {
        self.transport = transport
    }

    /// Lends a client with a connection pool of its own.
    public static func with<Result>(
        url: String, token: String, language: String = "en", _ body: (EventClient) async throws -> Result,
    ) async throws -> Result {
        try await Transport.withPool { http in
            try await body(EventClient(url: url, token: token, language: language, http: http))
        }
    }

    /// Sends a request and reads the whole answer as JSON.
    func json(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil, seconds: Int64 = 120,
    ) async throws -> JSON {
        let response = try await self.transport.open(
            method, path, headers: headers, body: body, deadline: .now() + .seconds(seconds))
        do {
            let buffer = try await response.body.collect(upTo: 64 << 20)
            return try JSON(parsing: Array(buffer.readableBytesView))
        } catch let error as JSONSyntaxError {
            throw ClientError(.malformed, "The answer is no JSON (\(error)).")
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ClientError(.unreachable, "The answer broke off (\(error)).")
        }
    }

    /// How often what may be said twice is said.
    private static let attempts = 5

    /// Tries again what may be said twice, for some ten seconds.
    func retrying<Value>(_ body: () async throws -> Value) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await body()
            } catch let error as ClientError where error.isPassing && attempt < Self.attempts {
                try await Task.sleep(for: Backoff.pause(afterFailures: attempt + 1))
                attempt += 1
            }
        }
    }
}

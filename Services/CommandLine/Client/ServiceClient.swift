public import AsyncHTTPClient
public import Model
import NIOCore
public import NIOHTTP1

/// Talks to the services' HTTP API.
public struct ServiceClient: Sendable {
    /// A whole answer.
    public struct Answer: Sendable {
        /// The HTTP status.
        public let status: Int
        /// The headers.
        public let headers: HTTPHeaders
        /// The body.
        public let body: [UInt8]
    }

    /// An answer's body must fit into this many bytes when it is collected.
    static let bodyLimit = 64 << 20

    private let configuration: ClientConfiguration
    private let http: HTTPClient

    /// Makes a client over a connection pool that the caller ends.
    public init(_ configuration: ClientConfiguration, http: HTTPClient) {
        self.configuration = configuration
        self.http = http
    }

    /// The language of the terminal, in which the server explains itself too.
    public var language: DisplayLanguage { self.configuration.language.hasPrefix("zh") ? .zh : .en }

    /// Lends a client for the length of a command.
    public static func with<Result>(
        _ configuration: ClientConfiguration, _ body: (ServiceClient) async throws -> Result
    ) async throws -> Result {
        var settings = HTTPClient.Configuration()
        settings.redirectConfiguration = .disallow
        settings.timeout.connect = .seconds(10)
        // «Connection refused» is an answer: nobody listens there, and the reader should not wait for it.
        settings.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        do {
            let result = try await body(ServiceClient(configuration, http: http))
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    /// Sends a request and reads the whole answer.
    ///
    /// - Parameters:
    ///   - method: the HTTP method.
    ///   - path: path and query, beginning with a slash.
    ///   - headers: beside the token and a user agent.
    ///   - body: the request's body, if any.
    ///   - seconds: how long the answer may take.
    /// - Throws: ``CommandError`` when there is no answer, or its status is 400 or more.
    public func send(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil, seconds: Int64 = 120
    ) async throws -> Answer {
        let response = try await self.open(
            method, path, headers: headers, body: body, deadline: .now() + .seconds(seconds))
        let buffer = try await response.body.collect(upTo: Self.bodyLimit)
        return Answer(
            status: Int(response.status.code), headers: response.headers, body: Array(buffer.readableBytesView))
    }

    /// Sends a request and returns when the head of a good answer is here; its body is then read piece by piece.
    ///
    /// - Throws: ``CommandError`` when there is no answer, or its status is 400 or more.
    public func stream(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders = [:]
    ) async throws -> HTTPClientResponse {
        try await self.open(method, path, headers: headers, body: nil, deadline: .distantFuture)
    }

    private func open(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders, body: [UInt8]?, deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: self.configuration.url + path)
        request.method = method
        request.headers = headers
        request.headers.replaceOrAdd(name: "user-agent", value: "yizhan-cli")
        request.headers.replaceOrAdd(name: "accept-language", value: self.configuration.language)
        if let token = self.configuration.token {
            request.headers.replaceOrAdd(name: "authorization", value: "Bearer \(token)")
        }
        if let body { request.body = .bytes(body) }
        let response: HTTPClientResponse
        do {
            response = try await self.http.execute(request, deadline: deadline)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw CommandError(
                .unavailable,
                "No answer from \(self.configuration.url) (\(error)). Is it running? Start it with: yizhan up"
            )
        }
        guard response.status.code >= 400 else { return response }
        let buffer = try await response.body.collect(upTo: 1 << 20)
        throw Problem(status: Int(response.status.code), body: Array(buffer.readableBytesView)).error
    }
}

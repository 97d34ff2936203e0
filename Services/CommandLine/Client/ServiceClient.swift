public import AsyncHTTPClient
public import Model
import NIOCore
public import NIOHTTP1
public import YizhanClient

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
    private let transport: Transport

    /// Makes a client over a connection pool that the caller ends.
    public init(_ configuration: ClientConfiguration, http: HTTPClient) {
        self.configuration = configuration
        self.transport = Transport(
            url: configuration.url, token: configuration.token, language: configuration.language, agent: "yizhan-cli",
            http: http)
    }

    /// The event bus as this command sees it.
    public var events: EventClient { EventClient(self.transport) }

    /// The language of the terminal, in which the server explains itself too.
    public var language: DisplayLanguage { self.configuration.language.hasPrefix("zh") ? .zh : .en }

    /// Lends a client for the length of a command.
    public static func with<Result>(
        _ configuration: ClientConfiguration, _ body: (ServiceClient) async throws -> Result
    ) async throws -> Result {
        // An import may be worked on for two minutes before a word comes back.
        try await Transport.withPool(silence: .seconds(150)) { http in
            try await body(ServiceClient(configuration, http: http))
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
        let response = try await CommandError.explaining {
            try await self.transport.open(
                method, path, headers: headers, body: body, deadline: .now() + .seconds(seconds))
        }
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
        try await CommandError.explaining { try await self.transport.open(method, path, headers: headers) }
    }
}

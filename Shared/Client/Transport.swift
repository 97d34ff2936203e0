package import AsyncHTTPClient
package import NIOCore
package import NIOHTTP1

/// Sends requests to the services as one program, with its token.
package struct Transport: Sendable {
    /// Where the services are, without a closing slash.
    package let url: String
    private let token: String?
    private let language: String
    private let agent: String
    private let http: HTTPClient

    /// Makes one over a connection pool that the caller ends.
    package init(url: String, token: String?, language: String, agent: String, http: HTTPClient) {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        self.url = url
        self.token = token
        self.language = language
        self.agent = agent
        self.http = http
    }

    /// Lends a connection pool that suits the services.
    ///
    /// - Parameter silence: for how long nothing may come before a connection is taken for dead. The longest that is none
    ///   is a long poll of 60 seconds; a stream says something every 15 seconds.
    package static func withPool<Result>(
        silence: TimeAmount = .seconds(75), _ body: (HTTPClient) async throws -> Result,
    ) async throws -> Result {
        var settings = HTTPClient.Configuration()
        settings.redirectConfiguration = .disallow
        settings.timeout.connect = .seconds(10)
        settings.timeout.read = silence
        // «Connection refused» is an answer: nobody listens there, and the reader should not wait for it.
        settings.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        do {
            let result = try await body(http)
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    /// Sends a request and returns when the head of a good answer is here; its body is then read piece by piece.
    ///
    /// - Throws: ``ClientError`` when there is no answer, or its status is 400 or more.
    package func open(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil,
        deadline: NIODeadline = .distantFuture,
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: self.url + path)
        request.method = method
        request.headers = headers
        request.headers.replaceOrAdd(name: "user-agent", value: self.agent)
        request.headers.replaceOrAdd(name: "accept-language", value: self.language)
        if let token = self.token { request.headers.replaceOrAdd(name: "authorization", value: "Bearer \(token)") }
        if let body { request.body = .bytes(body) }
        let response: HTTPClientResponse
        do {
            response = try await self.http.execute(request, deadline: deadline)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw ClientError(.unreachable, "No answer from \(self.url) (\(error)).")
        }
        guard response.status.code >= 400 else { return response }
        let buffer = try? await response.body.collect(upTo: 1 << 20)
        throw ClientError(
            status: Int(response.status.code), body: buffer.map { Array($0.readableBytesView) } ?? [])
    }
}

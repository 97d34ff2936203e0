import AsyncHTTPClient
import Foundation
import Model
import NIOCore
import NIOHTTP1

/// A program that uses the HTTP interface, as an integrator would write it.
struct OfficeClient: Sendable {
    let url: String
    let token: String

    struct Answer: Sendable {
        let status: UInt
        let headers: HTTPHeaders
        let json: JSON

        var etag: String { self.headers.first(name: "ETag") ?? "" }
        var id: String { self.json["id"]?.stringValue ?? "" }

        /// Ends the test when the answer is a refusal for another reason than that news has not arrived yet.
        func requireUnderstood() throws {
            let rules = (self.json["errors"]?.arrayValue ?? []).compactMap { $0["rule"]?.stringValue }
            if self.status != 201, rules.contains(where: { $0 != "reference" && $0 != "business" }) {
                throw Refused(answer: self.json.description)
            }
        }
    }

    /// A refusal that waiting does not mend.
    struct Refused: Error {
        let answer: String
    }

    func get(_ path: String) async throws -> Answer { try await self.send("GET", path) }

    func post(_ path: String, _ body: JSON? = nil, headers: [String: String] = [:]) async throws -> Answer {
        try await self.send("POST", path, body, headers: headers)
    }

    func patch(_ path: String, _ body: JSON, version: String) async throws -> Answer {
        try await self.send("PATCH", path, body, headers: ["If-Match": version])
    }

    private func send(
        _ method: String, _ path: String, _ body: JSON? = nil, headers: [String: String] = [:],
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: self.url + path)
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "Authorization", value: "Bearer \(self.token)")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            if request.headers["Content-Type"].isEmpty {
                request.headers.add(name: "Content-Type", value: "application/json")
            }
            request.body = .bytes(body.bytes)
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = Array(try await response.body.collect(upTo: 64 << 20).readableBytesView)
        return Answer(
            status: response.status.code, headers: response.headers,
            json: bytes.isEmpty ? .null : try JSON(parsing: bytes))
    }

    /// Follows the stream of events until one satisfies a condition; its data, as it arrived.
    func firstEvent(after position: Int, where condition: (String) -> Bool) async throws -> String? {
        var request = HTTPClientRequest(url: "\(self.url)/events/v1/stream?after=\(position)")
        request.headers.add(name: "Authorization", value: "Bearer \(self.token)")
        request.headers.add(name: "Accept", value: "text/event-stream")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        var text = ""
        for try await buffer in response.body {
            text += String(buffer: buffer)
            while let end = text.range(of: "\n\n") {
                let frame = String(text[..<end.lowerBound])
                text.removeSubrange(..<end.upperBound)
                if condition(frame) { return frame }
            }
        }
        return nil
    }
}

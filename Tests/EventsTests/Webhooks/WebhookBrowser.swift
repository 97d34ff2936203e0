import HTTPTypes
import HummingbirdTesting
import Model
import NIOCore
import ServiceKit
import Testing

/// A signed-in browser at the pages of webhooks.
struct WebhookBrowser: Sendable {
    static let path = "/events/webhooks"

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String

        var location: String { self.headers[.location] ?? "" }
    }

    let desk: WebhookDesk
    private let session: String

    /// Makes an account with one role, and signs it in with a link.
    static func open(_ desk: WebhookDesk, _ role: Role, _ unit: String) async throws -> WebhookBrowser {
        let identity = desk.station.host.identity
        let name = "\(role)-\(unit)"
        try await identity.ensurePerson(name, role: role, unit: unit)
        let link = try await identity.createLink(person: name).text
        let answer = try await Self.send(
            desk, .post, "/sign-in", ["content-type": "application/x-www-form-urlencoded"], body: "code=\(link)")
        let cookie = try #require(answer.headers[.setCookie])
        return WebhookBrowser(desk: desk, session: String(cookie.prefix { $0 != ";" }))
    }

    func get(_ path: String = Self.path, language: String = "zh") async throws -> Answer {
        let mark = path.contains("?") ? "&" : "?"
        return try await Self.send(
            self.desk, .get, "\(path)\(mark)lang=\(language)", ["accept": "text/html", "cookie": self.session])
    }

    /// Sends a form as the browser would, with the token of the page that it stands on.
    func submit(
        _ path: String, _ fields: [(String, String)] = [], token: String? = nil,
    ) async throws -> Answer {
        let mine = try await self.token()
        let pairs = fields + [("_csrf", token ?? mine)]
        let body = pairs.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
        return try await Self.send(
            self.desk, .post, path,
            [
                "accept": "text/html", "cookie": self.session, "content-type": "application/x-www-form-urlencoded",
                "sec-fetch-site": "same-origin",
            ], body: body)
    }

    private func token() async throws -> String {
        let page = try await self.get("/events").text
        return String(try #require(page.firstMatch(of: /name="_csrf" value="([^"]+)"/)?.1))
    }

    private static func send(
        _ desk: WebhookDesk, _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String],
        body: String = "",
    ) async throws -> Answer {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let response = try await desk.station.client.executeRequest(
            uri: path, method: method, headers: fields, body: ByteBuffer(string: body))
        return Answer(
            status: response.status.code, headers: response.headers,
            text: String(decoding: response.body.readableBytesView, as: UTF8.self))
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

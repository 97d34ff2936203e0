import HTTPTypes
import Model
import ServiceKit
import Testing

/// A browser with its cookie.
struct Browser: Sendable {
    let office: Office
    /// The session's secret, as the cookie holds it.
    let secret: String

    /// Uses a fresh link, as a person does.
    static func signIn(_ office: Office, as person: String) async throws -> Browser {
        let link = try await office.host.identity.createLink(person: person).text
        let answer = try await office.send(
            .post, "/sign-in", raw: Array("code=\(link.queryEscaped)".utf8), type: "application/x-www-form-urlencoded",
            as: "", [.secFetchSite: "same-origin"])
        #expect(answer.status == 303)
        let cookie = try #require(answer.headers[.setCookie])
        let secret = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1)[1]
        return Browser(office: office, secret: String(secret))
    }

    func get(_ path: String, _ headers: HTTPFields = [.accept: "text/html"]) async throws -> Answer {
        var headers = headers
        headers[.cookie] = "yizhan_session=\(self.secret)"
        return try await self.office.get(path, as: "", headers)
    }

    /// Sends a form that one of our pages made, or what an attacker would send.
    func submit(
        _ path: String, _ fields: [(String, String)], token: String? = nil, site: String? = "same-origin",
        type: String = "application/x-www-form-urlencoded", accept: String = "text/html", from page: String? = nil,
    ) async throws -> Answer {
        let pairs = fields + (token.map { [("_csrf", $0)] } ?? [])
        let body = pairs.map { "\($0.0.queryEscaped)=\($0.1.queryEscaped)" }.joined(separator: "&")
        var headers: HTTPFields = [.accept: accept, .cookie: "yizhan_session=\(self.secret)"]
        headers[.secFetchSite] = site
        headers[.referer] = page
        return try await self.office.send(.post, path, raw: Array(body.utf8), type: type, as: "", headers)
    }

    /// Sends a form with files.
    func upload(
        _ path: String, files: [(name: String, content: [UInt8])], _ fields: [(String, String)] = [],
        token: String? = nil, site: String? = "same-origin", language: String = "zh-CN",
    ) async throws -> Answer {
        var body: [UInt8] = []
        for (name, value) in fields + (token.map { [("_csrf", $0)] } ?? []) {
            body += Array("--b7x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            let head = "--b7x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file.name)\"\r\n"
            body += Array("\(head)Content-Type: text/csv\r\n\r\n".utf8) + file.content + [0x0D, 0x0A]
        }
        body += Array("--b7x--\r\n".utf8)
        var headers: HTTPFields = [
            .accept: "text/html", .acceptLanguage: language, .cookie: "yizhan_session=\(self.secret)",
        ]
        headers[.secFetchSite] = site
        return try await self.office.send(
            .post, path, raw: body, type: "multipart/form-data; boundary=b7x", as: "", headers)
    }

    /// The token against forged forms, taken from a page.
    func formToken() async throws -> String {
        let page = try await self.get("/samples/things/new").text
        let field = try #require(page.firstRange(of: "name=\"_csrf\""))
        let tag = page[..<field.upperBound].lastIndex(of: "<") ?? page.startIndex
        let end = try #require(page[field.lowerBound...].firstIndex(of: ">"))
        let text = page[tag..<end]
        let value = try #require(text.firstRange(of: "value=\""))
        return String(text[value.upperBound...].prefix { $0 != "\"" })
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
    static let csrfToken = Self("X-CSRF-Token")!
    static let idempotencyKey = Self("Idempotency-Key")!
}

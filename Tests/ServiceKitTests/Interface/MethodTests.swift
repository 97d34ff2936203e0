import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import ServiceKit
import Testing

@Suite("Methods")
struct MethodTests {
    @Test("HEAD answers as GET does, with the same headers and no body")
    func head() async throws {
        try await Office.open { office in
            let made = try await office.post(places, Place.input("地点"))
            let paths = [
                "/healthz", "/readyz", "/sign-in", "/favicon.ico", "/", "/samples/places", "/samples/openapi.json",
                places, "\(places)/\(made.id)", "\(places)/\(made.id)/history", "\(places)/count", "\(places)/none",
                "/nonsense", "/identity/v1/me",
            ]
            let compared: [HTTPField.Name] = [
                .contentType, .contentLength, .eTag, .location, .cacheControl, .contentLanguage, .wwwAuthenticate,
            ]
            for path in paths {
                for token in [office.admin, ""] {
                    for accept in ["application/json", "text/html"] {
                        let get = try await office.get(path, as: token, [.accept: accept])
                        let head = try await office.send(.head, path, as: token, [.accept: accept])
                        #expect(head.status == get.status, "\(path) \(accept)")
                        #expect(head.bytes.isEmpty, "\(path) \(accept)")
                        for name in compared {
                            #expect(head.headers[name] == get.headers[name], "\(path) \(accept) \(name)")
                        }
                    }
                }
            }
            let known = try await office.send(.head, "\(places)/\(made.id)", [.ifNoneMatch: made.etag])
            #expect(known.status == 304)
        }
    }

    @Test("On a connection, what comes after an answer to HEAD is the next answer")
    func framing() async throws {
        try await Office.open { office in
            try await office.host.application().test(.live) { client in
                let port = try #require(client.port)
                let common = "Host: localhost\r\nAuthorization: Bearer \(office.admin)\r\n"
                for path in ["/healthz", places, "\(places)/export.csv", "\(places)/none", "\(places)/import"] {
                    let request =
                        "HEAD \(path) HTTP/1.1\r\n\(common)\r\nGET /healthz HTTP/1.1\r\n\(common)Connection: close\r\n\r\n"
                    let (answer, _) = await RawClient.exchange(port: port, Array(request.utf8))
                    let end = try #require(answer.firstRange(of: "\r\n\r\n"))
                    #expect(answer[end.upperBound...].hasPrefix("HTTP/1.1 200"), "\(path): \(answer)")
                    #expect(answer.hasSuffix("ok\n"), "\(path): \(answer)")
                }
            }
        }
    }

    @Test(
        "A method that a path does not have is refused with those that it has",
        arguments: [
            ("PUT", things, "GET, HEAD, POST"), ("OPTIONS", things, "GET, HEAD, POST"),
            ("TRACE", things, "GET, HEAD, POST"), ("BREW", things, "GET, HEAD, POST"),
            ("DELETE", things, "GET, HEAD, POST"), ("PUT", "\(things)/1", "DELETE, GET, HEAD, PATCH"),
            ("POST", "\(things)/1", "DELETE, GET, HEAD, PATCH"), ("GET", "\(things)/import", "POST"),
            ("HEAD", "\(things)/import", "POST"), ("POST", "/healthz", "GET, HEAD"), ("PUT", "/", "GET, HEAD"),
            ("PATCH", "/samples/things", "GET, HEAD, POST"), ("DELETE", "/identity/v1/people", "GET, HEAD, POST"),
            ("GET", "/sign-out", "POST"), ("POST", "/samples/openapi.json", "GET, HEAD"),
        ] as [(String, String, String)])
    func refused(method: String, path: String, allowed: String) async throws {
        try await Office.open { office in
            let method = try #require(HTTPRequest.Method(method))
            for token in [office.admin, ""] {
                for (language, words) in [("zh", "只接受"), ("en", "takes only")] {
                    let answer = try await office.send(method, path, as: token, [.acceptLanguage: language])
                    #expect(answer.headers[.allow] == allowed)
                    guard method != .head else {
                        #expect(answer.status == 405)
                        #expect(answer.bytes.isEmpty)
                        continue
                    }
                    answer.requireProblem(405, "method-not-allowed")
                    #expect(answer["detail"]?.stringValue?.contains(words) == true, "\(answer.text)")
                }
            }
            let page = try await office.send(method, path, [.accept: "text/html"])
            #expect(page.status == 405)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            let found = try await office.traces()
            #expect(found == [0, 0, 0, 0, 0])
        }
    }

    @Test("Where there is no path, no method helps", arguments: ["GET", "HEAD", "PUT", "OPTIONS", "POST", "BREW"])
    func unknownPath(method: String) async throws {
        try await Office.open { office in
            let method = try #require(HTTPRequest.Method(method))
            for path in ["/nonsense", "/samples/v1/nonsense", "\(things)/1/nonsense"] {
                let answer = try await office.send(method, path)
                #expect(answer.status == 404)
                #expect(answer.headers[.allow] == nil)
            }
        }
    }
}

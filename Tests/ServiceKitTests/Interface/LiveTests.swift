import Hummingbird
import HummingbirdTesting
import Model
import ServiceKit
import Testing

@Suite("Over a real connection")
struct LiveTests {
    private static func open(_ body: @escaping @Sendable (Office, _ port: Int) async throws -> Void) async throws {
        try await Office.open { office in
            try await office.host.application().test(.live) { client in
                try await body(office, try #require(client.port))
            }
        }
    }

    private static func head(_ line: String, _ office: Office, _ headers: [String] = []) -> [UInt8] {
        let lines = [
            "\(line) HTTP/1.1", "Host: localhost", "Authorization: Bearer \(office.admin)", "Connection: close",
        ]
        return Array((lines + headers).joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8)
    }

    @Test("Fifty megabytes are refused before they are sent")
    func announced() async throws {
        try await Self.open { office, port in
            for path in [things, "\(things)/import"] {
                let head = Self.head(
                    "POST \(path)", office, ["Content-Type: application/json", "Content-Length: 52428800"])
                let (answer, _) = await RawClient.exchange(port: port, head) { $0.contains("too-large") }
                #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer.prefix(200))")
                #expect(answer.contains("application/problem+json"))
            }
            let found = try await office.traces()
            #expect(found == [0, 0, 0, 0, 0])
        }
    }

    @Test("A body that does not say how long it is is refused on the way")
    func chunked() async throws {
        try await Self.open { office, port in
            let head = Self.head(
                "POST \(things)", office, ["Content-Type: application/json", "Transfer-Encoding: chunked"])
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 32, count: 0x10000) + Array("\r\n".utf8)
            let (answer, sent) = await RawClient.exchange(
                port: port, head, thenRepeating: chunk, times: 800, until: { $0.contains("too-large") })
            #expect(answer.hasPrefix("HTTP/1.1 413"), "\(answer.prefix(200))")
            #expect(sent < 50 << 20)
            let found = try await office.traces()
            #expect(found == [0, 0, 0, 0, 0])
        }
    }

    @Test("What is no HTTP, or too much of it, harms nobody else")
    func nonsense() async throws {
        try await Self.open { office, port in
            let long = String(repeating: "x", count: 300_000)
            for request in [
                Array("GET /\(things)?q=\(long) HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
                Array("\u{16}\u{3}\u{1}\r\n\r\n".utf8),
                Array("GET / HTTP/9.9\r\n\r\n".utf8),
                Array("POST \(things) HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n".utf8),
                Array("POST \(things) HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello".utf8),
                Array("GET / HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n".utf8),
            ] {
                let (answer, _) = await RawClient.exchange(port: port, request) { $0.contains("\r\n\r\n") }
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer.prefix(200))")
            }
            let (answer, _) = await RawClient.exchange(port: port, Self.head("GET \(things)", office))
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("Nothing in an address becomes a header")
    func headerInjection() async throws {
        try await Self.open { office, port in
            for number in 0..<2 { _ = try await office.post(things, Thing.input("\(number)")) }
            let evil = "%0d%0aX-Evil:%201%0d%0a%0d%0a%3Chtml%3E"
            for line in [
                "GET \(things)?limit=1&lang=\(evil)", "GET \(things)?limit=1&total=\(evil)", "GET /\(evil)",
                "GET /samples/things?done=\(evil)", "GET /sign-in?code=\(evil)", "GET \(things)/\(evil)",
            ] {
                let (answer, _) = await RawClient.exchange(port: port, Self.head(line, office))
                let end = try #require(answer.firstRange(of: "\r\n\r\n"))
                #expect(!answer[..<end.lowerBound].contains("X-Evil: 1"), "\(line)")
                #expect(answer.hasPrefix("HTTP/1.1 "))
            }
        }
    }
}

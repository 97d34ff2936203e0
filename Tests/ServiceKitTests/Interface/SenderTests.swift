import Database
import Hummingbird
import HummingbirdTesting
import Model
import ServiceKit
import Testing

/// Senders who send too much, too slowly, or not to the end.
@Suite("Troublesome senders")
struct SenderTests {
    private static func open(
        _ limits: RequestLimits = RequestLimits(),
        _ body: @escaping @Sendable (Office, _ port: Int) async throws -> Void,
    ) async throws {
        try await Office.open(limits: limits) { office in
            try await office.host.application().test(.live) { client in
                try await body(office, try #require(client.port))
            }
        }
    }

    private static func head(_ line: String, _ office: Office, _ headers: [String]) -> [UInt8] {
        let lines =
            ["\(line) HTTP/1.1", "Host: localhost", "Authorization: Bearer \(office.admin)", "Accept-Language: en"]
            + headers
        return Array(lines.joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8)
    }

    private static let chunked = ["Content-Type: application/json", "Transfer-Encoding: chunked"]
    private static let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 32, count: 0x10000) + Array("\r\n".utf8)

    @Test("Who goes on sending after the refusal is cut off, with or without having said how much will come")
    func oversized() async throws {
        var limits = RequestLimits()
        limits.farewell = .milliseconds(200)
        try await Self.open(limits) { office, port in
            let announced = ["Content-Type: application/json", "Content-Length: 52428800"]
            for (path, headers) in [
                (things, announced), ("\(things)/import", announced), (things, Self.chunked),
                ("\(things)/import", Self.chunked), ("/nowhere", Self.chunked), ("/sign-in", announced),
            ] {
                let ending = await RawClient.insist(
                    port: port, Self.head("POST \(path)", office, headers), piece: Self.chunk, pause: 0)
                #expect(ending.isClosed, "\(path)")
                let status = path == "/nowhere" ? "404" : "413"
                #expect(ending.answer.hasPrefix("HTTP/1.1 \(status)"), "\(path): \(ending.answer.prefix(200))")
                #expect(ending.answer.lowercased().contains("\r\nconnection: close\r\n"))
            }
            let found = try await office.traces()
            #expect(found == [0, 0, 0, 0, 0])
        }
    }

    @Test("A body that comes a byte at a time is refused when its time is up")
    func slowBody() async throws {
        var limits = RequestLimits()
        limits.patience = .milliseconds(300)
        limits.farewell = .milliseconds(200)
        try await Self.open(limits) { office, port in
            for headers in [["Content-Type: application/json", "Content-Length: 500000"], Self.chunked] {
                let piece = Array((headers == Self.chunked ? "1\r\n \r\n" : " ").utf8)
                let ending = await RawClient.insist(
                    port: port, Self.head("POST \(things)", office, headers), piece: piece, pause: 50)
                #expect(ending.isClosed)
                #expect(ending.answer.hasPrefix("HTTP/1.1 408"), "\(ending.answer.prefix(300))")
                #expect(ending.answer.contains("/problems/too-slow"))
                #expect(ending.answer.contains("The request arrives too slowly"))
            }
        }
    }

    @Test("A head that never ends does not keep a connection")
    func slowHead() async throws {
        var limits = RequestLimits()
        limits.idle = .milliseconds(500)
        try await Self.open(limits) { _, port in
            let ending = await RawClient.insist(
                port: port, Array("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".utf8), piece: [120], pause: 50)
            #expect(ending.isClosed)
            #expect(ending.answer.isEmpty)
        }
    }

    @Test("A body that breaks off takes no effect, however complete its beginning looks")
    func cutOff() async throws {
        try await Self.open { office, port in
            let row = String(decoding: Thing.input("半截").bytes, as: UTF8.self)
            let size = String(row.utf8.count + 1, radix: 16)
            for headers in [
                ["Content-Type: application/x-ndjson", "Transfer-Encoding: chunked"],
                ["Content-Type: application/x-ndjson", "Content-Length: \(row.utf8.count * 3)"],
            ] {
                let body = headers[1].hasPrefix("T") ? "\(size)\r\n\(row)\n\r\n" : "\(row)\n"
                let ending = await RawClient.hangUp(
                    port: port, Self.head("POST \(things)/import", office, headers) + Array(body.utf8))
                #expect(ending.isClosed)
                #expect(ending.answer.hasPrefix("HTTP/1.1 400"), "\(ending.answer.prefix(300))")
            }
            let found = try await office.traces()
            #expect(found == [0, 0, 0, 0, 0])
        }
    }

    @Test("What is left of a small body is read, so that the connection serves on")
    func reuse() async throws {
        try await Self.open { office, port in
            let body = Array(String(repeating: " ", count: 2000).utf8)
            let first = Self.head("POST /nowhere", office, ["Content-Length: 2000"])
            let second = Self.head("GET \(things)", office, ["Connection: close"])
            let (answer, _) = await RawClient.exchange(port: port, first + body + second)
            #expect(answer.hasPrefix("HTTP/1.1 404"))
            #expect(answer.contains("HTTP/1.1 200"), "\(answer.prefix(600))")
        }
    }

    @Test("An answer that nobody reads does not keep its connection")
    func unread() async throws {
        var limits = RequestLimits()
        limits.unread = .milliseconds(300)
        try await Self.open(limits) { office, port in
            let rows = (0..<3000).map { Thing.input("\(String(repeating: "没人读", count: 60)) \($0)").description }
            _ = try await office.send(
                .post, "\(things)/import", raw: Array(rows.joined(separator: "\n").utf8), type: "application/x-ndjson")
            #expect(
                await RawClient.ignoreAnswer(port: port, Self.head("GET \(things)/export.json", office, [])))
            // Whoever reads, however late, is answered.
            let (answer, _) = await RawClient.exchange(
                port: port, Self.head("GET \(things)/export.json", office, ["Connection: close"]))
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            #expect(answer.utf8.count > 2 << 20)
        }
    }
}

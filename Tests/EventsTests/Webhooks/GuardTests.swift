import Database
import Foundation
import Model
import ServiceKit
import Synchronization
import Testing

@testable import Events

@Suite("Where webhooks may be sent")
struct GuardTests {
    @Test(
        "An address that leads inside is refused, however it is written",
        arguments: [
            "https://127.0.0.1/", "https://127.0.0.1:8443/x", "https://127.8.9.1/", "https://10.0.0.1/",
            "https://172.16.5.4/", "https://172.31.255.255/", "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/", "https://100.100.100.200/", "https://0.0.0.0/", "https://192.0.0.192/",
            "https://198.18.0.1/", "https://224.0.0.1/", "https://255.255.255.255/", "https://240.0.0.1/",
            "https://168.63.129.16/", "https://192.0.2.7/", "https://203.0.113.9/",
            "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
            "https://[::ffff:10.1.2.3]/", "https://[0:0:0:0:0:ffff:a9fe:a9fe]/", "https://[::127.0.0.1]/",
            "https://[fe80::1]/", "https://[fc00::1]/", "https://[fd00:ec2::254]/", "https://[ff02::1]/",
            "https://[64:ff9b::7f00:1]/", "https://[64:ff9b:1::1]/", "https://[2002:7f00:1::]/", "https://[2001::1]/",
            "https://[2001:db8::1]/", "https://[3fff::1]/", "https://[fec0::1]/", "https://[100::1]/",
        ])
    func inside(url: String) throws {
        let target = try WebhookTarget(url)
        #expect(throws: WebhookTarget.Refused.network) { try TargetGuard(allowed: []).precheck(target) }
    }

    @Test(
        "What is no plain address is none",
        arguments: [
            "", "ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "https://", "https:///x",
            "https://user@host.example/", "https://user:pass@10.0.0.1/", "https://a.example@10.0.0.1/",
            "https://a.example\\@10.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/",
            "https://0x7f.1/", "https://017700000001/", "https://127.0.0.01/", "https://127.0.0.1.5/", "https://1.2.3/",
            "https://a.example:0/", "https://a.example:65536/", "https://a.example:8x/", "https://a.example:/",
            "https://[::1", "https://::1/", "https://[127.0.0.1]/", "https://[fe80::1%25eth0]/", "https://[::1]x/",
            "https://a..example/", "https://-/\u{0}", "https://a.example/#f", "https://例子.example/",
            "https://ａ.example/", "https://a.example/ b", "https://a%2eexample/", "https://a.example\t/",
            "https://127。0。0。1/", "https://①②⑦.0.0.1/", "https://\(String(repeating: "a", count: 64)).example/",
        ])
    func noAddress(url: String) {
        #expect(throws: WebhookTarget.Refused.form) { _ = try WebhookTarget(url) }
    }

    @Test(
        "An address is put together from what was understood",
        arguments: [
            ("HTTPS://Hook.Example.EDU:8443/A/b?c=D", "https://hook.example.edu:8443/A/b?c=D"),
            ("https://a.example", "https://a.example/"), ("https://a.example?x=1", "https://a.example/?x=1"),
            ("https://a.example./x", "https://a.example/x"), ("http://8.8.8.8/x", "http://8.8.8.8/x"),
            ("https://[2606:4700::1111]:444/", "https://[2606:4700:0:0:0:0:0:1111]:444/"),
        ])
    func rebuilt(url: String, expected: String) throws {
        #expect(try WebhookTarget(url).url == expected)
    }

    @Test("A name is refused when any of its addresses leads inside, and called at the very one that was looked at")
    func names() async throws {
        let secure = try WebhookTarget("https://hook.example/")
        func gate(_ addresses: [String], allowed: [String] = []) -> TargetGuard {
            TargetGuard(allowed: allowed.compactMap { NetworkRange($0) }) { _ in
                addresses.compactMap { NetworkAddress($0) }
            }
        }
        #expect(try await gate(["8.8.8.8"]).address(of: secure, attempt: 1).description == "8.8.8.8")
        let both = gate(["8.8.8.8", "9.9.9.9"])
        #expect(try await both.address(of: secure, attempt: 2).description == "9.9.9.9")
        #expect(try await both.address(of: secure, attempt: 3).description == "8.8.8.8")
        for inside in ["127.0.0.1", "::1", "::ffff:10.0.0.1", "169.254.169.254"] {
            await #expect(throws: WebhookTarget.Refused.network) {
                try await gate(["8.8.8.8", inside]).address(of: secure, attempt: 1)
            }
        }
        await #expect(throws: WebhookTarget.Refused.unknown) { try await gate([]).address(of: secure, attempt: 1) }
        let clear = try WebhookTarget("http://hook.example/")
        await #expect(throws: WebhookTarget.Refused.clear) {
            try await gate(["8.8.8.8"]).address(of: clear, attempt: 1)
        }
        let campus = gate(["10.20.1.1"], allowed: ["10.20.0.0/16"])
        #expect(try await campus.address(of: clear, attempt: 1).description == "10.20.1.1")
        await #expect(throws: WebhookTarget.Refused.network) {
            try await gate(["10.21.0.1"], allowed: ["10.20.0.0/16"]).address(of: secure, attempt: 1)
        }
    }

    @Test("The system's own names for this machine lead inside", arguments: ["localhost"])
    func system(name: String) async throws {
        let target = try WebhookTarget("https://\(name)/")
        await #expect(throws: WebhookTarget.Refused.network) {
            try await TargetGuard(allowed: []).address(of: target, attempt: 1)
        }
    }

    @Test(
        "With TLS the name is verified while the address is pinned: only who has the certificate of the name is sent anything"
    )
    func pinned() async throws {
        try await Receiver.open(tls: true) { receiver in
            // Names that no name server knows: only the address that was looked at can lead to the receiver.
            let resolve: TargetGuard.Resolve = { _ in [NetworkAddress("127.0.0.1")!] }
            for (host, authorities, expected) in [
                ("receiver.test", TestCertificate.certificate, nil),
                ("RECEIVER.test", TestCertificate.certificate, nil),
                ("other.test", TestCertificate.certificate, "tls"), ("receiver.test", nil, "tls"),
            ] as [(String, String?, String?)] {
                try await WebhookDesk.open(authorities: authorities) { desk in
                    let before = receiver.requests.count
                    let id = try await desk.make("https://\(host):\(receiver.port)/hook?a=1").id
                    try await desk.publish()
                    try await desk.worker(resolve: resolve).turn(at: desk.start)
                    let delivery = try #require(try await desk.deliveries(id).first)
                    #expect(delivery["failure"]?.stringValue == expected, "\(host)")
                    #expect(receiver.requests.count == before + (expected == nil ? 1 : 0), "\(host)")
                    #expect(expected != nil || receiver.requests.last?.path == "/hook?a=1")
                }
            }
        }
    }

    @Test("A name that leads elsewhere the second time is looked at each time")
    func rebinding() async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open(networks: ["127.0.0.1/32"]) { desk in
                let looks = Mutex(0)
                let resolve: TargetGuard.Resolve = { _ in
                    let look = looks.withLock { value in
                        value += 1
                        return value
                    }
                    return [NetworkAddress(look == 1 ? "127.0.0.1" : "127.0.0.2")!]
                }
                let id = try await desk.make("http://rebinding.test:\(receiver.port)/hook").id
                let worker = desk.worker(networks: ["127.0.0.1/32"], resolve: resolve)
                try await desk.publish()
                try await worker.turn(at: desk.start)
                #expect(receiver.requests.count == 1)
                try await desk.publish()
                try await worker.turn(at: desk.start + 1)
                #expect(receiver.requests.count == 1)
                #expect(try await desk.deliveries(id).first?["failure"] == "address-refused")
            }
        }
    }

    @Test("A redirect is not followed", arguments: [301, 302, 303, 307, 308])
    func redirects(status: Int) async throws {
        try await Receiver.open { receiver in
            receiver.answer(.status(status, ["location": "\(receiver.url)/secret"]))
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                try await desk.publish()
                try await desk.worker().turn(at: desk.start)
                #expect(receiver.requests.map(\.path) == ["/hook"])
                let delivery = try #require(try await desk.deliveries(id).first)
                #expect(delivery["status"]?.integerValue == Int64(status))
                #expect(delivery["state"] == "pending")
            }
        }
    }

    @Test("Of a long answer the beginning is kept, and of a strange one what is text")
    func longAnswer() async throws {
        try await Receiver.open { receiver in
            receiver.answer(
                .status(
                    200, ["x-long": String(repeating: "h", count: 3000)], body: String(repeating: "长", count: 100_000)))
            receiver.answer(.status(200, body: "a\u{0}b"))
            try await WebhookDesk.open { desk in
                let id = try await desk.make(receiver.url).id
                try await desk.publish()
                try await desk.worker().turn(at: desk.start)
                let log = try await desk.station.owner.query(
                    "SELECT octet_length(response_body), length(response_headers->>'x-long') FROM events.delivery_attempts"
                )
                #expect(try #require(log.first).decode(0, as: Int.self) <= WebhookAttempt.keptBody + 3)
                #expect(try #require(log.first).decode(1, as: Int.self) == WebhookAttempt.keptHeader)
                try await desk.publish()
                try await desk.worker().turn(at: desk.start + 1)
                #expect(try await desk.deliveries(id, "?state=delivered").count == 2)
            }
        }
    }
}

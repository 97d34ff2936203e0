import Crypto
import Foundation
import HTTPTypes
import Model
import TestSupport
import Testing

@testable import Events

@Suite("Signatures of webhooks")
struct SignatureTests {
    /// By what a receiver verifies: the shared secret, or the public key.
    private static func key(_ answer: Page) -> String {
        answer.json["secret"]?.stringValue ?? answer.json["publicKey"]?.stringValue ?? ""
    }

    @Test("A signature is the one that the library standardwebhooks makes of the same")
    func known() throws {
        let secret = Array(try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLvNw")))
        let signature = try WebhookSecret.shared(secret).signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,CCK6D0H2gp6QFiokMuUYCFUF2uOTLdkKBrxA0gxwORY=")
    }

    @Test("What is kept of a secret is the secret, and its text says nothing of it", arguments: ["hmac", "ed25519"])
    func kept(kind: String) throws {
        let secret = WebhookSecret.generate(kind)
        let again = try #require(WebhookSecret(kept: secret.kept))
        #expect(again.shown == secret.shown)
        #expect(again.publicKey == secret.publicKey)
        #expect((secret.shown?.hasPrefix("whsec_") ?? false) == (kind == "hmac"))
        #expect((secret.publicKey?.hasPrefix("whpk_") ?? false) == (kind == "ed25519"))
        #expect("\(secret)" == "<secret>")
        #expect(String(reflecting: secret) == "<secret>")
        #expect(WebhookSecret(kept: []) == nil)
        #expect(WebhookSecret(kept: [0x65, 1, 2]) == nil)
    }

    @Test(
        "An independent implementation accepts what a real receiver was sent, also while one secret replaces another",
        .enabled(if: IndependentVerifier.isHere, Comment(rawValue: PythonLibraries.absence)),
        arguments: ["hmac", "ed25519"])
    func independent(kind: String) async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let made = try await desk.make(receiver.url, ["signature": .string(kind)])
                let first = Self.key(made)
                let worker = desk.worker()
                try await desk.publish()
                // Verifiers compare the timestamp with their own clock.
                #expect(try await worker.turn(at: Date() + 1) == 1)
                let rotated = try await desk.send(
                    .post, "\(WebhookDesk.path)/\(made.id)/secret/rotate", ["overlapHours": 1])
                #expect(rotated.status == 200)
                let second = Self.key(rotated)
                #expect(second != first)
                try await desk.publish()
                #expect(try await worker.turn(at: Date() + 1) == 1)
                let requests = receiver.requests
                try #require(requests.count == 2)
                let answers = try IndependentVerifier.verify([
                    (requests[0], first), (requests[0], second), (requests[1], first), (requests[1], second),
                ])
                try #require(answers.count == 4, "\(answers)")
                #expect(answers.map { $0.hasPrefix("yes") } == [true, false, true, true], "\(answers)")
                #expect(answers[0].contains("协议"))
                // After the overlap only the new one signs; verified by ourselves, because that time is not now.
                try await desk.publish()
                #expect(try await worker.turn(at: Date() + 3700) == 1)
                let last = try #require(receiver.requests.last)
                #expect(last.headers["webhook-signature"]?.split(separator: " ").count == 1)
                #expect(requests[1].headers["webhook-signature"]?.split(separator: " ").count == 2)
                // Whoever wants to be rid of a secret at once is rid of all that were there, also of those in their overlap.
                for overlap in [24, 0] {
                    let changed = try await desk.send(
                        .post, "\(WebhookDesk.path)/\(made.id)/secret/rotate",
                        ["overlapHours": .integer(Int64(overlap))])
                    #expect(changed.status == 200)
                }
                try await desk.publish()
                #expect(try await worker.turn(at: Date() + 3705) == 1)
                let cut = try #require(receiver.requests.last)
                #expect(cut.headers["webhook-signature"]?.split(separator: " ").count == 1)
            }
        }
    }

    @Test(
        "While much is being sent secrets are replaced twice; nothing is lost, and the key that a receiver knows fits all",
        .enabled(if: IndependentVerifier.isHere, Comment(rawValue: PythonLibraries.absence)),
        arguments: ["hmac", "ed25519"])
    func underLoad(kind: String) async throws {
        try await Receiver.open { receiver in
            try await WebhookDesk.open { desk in
                let made = try await desk.make(
                    receiver.url, ["signature": .string(kind), "concurrency": 16, "rate": 6000])
                var keys = [Self.key(made)]
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<2 {
                        let worker = desk.worker()
                        group.addTask {
                            // Verifiers compare the timestamp with their own clock.
                            while !Task.isCancelled {
                                let sent = try await worker.turn(at: Date() + 1)
                                if sent == 0 { try await Task.sleep(for: .milliseconds(20)) }
                            }
                        }
                    }
                    defer { group.cancelAll() }
                    for round in 1...3 {
                        try await desk.publish(count: 100)
                        try await eventually("a part of them was sent") { receiver.requests.count > 100 * round - 70 }
                        guard round < 3 else { break }
                        let rotated = try await desk.send(
                            .post, "\(WebhookDesk.path)/\(made.id)/secret/rotate", ["overlapHours": 1])
                        try #require(rotated.status == 200, "\(rotated.json)")
                        keys.append(Self.key(rotated))
                    }
                    try await eventually("all were sent") { receiver.requests.count >= 300 }
                }
                let requests = receiver.requests
                #expect(Set(requests.map(\.id)).count == 300)
                #expect(requests.count == 300)
                let first = try IndependentVerifier.verify(requests.map { ($0, keys[0]) })
                #expect(first.filter { !$0.hasPrefix("yes") } == [], "the oldest key counts for an hour yet")
                // What was sent after a change is signed with the new key too.
                let newest = try IndependentVerifier.verify(requests.suffix(60).map { ($0, keys[2]) })
                #expect(newest.filter { !$0.hasPrefix("yes") } == [])
                let numbers = requests.map { $0.headers["webhook-signature"]?.split(separator: " ").count ?? 0 }
                #expect(Set(numbers) == [1, 2, 3])
                #expect(numbers.last == 3)
            }
        }
    }
}

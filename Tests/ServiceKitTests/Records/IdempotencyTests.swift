import Database
import HTTPTypes
import Model
import ServiceKit
import TestSupport
import Testing

@Suite("Idempotency keys")
struct IdempotencyTests {
    private static let key = HTTPField.Name("Idempotency-Key")!

    @Test("A repeated request gets the first answer and makes nothing")
    func repetition() async throws {
        try await Office.open { office in
            let first = try await office.post(things, Thing.input(), [Self.key: "订单-1"])
            #expect(first.status == 201)
            let second = try await office.post(things, Thing.input(), [Self.key: "订单-1"])
            #expect(second.status == 201)
            #expect(second.bytes == first.bytes)
            #expect(second.etag == first.etag)
            #expect(second.headers[.location] == first.headers[.location])
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 1)
        }
    }

    @Test("A key belongs to one request and one sender")
    func misuse() async throws {
        try await Office.open { office in
            _ = try await office.post(things, Thing.input("甲"), [Self.key: "k"])
            try await office.post(things, Thing.input("乙"), [Self.key: "k"])
                .requireProblem(422, "idempotency-key-reused")
            try await office.post(places, Place.input("甲"), [Self.key: "k"])
                .requireProblem(422, "idempotency-key-reused")
            let other = try await office.token(.editor)
            #expect(try await office.post(things, Thing.input("丙"), as: other, [Self.key: "k"]).status == 201)
            try await office.post(things, Thing.input(), [Self.key: String(repeating: "长", count: 86)])
                .requireProblem(422, "validation", faults: ["#/Idempotency-Key maxLength"])
        }
    }

    @Test("Sixteen requests at once with one key make one record")
    func race() async throws {
        try await Office.open { office in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<16 {
                    group.addTask { try await office.post(things, Thing.input(), [Self.key: "同时"]) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 201 })
            #expect(Set(answers.map(\.id)).count == 1)
            #expect(try await office.traces() == [1, 0, 1, 1, 1])
        }
    }

    @Test("A refused request does not use its key up")
    func refusal() async throws {
        try await Office.open { office in
            try await office.post(things, Thing.input("甲", ["kind": "party"]), [Self.key: "k"])
                .requireProblem(422, "validation", faults: ["#/kind code"])
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
            #expect(try await office.post(things, Thing.input("甲"), [Self.key: "k"]).status == 201)
        }
    }

    @Test("A repeated transition answers as the first did")
    func transition() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)/transitions/submit"
            let first = try await office.post(path, ["heldOn": "2026-01-01"], [Self.key: "t"])
            let second = try await office.post(path, ["heldOn": "2026-01-01"], [Self.key: "t"])
            #expect(first.status == 200)
            #expect(second.status == 200)
            #expect(second.bytes == first.bytes)
            #expect(second.etag == "\"2\"")
        }
    }

    @Test("A key is remembered for a week, and a former answer is let go after that")
    func forgetting() async throws {
        try await Office.open { office in
            for key in ["旧", "新"] {
                #expect(try await office.post(things, Thing.input(key), [Self.key: key]).status == 201)
            }
            _ = try await office.owner.execute(
                "UPDATE samples.idempotency SET created_at = now() - interval '7 days 1 second' WHERE key = '旧'")
            let housekeeping = Housekeeping(
                of: "samples", pool: office.host.runtimes[0].pool, logger: TestDatabase.logger)
            #expect(try await housekeeping.turn() == 1)
            #expect(try await housekeeping.turn() == 0)
            #expect(try await office.number("SELECT count(*) FROM samples.idempotency WHERE key = '新'") == 1)
        }
    }
}

import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("Organisational units")
struct UnitTests {
    @Test("A unit is made, read, renamed, moved, dated and deleted")
    func life() async throws {
        try await University.open { office in
            let made = try await office.post(
                units, ["code": "visa-desk", "parent": "office", "name": ["zh": "签证科", "en": "Visa desk"]])
            #expect(made.status == 201)
            #expect(made.headers[.location] == "\(units)/visa-desk")
            #expect(made.etag == "\"1\"")
            let path = "\(units)/visa-desk"
            let read = try await office.get(path)
            #expect(read.bytes == made.bytes)
            #expect(try await office.get(path, [.ifNoneMatch: made.etag]).status == 304)
            let renamed = try await office.patch(path, ["name": ["en": nil]], made.etag)
            #expect(renamed["name"] == ["zh": "签证科"])
            #expect(renamed.etag == "\"2\"")
            try await office.patch(path, ["name": ["zh": "旧"]], made.etag).requireProblem(412, "stale")
            try await office.send(.patch, path, raw: Array("{}".utf8), type: "application/merge-patch+json")
                .requireProblem(428, "version-missing")
            // A change that changes nothing makes no version.
            #expect(try await office.patch(path, ["name": ["zh": "签证科"]], renamed.etag).etag == renamed.etag)
            let moved = try await office.patch(
                path, ["parent": "school", "valid": ["from": "2020-01-01"]], renamed.etag)
            #expect(moved["parent"] == "school")
            #expect(moved["valid"] == ["from": "2020-01-01"])
            #expect(moved["inForce"] == true)
            #expect(try await office.delete(path, moved.etag).status == 204)
            try await office.get(path).requireProblem(404, "not-found")
        }
    }

    @Test("The list goes from the root downwards, for everybody")
    func tree() async throws {
        try await University.open { office in
            let viewer = try await office.token(.viewer, "lab")
            let codes = try await office.get(units, as: viewer).items.compactMap { $0["code"]?.stringValue }
            #expect(codes == ["university", "office", "school", "lab"])
            try await office.get(units, as: "").requireProblem(401, "unauthenticated")
        }
    }

    @Test(
        "What makes no sense is refused by field and rule",
        arguments: [
            (["code": "law", "parent": "university"], ["#/name required"]),
            (["code": "Law!", "parent": "university", "name": ["zh": "法"]], ["#/code format"]),
            (["code": "法学院", "parent": "university", "name": ["zh": "法"]], ["#/code format"]),
            (["code": "law", "name": ["zh": "法"]], ["#/parent required"]),
            (["code": "law", "parent": "nowhere", "name": ["zh": "法"]], ["#/parent reference"]),
            (["code": "school", "parent": "university", "name": ["zh": "法"]], ["#/code duplicate"]),
            (["code": "law", "parent": "university", "name": ["zh": "法"], "boss": "x"], ["#/boss unknownField"]),
            (["code": "law", "parent": "university", "name": ["zh": "法"], "version": 7], ["#/version readOnly"]),
            (
                [
                    "code": "law", "parent": "university", "name": ["zh": "法"],
                    "valid": ["from": "2026-02-01", "to": "2026-01-01"],
                ], ["#/valid/to period"]
            ),
        ] as [(JSON, [String])])
    func refused(input: JSON, faults: [String]) async throws {
        try await University.open { office in
            try await office.post(units, input).requireProblem(422, "validation", faults: faults)
            let english = try await office.post(units, input, as: nil, [.acceptLanguage: "en"])
            let message = english["errors"]?[0]?["message"]?.stringValue ?? "中"
            #expect(!message.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(message)")
            #expect(try await office.number("SELECT count(*) FROM identity.units") == 4)
        }
    }

    @Test("No unit is below itself, however the circle is closed")
    func circles() async throws {
        try await University.open { office in
            for (code, parent) in [("school", "school"), ("school", "lab")] {
                try await office.patch("\(units)/\(code)", ["parent": .string(parent)], "*")
                    .requireProblem(422, "validation", faults: ["#/parent business"])
            }
            try await office.patch("\(units)/university", ["parent": "office"], "*")
                .requireProblem(422, "validation", faults: ["#/parent unknownField"])
            try await office.patch("\(units)/university", ["valid": ["to": "2020-01-01"]], "*")
                .requireProblem(422, "validation", faults: ["#/valid unknownField"])
            try await office.patch("\(units)/lab", ["code": "x"], "*")
                .requireProblem(422, "validation", faults: ["#/code immutable"])
        }
    }

    @Test("A unit that anything refers to stays: a unit, a role, a record of a service")
    func inUse() async throws {
        try await University.open { office in
            _ = try await office.post(units, ["code": "archive", "parent": "office", "name": ["zh": "档案室"]])
            #expect(try await office.post(things, Thing.input("旧案", ["unit": "archive"])).status == 201)
            for code in ["school", "lab", "archive", "university"] {
                try await office.delete("\(units)/\(code)", "*")
                    .requireProblem(422, "validation", faults: ["#/code reference"])
            }
            #expect(try await office.number("SELECT count(*) FROM identity.units") == 5)
        }
    }

    @Test("Repeating a request with its key makes one unit")
    func idempotent() async throws {
        try await University.open { office in
            let input: JSON = ["code": "law", "parent": "university", "name": ["zh": "法学院"]]
            let first = try await office.post(units, input, as: nil, [.idempotencyKey: "一次"])
            let second = try await office.post(units, input, as: nil, [.idempotencyKey: "一次"])
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(second.bytes == first.bytes)
            #expect(second.etag == first.etag)
            #expect(try await office.number("SELECT count(*) FROM identity.audit WHERE subject = 'law'") == 1)
        }
    }

    // MARK: Dates

    @Test("A role in a unit outside its dates does not count, and counts again when the dates say so")
    func dates() async throws {
        try await University.open { office in
            let today = try await office.owner.query("SELECT identity.day(now())::text").first?.string(0)
            let day = try #require(today.flatMap { CalendarDate($0) })
            let token = try await office.token(.editor, "lab")
            func valid(_ from: Int?, _ to: Int?) async throws -> Int {
                var valid = JSONObject()
                if let from { valid["from"] = day.adding(days: from)?.fieldJSON }
                if let to { valid["to"] = day.adding(days: to)?.fieldJSON }
                let period: JSON = valid.isEmpty ? .null : .object(valid)
                // The whole is given anew, so that no end of the period before stays.
                #expect(try await office.patch("\(units)/lab", ["valid": nil], "*").status == 200)
                let changed = try await office.patch("\(units)/lab", ["valid": period], "*")
                #expect(changed.status == 200)
                let answer = try await office.post(things, Thing.input("实验", ["unit": "lab"]), as: token)
                #expect(changed["inForce"] == .bool(answer.status == 201))
                return answer.status
            }
            #expect(try await valid(nil, nil) == 201)
            #expect(try await valid(0, 1) == 201)
            #expect(try await valid(-1, 0) == 403)
            #expect(try await valid(1, nil) == 403)
            #expect(try await valid(nil, 1) == 201)
            // A role above is not touched by it, and the person is shown as somebody whose role does not count.
            #expect(try await valid(nil, 0) == 403)
            let school = try await office.token(.editor, "school")
            #expect(try await office.post(things, Thing.input("实验", ["unit": "lab"]), as: school).status == 201)
            let zhao = try await office.get("\(people)/zhao")
            #expect(zhao["grants"]?[0]?["inForce"] == false)
        }
    }

    @Test("The day begins in China, whatever time zone a session has")
    func china() async throws {
        try await University.open { office in
            for zone in ["UTC", "America/Los_Angeles", "Asia/Shanghai"] {
                let days = try await office.owner.withTransaction { connection in
                    try await connection.execute("SELECT set_config('timezone', \(zone), true)")
                    let rows = try await connection.query(
                        """
                        SELECT identity.day('2026-12-31T15:59:59Z')::text, identity.day('2026-12-31T16:00:00Z')::text
                        """)
                    return [rows.first?.string(0), rows.first?.string(1)]
                }
                #expect(days == ["2026-12-31", "2027-01-01"], "\(zone)")
            }
        }
    }
}

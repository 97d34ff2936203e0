import HTTPTypes
import Model
import Testing

@Suite("Roles and units")
struct AccessTests {
    @Test("Each role does what it includes, and no more")
    func roles() async throws {
        try await Office.open { office in
            for role in Role.allCases {
                let token = try await office.token(role)
                let mayEdit = role.includes(.editor)
                let own = try await office.post(things, Thing.input("自建"), as: token)
                #expect(own.status == (mayEdit ? 201 : 403), "\(role)")
                let created = try await office.post(things, Thing.input("\(role)"))
                let path = "\(things)/\(created.id)"
                #expect(try await office.get(path, as: token).status == 200, "\(role)")
                #expect(try await office.get(things, as: token).status == 200)
                let changed = try await office.patch(path, ["note": "改"], "*", as: token)
                #expect(changed.status == (mayEdit ? 200 : 403), "\(role)")
                _ = try await office.post("\(path)/transitions/submit", ["heldOn": "2026-01-01"])
                let approved = try await office.post(
                    "\(path)/transitions/approve", ["decidedOn": "2026-01-01"], as: token)
                #expect(approved.status == (role.includes(.approver) ? 200 : 403), "\(role)")
                if approved.status == 403 { approved.requireProblem(403, "forbidden") }
                let rows = Thing.input("导入").bytes
                let imported = try await office.send(
                    .post, "\(things)/import", raw: rows, type: "application/x-ndjson", as: token)
                #expect(imported.status == (mayEdit ? 200 : 403), "\(role)")
                #expect(try await office.delete(path, "*", as: token).status == (mayEdit ? 204 : 403), "\(role)")
            }
        }
    }

    @Test("A role in a unit holds below it, and nowhere else")
    func subtree() async throws {
        try await Office.open { office in
            let school = try await office.token(.editor, "school")
            for (unit, status) in [
                ("school", 201), ("lab", 201), ("office", 403), ("university", 403), ("nowhere", 403),
            ] {
                let answer = try await office.post(things, Thing.input("甲", ["unit": .string(unit)]), as: school)
                #expect(answer.status == status, "\(unit)")
                _ = try await office.post(things, Thing.input("乙", ["unit": .string(unit)]))
            }
            let seen = try await office.get("\(things)?total=true", as: school)
            #expect(seen["total"] == 4)
            #expect(Set(seen.items.compactMap { $0["unit"]?.stringValue }) == ["school", "lab"])
            #expect(try await office.get("\(things)?unit=office", as: school).items.isEmpty)
            #expect(try await office.get("\(things)/count", as: school)["count"] == 4)
            #expect(try await office.get("\(things)/count?by=unit", as: school)["groups"]?.arrayValue?.count == 2)
            let lines = try await office.get("\(things)/export.json", as: school)
            #expect(lines.text.split(separator: "\n").count == 4)
        }
    }

    @Test("Another unit's record looks like none, whatever is tried")
    func invisible() async throws {
        try await Office.open { office in
            let school = try await office.token(.admin, "school")
            let foreign = try await office.post(things, Thing.input("秘密"))
            let path = "\(things)/\(foreign.id)"
            let nowhere = "\(things)/0197f9d2-0000-7000-8000-000000000000"
            for target in [path, nowhere] {
                try await office.get(target, as: school).requireProblem(404, "not-found")
                try await office.get("\(target)/history", as: school).requireProblem(404, "not-found")
                for etag in ["\"1\"", "\"9\"", "*"] {
                    try await office.patch(target, ["note": "x"], etag, as: school).requireProblem(404, "not-found")
                    try await office.delete(target, etag, as: school).requireProblem(404, "not-found")
                }
                try await office.post("\(target)/transitions/submit", ["heldOn": "2026-01-01"], as: school)
                    .requireProblem(404, "not-found")
                try await office.post(
                    "\(target)/transitions/submit", [:], as: school, [.ifMatch: "\"9\""]
                ).requireProblem(404, "not-found")
            }
            #expect(try await office.get(path).etag == "\"1\"")
        }
    }

    @Test("A record is handed over only by somebody with a right on both sides")
    func handOver() async throws {
        try await Office.open { office in
            let school = try await office.token(.editor, "school")
            let own = try await office.post(things, Thing.input("甲", ["unit": "school"]), as: school)
            let path = "\(things)/\(own.id)"
            try await office.patch(path, ["unit": "office"], own.etag, as: school).requireProblem(403, "forbidden")
            #expect(try await office.patch(path, ["unit": "lab"], own.etag, as: school).status == 200)
            #expect(try await office.patch(path, ["unit": "office"], "*").status == 200)
            try await office.get(path, as: school).requireProblem(404, "not-found")
            try await office.patch(path, ["unit": nil], "*").requireProblem(
                422, "validation", faults: ["#/unit required"])
        }
    }

    @Test("Who can mean only one unit need not name it")
    func onlyUnit() async throws {
        try await Office.open { office in
            let input: JSON = ["title": ["zh": "甲"], "kind": "talk"]
            let lab = try await office.token(.editor, "lab")
            #expect(try await office.post(things, input, as: lab)["unit"] == "lab")
            let school = try await office.token(.editor, "school")
            try await office.post(things, input, as: school)
                .requireProblem(422, "validation", faults: ["#/unit required"])
            let viewer = try await office.token(.viewer, "lab")
            try await office.post(things, input, as: viewer).requireProblem(403, "forbidden")
        }
    }
}

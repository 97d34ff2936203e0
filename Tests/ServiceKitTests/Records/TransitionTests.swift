import HTTPTypes
import Model
import Testing

@Suite("Transitions")
struct TransitionTests {
    @Test("A record goes the ways that are declared, and only those")
    func ways() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)"
            try await office.post("\(path)/transitions/approve", ["decidedOn": "2026-01-02"])
                .requireProblem(409, "transition")
            let submitted = try await office.post(
                "\(path)/transitions/submit", ["heldOn": "2026-01-01"], [.ifMatch: created.etag])
            #expect(submitted.status == 200)
            #expect(submitted["state"] == "submitted")
            #expect(submitted["heldOn"] == "2026-01-01")
            #expect(submitted.etag == "\"2\"")
            try await office.post("\(path)/transitions/submit", [:]).requireProblem(409, "transition")
            let approved = try await office.post("\(path)/transitions/approve", ["decidedOn": "2026-01-02"])
            #expect(approved["state"] == "approved")
            let closed = try await office.post("\(path)/transitions/close")
            #expect(closed["state"] == "closed")
            let stuck = try await office.post("\(path)/transitions/submit")
            stuck.requireProblem(409, "transition")
        }
    }

    @Test("What a transition needs must be there, and it takes nothing else")
    func conditions() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)/transitions/submit"
            try await office.post(path).requireProblem(422, "validation", faults: ["#/heldOn required"])
            try await office.post(path, ["heldOn": "2026-01-01", "seats": 3, "state": "approved"])
                .requireProblem(422, "validation", faults: ["#/seats unknownField", "#/state unknownField"])
            try await office.post(path, ["heldOn": "2026-02-30"])
                .requireProblem(422, "validation", faults: ["#/heldOn date"])
            try await office.post(path, [1]).requireProblem(422, "validation", faults: ["# type"])
            try await office.post("\(things)/\(created.id)/transitions/fly").requireProblem(404, "unknown-transition")
            #expect(try await office.get("\(things)/\(created.id)").etag == "\"1\"")
        }
    }

    @Test("The state itself can be neither given nor edited")
    func state() async throws {
        try await Office.open { office in
            try await office.post(things, Thing.input("甲", ["state": "approved"]))
                .requireProblem(422, "validation", faults: ["#/state readOnly"])
            let created = try await office.post(things, Thing.input())
            try await office.patch("\(things)/\(created.id)", ["state": "approved"], "*")
                .requireProblem(422, "validation", faults: ["#/state readOnly"])
        }
    }

    @Test("A refusal names the ways that are open")
    func explanation() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)/transitions/close"
            let english = try await office.post(path, [:], [.acceptLanguage: "en-GB,en;q=0.9"])
            english.requireProblem(409, "transition")
            #expect(english["detail"]?.stringValue?.contains("submit") == true)
            let chinese = try await office.post(path, [:], [.acceptLanguage: "zh-CN"])
            #expect(chinese["detail"]?.stringValue?.contains("提交") == true)
        }
    }

    @Test("A stale or malformed version stops a transition")
    func versions() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            let path = "\(things)/\(created.id)/transitions/submit"
            for etag in ["\"7\"", "1", "\"\"", "\"", "W/\"1\"", "\"1\", \"7\"x"] {
                try await office.post(path, ["heldOn": "2026-01-01"], [.ifMatch: etag]).requireProblem(412, "stale")
            }
        }
    }
}

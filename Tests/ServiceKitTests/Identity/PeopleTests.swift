import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("People and their roles")
struct PeopleTests {
    @Test("A person is made, named, given a role, disabled and enabled")
    func life() async throws {
        try await University.open { office in
            let made = try await office.post(
                people, ["name": "li.xuemei", "display": ["zh": "李雪梅", "en": "Li Xuemei"]])
            #expect(made.status == 201)
            #expect(made["state"] == "active")
            #expect(made["grants"] == [])
            let path = "\(people)/li.xuemei"
            #expect(made.headers[.location] == path)
            let renamed = try await office.patch(path, ["display": ["zh": "李雪"]], made.etag)
            #expect(renamed["display"] == ["zh": "李雪", "en": "Li Xuemei"])
            let given = try await office.post("\(path)/grants", ["role": "editor", "unit": "office"])
            #expect(given["grants"] == [["role": "editor", "unit": "office", "inForce": true]])
            // Twice is once.
            let again = try await office.post("\(path)/grants", ["role": "editor", "unit": "office"])
            #expect(again.etag == given.etag)
            try await office.post("\(path)/transitions/disable", nil, as: nil, [.ifMatch: made.etag])
                .requireProblem(412, "stale")
            let disabled = try await office.post("\(path)/transitions/disable", nil, as: nil, [.ifMatch: given.etag])
            #expect(disabled["state"] == "disabled")
            #expect(disabled["disabledAt"] != nil)
            try await office.post("\(path)/transitions/disable").requireProblem(409, "transition")
            try await office.post("\(path)/transitions/promote").requireProblem(404, "unknown-transition")
            #expect(try await office.post("\(path)/transitions/enable")["state"] == "active")
            #expect(try await office.send(.delete, "\(path)/grants/editor/office").status == 204)
            try await office.send(.delete, "\(path)/grants/editor/office").requireProblem(404, "not-found")
            try await office.send(.delete, "\(path)/grants/king/office").requireProblem(404, "not-found")
        }
    }

    @Test(
        "What makes no sense is refused by field and rule",
        arguments: [
            (people, [:], ["#/name required"]), (people, ["name": "李雪梅"], ["#/name format"]),
            (people, ["name": "zhao"], ["#/name duplicate"]),
            (people, ["name": "li", "display": ["fr": "x"]], ["#/display/fr unknownField", "#/display required"]),
            (people, ["name": "li", "role": "admin"], ["#/role unknownField"]),
            (people, ["name": "li", "state": "disabled"], ["#/state readOnly"]),
            ("\(people)/sun/grants", ["role": "king", "unit": "lab"], ["#/role code"]),
            ("\(people)/sun/grants", ["role": "viewer"], ["#/unit required"]),
            ("\(people)/sun/grants", ["role": "viewer", "unit": "nowhere"], ["#/unit reference"]),
            ("\(people)/sun/transitions/disable", ["why": "x"], ["#/why unknownField"]),
            (links, ["person": "nobody"], ["#/person reference"]), (links, [:], ["#/person required"]),
        ] as [(String, JSON, [String])])
    func refused(path: String, input: JSON, faults: [String]) async throws {
        try await University.open { office in
            let before = try await office.number("SELECT count(*) FROM identity.audit")
            try await office.post(path, input).requireProblem(422, "validation", faults: faults)
            #expect(try await office.number("SELECT count(*) FROM identity.audit") == before)
        }
    }

    @Test("The list is searched in both languages and by unit, and goes on page by page")
    func list() async throws {
        try await University.open { office in
            _ = try await office.post(people, ["name": "anna", "display": ["en": "Anna Müller"]])
            func names(_ query: String) async throws -> [String] {
                try await office.get("\(people)?\(query)").items.compactMap { $0["name"]?.stringValue }
            }
            #expect(try await names("q=悟空") == ["sun"])
            #expect(try await names("q=MÜLLER") == ["anna"])
            #expect(try await names("q=%25").isEmpty)
            #expect(try await names("unit=school") == ["qian", "zhao"])
            let first = try await office.get("\(people)?limit=4")
            #expect(first.items.count == 4)
            let next = try #require(first["next"]?.stringValue)
            #expect(try await names("limit=4&after=\(next)") == ["zhao", "zhou"])
            try await office.get("\(people)?limit=0").requireProblem(422, "validation", faults: ["#/limit range"])
            try await office.get("\(people)?colour=red")
                .requireProblem(422, "validation", faults: ["#/colour unknownField"])
        }
    }

    @Test("The last administrator of everything stays, whichever way it is tried")
    func last() async throws {
        try await University.open { office in
            #expect(try await office.send(.delete, "\(people)/gu/grants/admin/university").status == 204)
            try await office.send(.delete, "\(people)/zhou/grants/admin/university")
                .requireProblem(422, "validation", faults: ["#/role business"])
            try await office.post("\(people)/zhou/transitions/disable")
                .requireProblem(422, "validation", faults: ["#/state business"])
            // Who is disabled administers nothing.
            _ = try await office.post("\(people)/gu/grants", ["role": "admin", "unit": "university"])
            #expect(try await office.post("\(people)/gu/transitions/disable").status == 200)
            try await office.post("\(people)/zhou/transitions/disable")
                .requireProblem(422, "validation", faults: ["#/state business"])
            #expect(try await office.get("\(people)/zhou")["state"] == "active")
            _ = try await office.post("\(people)/gu/transitions/enable")
            #expect(try await office.post("\(people)/zhou/transitions/disable").status == 200)
        }
    }

    @Test("Two administrators who remove each other at the same time do not leave nobody")
    func race() async throws {
        try await University.open { office in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for name in ["zhou", "gu"] {
                    group.addTask { try await office.post("\(people)/\(name)/transitions/disable").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200, 422])
        }
    }

    @Test("A link is no way to rights that come after it, nor past a disabled account")
    func linksEnd() async throws {
        try await University.open { office in
            func link() async throws -> String {
                let answer = try await office.post("/identity/v1/sign-in-links", ["person": "sun"])
                return try #require(answer["path"]?.stringValue?.split(separator: "=").last.map(String.init))
            }
            func open(_ code: String) async throws -> Int {
                try await office.send(
                    .post, "/sign-in", raw: Array("code=\(code)".utf8), type: "application/x-www-form-urlencoded",
                    as: "", [.secFetchSite: "same-origin"]
                ).status
            }
            #expect(try await open(link()) == 303)
            let early = try await link()
            _ = try await office.post("\(people)/sun/grants", ["role": "viewer", "unit": "lab"])
            #expect(try await open(early) == 403)
            let late = try await link()
            _ = try await office.post("\(people)/sun/transitions/disable")
            #expect(try await open(late) == 403)
            try await office.post("/identity/v1/sign-in-links", ["person": "sun"])
                .requireProblem(422, "validation", faults: ["#/person business"])
            _ = try await office.post("\(people)/sun/transitions/enable")
            #expect(try await open(late) == 403)
            #expect(try await open(link()) == 303)
        }
    }

    @Test("Who is given a role signs in anew: an old session may be somebody else's")
    func elevation() async throws {
        try await University.open { office in
            let browser = try await Browser.signIn(office, as: "sun")
            #expect(try await browser.get(things, [:]).status == 200)
            _ = try await office.post("\(people)/sun/grants", ["role": "viewer", "unit": "office"])
            #expect(try await browser.get(things, [:]).status == 401)
        }
    }

    @Test("The program finds an administrator, and gives nobody rights back that were taken")
    func installing() async throws {
        try await Office.open { office in
            let identity = office.host.identity
            #expect(try await identity.ensureAdministrator(by: "tests") == "admin")
            #expect(try await identity.ensureAdministrator(by: "tests") == "admin")
            _ = try await office.post(people, ["name": "gu"])
            _ = try await office.post("\(people)/gu/grants", ["role": "admin", "unit": "university"])
            #expect(try await office.send(.delete, "\(people)/admin/grants/admin/university").status == 204)
            #expect(try await identity.ensureAdministrator(by: "tests") == "gu")
            #expect(try await office.get("\(people)/admin")["grants"] == [])
            _ = try await office.owner.execute("UPDATE identity.people SET disabled_at = now()")
            #expect(try await identity.ensureAdministrator(by: "tests") == "admin")
            #expect(try await office.get("\(people)/admin")["state"] == "active")
        }
    }
}

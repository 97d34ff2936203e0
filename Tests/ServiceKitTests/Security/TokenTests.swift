import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("Tokens")
struct TokenTests {
    @Test(
        "What is no token opens nothing",
        arguments: [
            "Bearer ", "Bearer x", "Bearer yz_00000000_AAAA", "Basic YWRtaW46YWRtaW4=", "yz_x", "bearer",
            "Bearer\u{9}x", "",
            "Bearer " + String(repeating: "y", count: 50_000), "Bearer ' OR 1=1 --", "Digest x",
        ])
    func unknown(header: String) async throws {
        try await Office.open { office in
            for path in [things, "/identity/v1/tokens", "/identity/v1/me", "/samples/openapi.json", "/"] {
                let answer = try await office.get(path, as: "", [.authorization: header])
                answer.requireProblem(401, "unauthenticated")
                #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            }
        }
    }

    @Test("Without any token there is nothing but the way in")
    func open() async throws {
        try await Office.open { office in
            try await office.get(things, as: "").requireProblem(401, "unauthenticated")
            try await office.post(things, Thing.input(), as: "").requireProblem(401, "unauthenticated")
            #expect(try await office.get("/healthz", as: "").status == 200)
            #expect(try await office.get("/readyz", as: "").status == 200)
            #expect(try await office.get("/sign-in", as: "").status == 200)
        }
    }

    @Test("An expired token opens nothing")
    func expired() async throws {
        try await Office.open { office in
            let token = try await office.token(.editor)
            _ = try await office.owner.execute(
                "UPDATE identity.tokens SET expires_at = now() - interval '1 second' WHERE name = 'editor-office'")
            try await office.get(things, as: token).requireProblem(401, "unauthenticated")
        }
    }

    @Test("A revoked token stops at once in the process that revokes it")
    func revoked() async throws {
        try await Office.open { office in
            let created = try await office.post("/identity/v1/tokens", ["name": "财务系统", "role": "integrator"])
            #expect(created.status == 201)
            let token = try #require(created["token"]?.stringValue)
            let prefix = try #require(created["prefix"]?.stringValue)
            #expect(try await office.get(things, as: token).status == 200)
            #expect(try await office.send(.delete, "/identity/v1/tokens/\(prefix)").status == 204)
            try await office.get(things, as: token).requireProblem(401, "unauthenticated")
            try await office.send(.delete, "/identity/v1/tokens/\(prefix)").requireProblem(404, "not-found")
        }
    }

    @Test("The list of tokens shows nothing that opens anything")
    func list() async throws {
        try await Office.open { office in
            let token = try await office.token(.editor, name: "数据仓库")
            let list = try await office.get("/identity/v1/tokens")
            #expect(list.text.contains("数据仓库"))
            #expect(!list.text.contains(token))
            #expect(!list.text.contains(String(token.suffix(20))))
            #expect(
                try await office.number(
                    "SELECT count(*) FROM identity.tokens WHERE digest = convert_to(\(token), 'UTF8')") == 0)
        }
    }

    @Test("Only an administrator handles tokens and links")
    func administration() async throws {
        try await Office.open { office in
            let token = try await office.token(.approver, "university")
            try await office.get("/identity/v1/tokens", as: token).requireProblem(403, "forbidden")
            try await office.post("/identity/v1/tokens", ["name": "x", "role": "admin"], as: token)
                .requireProblem(403, "forbidden")
            try await office.send(.delete, "/identity/v1/tokens/00000000", as: token).requireProblem(403, "forbidden")
            try await office.post("/identity/v1/sign-in-links", [:], as: token).requireProblem(403, "forbidden")
        }
    }

    @Test("A token that is asked for twice with one key is made once, and its secret is not kept for the second answer")
    func repeated() async throws {
        try await Office.open { office in
            let input: JSON = ["name": "财务系统", "role": "viewer"]
            let first = try await office.post("/identity/v1/tokens", input, as: nil, [.idempotencyKey: "k"])
            let second = try await office.post("/identity/v1/tokens", input, as: nil, [.idempotencyKey: "k"])
            let secret = try #require(first["token"]?.stringValue)
            #expect(second.status == 201)
            #expect(second["token"] == nil)
            #expect(second["prefix"] == first["prefix"])
            #expect(try await office.number("SELECT count(*) FROM identity.tokens WHERE name = '财务系统'") == 1)
            let kept = "SELECT count(*) FROM samples.idempotency WHERE strpos(convert_from(body, 'UTF8'), " as SQL
            #expect(try await office.number(kept + "\(secret)) > 0") == 0)
        }
    }

    @Test(
        "A token is made of values that make sense",
        arguments: [
            (["role": "viewer"], "/name required"), (["name": "x", "role": "king"], "/role code"),
            (["name": "x", "role": "viewer", "days": 0], "/days range"),
            (["name": "x", "role": "viewer", "days": .integer(.max)], "/days range"),
            (["name": "x", "role": "viewer", "unit": "nowhere"], "/unit reference"),
            (["name": "x\ny", "role": "viewer"], "/name controlCharacter"),
            (["name": "x", "role": "viewer", "admin": true], "/admin unknownField"),
            (["name": .string(String(repeating: "长", count: 101)), "role": "viewer"], "/name maxLength"),
        ] as [(JSON, String)])
    func badTokens(input: JSON, fault: String) async throws {
        try await Office.open { office in
            try await office.post("/identity/v1/tokens", input)
                .requireProblem(422, "validation", faults: ["#\(fault)"])
            #expect(try await office.number("SELECT count(*) FROM identity.tokens") == 1)
        }
    }

    @Test("A link is made for people who exist")
    func links() async throws {
        try await Office.open { office in
            try await office.post("/identity/v1/sign-in-links", ["person": "nobody"])
                .requireProblem(422, "validation", faults: ["#/person reference"])
        }
    }

    @Test("What is remembered of a token says nothing about a session, and the other way round")
    func separateKinds() async throws {
        try await Office.open { office in
            try await office.host.identity.ensurePerson("li", role: .editor, unit: "office")
            let session = try await Browser.signIn(office, as: "li")
            // Known as a session now; as a token it is still nothing.
            #expect(try await session.get("/").status == 200)
            try await office.get(things, as: session.secret).requireProblem(401, "unauthenticated")
            #expect(try await session.get("/").status == 200)
            let token = try await office.token(.editor)
            #expect(try await office.get(things, as: token).status == 200)
            let disguised = try await office.get(things, as: "", [.cookie: "yizhan_session=\(token)"])
            disguised.requireProblem(401, "unauthenticated")
        }
    }

    @Test("Answers are for nobody's cache but the reader's own")
    func caches() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input())
            for path in [
                things, "\(things)/\(created.id)", "\(things)/count", "\(things)/export.csv", "/identity/v1/me",
            ] {
                let control = try await office.get(path).headers[.cacheControl] ?? ""
                #expect(control.contains("private") || control.contains("no-store"), "\(path): \(control)")
            }
        }
    }
}

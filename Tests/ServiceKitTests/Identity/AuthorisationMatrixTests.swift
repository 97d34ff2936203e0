import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

/// Something an administrator may ask for, and what each of five askers is answered.
struct Ask: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Answers to: the administrators of the university, the office, the school and the lab, and an approver of all.
    let statuses: [Int]
    /// Prepares what is needed for one asker, as the administrator of everything.
    let prepare: @Sendable (_ office: Office, _ name: String) async throws -> Void
    let ask: @Sendable (_ office: Office, _ name: String, _ token: String) async throws -> Answer

    init(
        _ name: String, _ statuses: [Int],
        prepare: @escaping @Sendable (_ office: Office, _ name: String) async throws -> Void = { _, _ in },
        _ ask: @escaping @Sendable (_ office: Office, _ name: String, _ token: String) async throws -> Answer,
    ) {
        self.testDescription = name
        self.statuses = statuses
        self.prepare = prepare
        self.ask = ask
    }
}

@Suite("Who may administer what")
struct AuthorisationMatrixTests {
    static let askers: [(name: String, role: Role, unit: String)] = [
        ("root", .admin, "university"), ("office", .admin, "office"), ("school", .admin, "school"),
        ("lab", .admin, "lab"), ("approver", .approver, "university"),
    ]

    private static func makeUnit(below parent: String) -> @Sendable (Office, String, String) async throws -> Answer {
        { office, name, token in
            try await office.post(
                units, ["code": .string("new-\(name)"), "parent": .string(parent), "name": ["zh": "新单位"]], as: token)
        }
    }

    private static func unit(below parent: String) -> @Sendable (Office, String) async throws -> Void {
        { office, name in _ = try await Self.makeUnit(below: parent)(office, name, office.admin) }
    }

    private static func token(in unit: String) -> @Sendable (Office, String) async throws -> Void {
        { office, name in _ = try await office.token(.viewer, unit, name: "t-\(name)") }
    }

    /// A person who holds roles in these units.
    private static func person(in codes: String...) -> @Sendable (Office, String) async throws -> Void {
        { office, name in
            let made = try await office.post(people, ["name": .string("p-\(name)")])
            #expect(made.status == 201)
            for code in codes {
                let grant: JSON = ["role": "viewer", "unit": .string(code)]
                let given = try await office.post("\(people)/p-\(name)/grants", grant)
                #expect(given.status == 200)
            }
        }
    }

    private static func give(
        _ role: Role, in unit: String,
    ) -> @Sendable (Office, String, String) async throws -> Answer {
        { office, name, token in
            try await office.post(
                "\(people)/p-\(name)/grants", ["role": .string(role.rawValue), "unit": .string(unit)], as: token)
        }
    }

    private static func makeToken(in unit: String) -> @Sendable (Office, String, String) async throws -> Answer {
        { office, name, token in
            try await office.post(
                tokens, ["name": .string(name), "role": "admin", "unit": .string(unit)], as: token)
        }
    }

    static let requests: [Ask] = [
        // Units: what is below one's own is made and changed, one's own is a matter of those above.
        Ask("make a unit below the university", [201, 403, 403, 403, 403], makeUnit(below: "university")),
        Ask("make a unit below the office", [201, 201, 403, 403, 403], makeUnit(below: "office")),
        Ask("make a unit below the school", [201, 403, 201, 403, 403], makeUnit(below: "school")),
        Ask("make a unit below the lab", [201, 403, 201, 201, 403], makeUnit(below: "lab")),
        Ask("make a unit below one that is none", [422, 403, 403, 403, 403], makeUnit(below: "nowhere")),
        Ask("rename the university", [200, 403, 403, 403, 403]) { office, _, token in
            try await office.patch("\(units)/university", ["name": ["en": "U"]], "*", as: token)
        },
        Ask("rename the school", [200, 403, 403, 403, 403]) { office, _, token in
            try await office.patch("\(units)/school", ["name": ["en": "S"]], "*", as: token)
        },
        Ask("rename the lab", [200, 403, 200, 403, 403]) { office, _, token in
            try await office.patch("\(units)/lab", ["name": ["en": "L"]], "*", as: token)
        },
        Ask("move the lab to the office", [200, 403, 403, 403, 403]) { office, _, token in
            try await office.patch("\(units)/lab", ["parent": "office"], "*", as: token)
        },
        Ask(
            "delete a unit below the school", [204, 403, 204, 403, 403],
            prepare: Self.unit(below: "school")
        ) { office, name, token in try await office.delete("\(units)/new-\(name)", "*", as: token) },
        Ask("read the units", [200, 200, 200, 200, 200]) { office, _, token in
            try await office.get(units, as: token)
        },

        // People: everything about who is in reach, roles in one's own units, nothing of the rest.
        Ask("make a person", [201, 201, 201, 201, 403]) { office, name, token in
            try await office.post(people, ["name": .string("p-\(name)")], as: token)
        },
        Ask("list the people", [200, 200, 200, 200, 403]) { office, _, token in
            try await office.get(people, as: token)
        },
        Ask("read a person", [200, 200, 200, 200, 403]) { office, _, token in
            try await office.get("\(people)/zhao", as: token)
        },
        Ask("rename a person without roles", [200, 200, 200, 200, 403]) { office, name, token in
            try await office.patch("\(people)/sun", ["display": ["en": .string(name)]], "*", as: token)
        },
        Ask("rename a person of the lab", [200, 403, 200, 200, 403]) { office, name, token in
            try await office.patch("\(people)/zhao", ["display": ["en": .string(name)]], "*", as: token)
        },
        Ask("rename a person of the school and the office", [200, 403, 403, 403, 403]) { office, name, token in
            try await office.patch("\(people)/qian", ["display": ["en": .string(name)]], "*", as: token)
        },
        Ask(
            "disable a person of the lab", [200, 403, 200, 200, 403], prepare: person(in: "lab")
        ) { office, name, token in
            try await office.post("\(people)/p-\(name)/transitions/disable", as: token)
        },
        Ask(
            "disable a person of the school and the office", [200, 403, 403, 403, 403],
            prepare: person(in: "school", "office")
        ) { office, name, token in
            try await office.post("\(people)/p-\(name)/transitions/disable", as: token)
        },
        Ask("disable an administrator of everything", [200, 403, 403, 403, 403]) { office, _, token in
            try await office.post("\(people)/gu/transitions/disable", as: token)
        },
        Ask("end the sessions of a person of the lab", [204, 403, 204, 204, 403]) { office, _, token in
            try await office.send(.delete, "\(people)/zhao/sessions", as: token)
        },
        Ask("end the sessions of a person of two units", [204, 403, 403, 403, 403]) { office, _, token in
            try await office.send(.delete, "\(people)/qian/sessions", as: token)
        },
        Ask("make a link for a person of the lab", [201, 403, 201, 201, 403]) { office, _, token in
            try await office.post(links, ["person": "zhao"], as: token)
        },
        Ask("make a link for an administrator of everything", [201, 403, 403, 403, 403]) { office, _, token in
            try await office.post(links, ["person": "zhou"], as: token)
        },

        // Roles.
        Ask(
            "give a role in the university", [200, 403, 403, 403, 403], prepare: person(),
            give(.viewer, in: "university")),
        Ask(
            "make an administrator of the university", [200, 403, 403, 403, 403], prepare: person(),
            give(.admin, in: "university")),
        Ask(
            "make an administrator of the office", [200, 200, 403, 403, 403], prepare: person(),
            give(.admin, in: "office")),
        Ask(
            "make an administrator of the school", [200, 403, 200, 403, 403], prepare: person(),
            give(.admin, in: "school")),
        Ask(
            "give a role in the lab", [200, 403, 200, 200, 403], prepare: person(), give(.editor, in: "lab")),
        Ask(
            "give a role in the lab to one of the office", [200, 403, 200, 200, 403], prepare: person(in: "office"),
            give(.editor, in: "lab")),
        Ask(
            "take a role in the lab", [204, 403, 204, 204, 403], prepare: person(in: "lab", "office")
        ) { office, name, token in
            try await office.send(.delete, "\(people)/p-\(name)/grants/viewer/lab", as: token)
        },
        Ask(
            "take a role in the office", [204, 204, 403, 403, 403], prepare: person(in: "lab", "office")
        ) { office, name, token in
            try await office.send(.delete, "\(people)/p-\(name)/grants/viewer/office", as: token)
        },

        // Tokens: those of other units look like none.
        Ask("make a token for the university", [201, 403, 403, 403, 403], makeToken(in: "university")),
        Ask("make a token for the office", [201, 201, 403, 403, 403], makeToken(in: "office")),
        Ask("make a token for the lab", [201, 403, 201, 201, 403], makeToken(in: "lab")),
        Ask("list the tokens", [200, 200, 200, 200, 403]) { office, _, token in
            try await office.get(tokens, as: token)
        },
        Ask(
            "revoke a token of the lab", [204, 404, 204, 204, 403],
            prepare: Self.token(in: "lab")
        ) { office, name, token in
            let list = try await office.get(tokens).items
            let prefix = list.first { $0["name"]?.stringValue == "t-\(name)" }?["prefix"]?.stringValue ?? ""
            return try await office.send(.delete, "\(tokens)/\(prefix)", as: token)
        },
        Ask("read the audit trail", [200, 200, 200, 200, 403]) { office, _, token in
            try await office.get(audit, as: token)
        },
    ]

    @Test("Each administrator reaches the own units and those below", arguments: Self.requests)
    func matrix(_ request: Ask) async throws {
        try await University.open { office in
            // From the least to the greatest, so that what the greatest changes is not in the others' way.
            for (asker, status) in zip(Self.askers, request.statuses).reversed() {
                try await request.prepare(office, asker.name)
                let token = try await office.token(asker.role, asker.unit, name: "asker")
                let before = try await Self.state(office)
                let answer = try await request.ask(office, asker.name, token)
                #expect(answer.status == status, "\(asker.name): \(answer.text.prefix(300))")
                if answer.status >= 400 {
                    #expect(try await Self.state(office) == before, "\(asker.name) was refused and changed something")
                }
            }
        }
    }

    /// Everything that an administrator can change, the trail included.
    private static func state(_ office: Office) async throws -> String {
        try await office.owner.query(
            """
            SELECT concat((SELECT json_agg(u ORDER BY code) FROM identity.units u), \
            (SELECT json_agg(p ORDER BY name) FROM identity.people p), \
            (SELECT json_agg(g ORDER BY g::text) FROM identity.grants g), \
            (SELECT json_agg(t ORDER BY prefix) FROM identity.tokens t), \
            (SELECT json_agg(l ORDER BY digest) FROM identity.sign_in_links l), \
            (SELECT count(*) FROM identity.audit))
            """
        ).first?.string(0) ?? ""
    }

    @Test("Tokens are listed for whom they could be revoked by, people with all their roles")
    func lists() async throws {
        try await University.open { office in
            let lab = try await office.token(.admin, "lab", name: "实验室管理员")
            _ = try await office.token(.viewer, "school", name: "学院看板")
            let nobody = try await office.host.identity.createToken(name: "无角色", grants: [], days: 1, by: "tests")
            #expect(nobody.text.hasPrefix("yz_"))
            let seen = try await office.get(tokens, as: lab).items.compactMap { $0["name"]?.stringValue }
            #expect(seen == ["实验室管理员"])
            let all = try await office.get(tokens).items.compactMap { $0["name"]?.stringValue }
            #expect(Set(all) == ["实验室管理员", "学院看板", "无角色", "admin"])
            let qian = try await office.get("\(people)/qian", as: lab)
            #expect(qian["grants"]?.arrayValue?.count == 2)
        }
    }
}

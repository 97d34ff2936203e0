import Database
import HTTPTypes
import LibPQ
import Model
import ServiceKit
import Testing

@Suite("The audit trail")
struct AuditTests {
    /// Does one of everything, and returns what the trail says of it, oldest first.
    private static func deeds(_ office: Office) async throws -> [JSON] {
        let before = try await office.number("SELECT max(id) FROM identity.audit")
        _ = try await office.post(units, ["code": "law", "parent": "school", "name": ["zh": "法学院"]])
        _ = try await office.patch("\(units)/law", ["name": ["zh": "法律学院"], "parent": "university"], "*")
        _ = try await office.delete("\(units)/law", "*")
        _ = try await office.post(people, ["name": "li", "display": ["zh": "李雪梅"]])
        _ = try await office.patch("\(people)/li", ["display": ["zh": "李雪"]], "*")
        _ = try await office.post("\(people)/li/grants", ["role": "editor", "unit": "lab"])
        _ = try await office.send(.delete, "\(people)/li/grants/editor/lab")
        _ = try await office.post(links, ["person": "li"])
        _ = try await office.send(.delete, "\(people)/li/sessions")
        _ = try await office.post("\(people)/li/transitions/disable")
        _ = try await office.post("\(people)/li/transitions/enable")
        let token = try await office.post(tokens, ["name": "财务系统", "role": "viewer", "unit": "office"])
        _ = try await office.send(.delete, "\(tokens)/\(token["prefix"]?.stringValue ?? "")")
        let entries = try await office.get("\(audit)?limit=100").items
        return entries.filter { ($0["id"]?.integerValue ?? 0) > Int64(before) }.reversed()
    }

    @Test("Everything leaves an entry: who, what, before and after")
    func complete() async throws {
        try await University.open { office in
            let deeds = try await Self.deeds(office)
            #expect(
                deeds.compactMap { $0["action"]?.stringValue }
                    == IdentityAction.allCases.filter { ["unit", "person", "token"].contains($0.kind) }.sorted().map(
                        \.rawValue))
            #expect(deeds.allSatisfy { $0["by"] == "token:admin" })
            func deed(_ action: IdentityAction) -> JSON? {
                deeds.first { $0["action"]?.stringValue == action.rawValue }
            }
            #expect(deed(.unitUpdated)?["before"] == ["name": ["zh": "法学院"], "parent": "school"])
            #expect(deed(.unitUpdated)?["after"] == ["name": ["zh": "法律学院"], "parent": "university"])
            #expect(deed(.unitUpdated)?["units"] == ["law", "school", "university"])
            #expect(deed(.personCreated)?["after"]?["display"] == ["zh": "李雪梅"])
            #expect(deed(.personUpdated)?["before"] == ["display": ["zh": "李雪梅"]])
            #expect(deed(.personGranted)?["after"] == ["role": "editor", "unit": "lab"])
            #expect(deed(.personWithdrawn)?["before"] == ["role": "editor", "unit": "lab"])
            #expect(deed(.personWithdrawn)?["after"] == nil)
            #expect(deed(.personDisabled)?["before"]?["state"] == "active")
            #expect(deed(.personDisabled)?["after"]?["state"] == "disabled")
            #expect(deed(.tokenCreated)?["after"]?["name"] == "财务系统")
            #expect(deed(.tokenRevoked)?["after"]?["state"] == "revoked")
        }
    }

    @Test("Nothing secret is in it")
    func secrets() async throws {
        try await University.open { office in
            let token = try await office.post(tokens, ["name": "x", "role": "viewer"])["token"]?.stringValue ?? "?"
            let link = try await office.post(links, ["person": "sun"])["path"]?.stringValue ?? "?"
            let text = try await office.get("\(audit)?limit=500").text
            #expect(!text.contains(token.suffix(30)))
            #expect(!text.contains(link.suffix(30)))
        }
    }

    @Test("An administrator reads what concerns the own units, and what was done by oneself")
    func reach() async throws {
        try await University.open { office in
            let school = try await office.token(.admin, "school")
            let lab = try await office.token(.admin, "lab")
            _ = try await office.post(people, ["name": "li"], as: school)
            _ = try await office.post("\(people)/li/grants", ["role": "editor", "unit": "lab"], as: school)
            _ = try await office.post("\(people)/li/grants", ["role": "viewer", "unit": "office"])
            func actions(_ token: String?) async throws -> [String] {
                try await office.get("\(audit)?subject=li", as: token).items.map { entry in
                    "\(entry["action"]?.stringValue ?? "") \(entry["after"]?["unit"]?.stringValue ?? "")"
                }
            }
            #expect(try await actions(nil) == ["person.granted office", "person.granted lab", "person.created "])
            #expect(try await actions(school) == ["person.granted lab", "person.created "])
            #expect(try await actions(lab) == ["person.granted lab"])
        }
    }

    @Test("It is read page by page, newest first, and every entry once")
    func pages() async throws {
        try await University.open { office in
            let all = try await office.get("\(audit)?limit=500").items.compactMap { $0["id"]?.integerValue }
            #expect(all == all.sorted(by: >))
            #expect(all.count > 8)
            var seen: [Int64] = []
            var next: String?
            repeat {
                let page = try await office.get("\(audit)?limit=3\(next.map { "&after=\($0)" } ?? "")")
                seen += page.items.compactMap { $0["id"]?.integerValue }
                next = page["next"]?.stringValue
            } while next != nil
            #expect(seen == all)
            try await office.get("\(audit)?after=x").requireProblem(422, "validation", faults: ["#/after format"])
        }
    }

    @Test(
        "A service may add to it, and can change neither it nor what a secret opens",
        arguments: [
            "UPDATE identity.audit SET by = 'x'", "DELETE FROM identity.audit",
            "UPDATE identity.tokens SET digest = sha256('x')", "UPDATE identity.tokens SET expires_at = 'infinity'",
            "UPDATE identity.sessions SET person = 'admin'", "UPDATE identity.sign_in_links SET person = 'admin'",
            "UPDATE identity.people SET name = 'x'", "UPDATE identity.units SET code = 'x'",
            "UPDATE identity.grants SET role = 'admin'", "DELETE FROM identity.tokens", "DELETE FROM identity.sessions",
        ])
    func settled(statement: String) async throws {
        try await University.open { office in
            let error = await #expect(throws: DatabaseError.self) {
                try await office.owner.withTransaction { connection in
                    try await connection.script("SET LOCAL ROLE yizhan_samples; \(statement)")
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
    }
}

extension [IdentityAction] {
    /// In the order in which the test does them.
    fileprivate func sorted() -> [IdentityAction] {
        let order: [IdentityAction] = [
            .unitCreated, .unitUpdated, .unitDeleted, .personCreated, .personUpdated, .personGranted, .personWithdrawn,
            .linkMade, .personSignedOut, .personDisabled, .personEnabled, .tokenCreated, .tokenRevoked,
        ]
        return self.sorted { (order.firstIndex(of: $0) ?? -1) < (order.firstIndex(of: $1) ?? -1) }
    }
}

import Model
import Testing

@testable import ServiceKit

@Suite("Types of events that a token is limited to")
struct TokenTypesTests {
    private static let types: JSON = [["type": "partners.*"], ["type": "mobility.mobility.created"]]

    @Test("They are said when it is made, shown in lists and kept in the audit trail; without any, all may be read")
    func interface() async throws {
        try await University.open { office in
            let wish: JSON = ["name": "住宿系统", "role": "integrator", "unit": "office", "types": Self.types]
            let limited = try await office.post(tokens, wish)
            let secret = try #require(limited["token"]?.stringValue)
            let prefix = try #require(limited["prefix"]?.stringValue)
            let listed = try await office.get(tokens).items.first { $0["prefix"]?.stringValue == prefix }
            #expect(listed?["types"] == Self.types)
            let entry = try #require(try await office.get("\(audit)?subject=\(prefix)").items.first)
            #expect(entry["after"]?["types"] == Self.types)
            let actor = try await office.host.identity.actor(tokenDigest: Secret.digest(of: secret))
            #expect(actor?.eventTypes == ["partners.*", "mobility.mobility.created"])
            // Records are not concerned.
            #expect(try await office.get(things, as: secret).status == 200)
            for none: JSON in [["name": "x", "role": "viewer"], ["name": "x", "role": "viewer", "types": []]] {
                let made = try await office.post(tokens, none)["token"]?.stringValue ?? ""
                let actor = try #require(
                    try await office.host.identity.actor(tokenDigest: Secret.digest(of: made)))
                #expect(actor.eventTypes == nil)
            }
        }
    }

    @Test("Those that are no patterns are refused, and any for a token that administers, which could make another")
    func refusals() async throws {
        try await University.open { office in
            let long = JSON.string(String(repeating: "x", count: 201))
            for types: JSON in [[["type": ""]], [["type": long]], [[:]], ["partners.*"], "partners.*"] {
                let wish: JSON = ["name": "x", "role": "viewer", "types": types]
                #expect(try await office.post(tokens, wish).status == 422, "\(types)")
            }
            let wish: JSON = ["name": "x", "role": "admin", "unit": "office", "types": Self.types]
            let answer = try await office.post(tokens, wish)
            #expect(answer.status == 422)
            #expect(answer["errors"]?[0]?["pointer"] == "#/types")
        }
    }

    @Test("A form takes them, offers more rows, and the list shows them")
    func pages() async throws {
        try await University.open { office in
            let browser = try await Browser.signIn(office, as: "zhou")
            func submit(_ fields: [(String, String)]) async throws -> Answer {
                try await browser.submit("/identity/tokens", fields, token: try await browser.formToken())
            }
            let wish = [
                ("name", "住宿系统"), ("role", "integrator"), ("unit", "office"), ("days", "30"), ("_key", "form-1"),
                ("types.0.type", "partners.*"),
            ]
            let more = try await submit(wish + [("_more", "types")])
            #expect(more.status == 200)
            #expect(more.text.contains("value=\"partners.*\""))
            #expect(more.text.contains("name=\"types.1.type\""))
            #expect(try await submit(wish).status == 201)
            let list = try await browser.get("/identity/tokens").text
            #expect(list.contains("<code>partners.*</code>"))
        }
    }
}

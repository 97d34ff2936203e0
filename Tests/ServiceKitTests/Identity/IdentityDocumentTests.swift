import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("The description of the identity interface")
struct IdentityDocumentTests {
    @Test("Every path that is described answers, and every answer has the members that are described")
    func truthful() async throws {
        try await University.open { office in
            let document = try await office.get("/identity/openapi.json").json
            let paths = document["paths"]?.objectValue ?? JSONObject()
            #expect(paths.count == 13)
            for (list, schema) in [(units, "Unit"), (people, "Person"), (tokens, "Token"), (audit, "AuditEntry")] {
                let properties = document["components"]?["schemas"]?[schema]?["properties"]?.objectValue
                let required = document["components"]?["schemas"]?[schema]?["required"]?.arrayValue ?? []
                let items = try await office.get(list).items
                #expect(!items.isEmpty)
                for item in items {
                    for name in item.objectValue?.keys ?? [] { #expect(properties?[name] != nil, "\(schema) \(name)") }
                    for name in required { #expect(item[name.stringValue ?? ""] != nil, "\(schema) \(name)") }
                }
            }
            for path in paths {
                let place = path.key.split(separator: "{").joined(separator: "}").split(separator: "}").enumerated()
                    .map { $0.offset % 2 == 0 ? String($0.element) : "none" }.joined()
                for operation in path.value.objectValue?.keys ?? [] {
                    let method = try #require(HTTPRequest.Method(operation.uppercased()))
                    let answer = try await office.send(method, place, as: "")
                    answer.requireProblem(401, "unauthenticated")
                    #expect(path.value[operation]?["operationId"]?.stringValue?.isEmpty == false)
                }
            }
        }
    }

    @Test(
        "An independent validator accepts it",
        .enabled(if: Python.has("openapi_spec_validator"), "python3 cannot import openapi_spec_validator here"))
    func independentValidator() async throws {
        try await Office.open { office in
            let document = try await office.get("/identity/openapi.json")
            let verdict = try Python.run(
                "import sys, json; from openapi_spec_validator import validate; validate(json.load(sys.stdin)); print('ok')",
                with: "openapi_spec_validator", input: document.bytes)
            #expect(verdict.contains("ok"), "\(verdict)")
        }
    }
}

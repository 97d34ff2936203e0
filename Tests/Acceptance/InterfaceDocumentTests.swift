import Model
import Testing

/// What a running office says about its interfaces, as those read it who write programs against them.
@Suite("The descriptions of all interfaces", .serialized)
struct InterfaceDocumentTests {
    private static let names = ["partners", "mobility", "experts", "events", "identity"]

    @Test("Nothing in them is null or leads nowhere, and every operation is described as a whole")
    func structure() async throws {
        for (name, document) in try await Self.documents() {
            let problems = InterfaceDocument(document).problems()
            #expect(problems == [], "\(name)")
        }
    }

    @Test("The checks see what they look for")
    func checks() throws {
        let bad = try JSON(
            parsing: """
                {"paths": {"/a/{id}": {"get": {"operationId": "x", "responses": {"200": {"headers": null}}},
                "put": {"operationId": "x", "parameters": [{"in": "path", "name": "id", "required": true}],
                "responses": {"default": {"$ref": "#/components/responses/Problem"}}}}}}
                """)
        let problems = InterfaceDocument(bad).problems()
        let parts = ["null at", "leads nowhere", "no description", "is taken", "no method", "in the path", "no schema"]
        for part in parts {
            #expect(problems.contains { $0.contains(part) }, "\(part)")
        }
    }

    @Test(
        "An independent validator accepts them",
        .enabled(if: IndependentValidator.isInstalled, "python3 cannot import openapi_spec_validator here"))
    func independentValidator() async throws {
        for (name, document) in try await Self.documents() {
            let objections = try IndependentValidator.objections(to: document)
            #expect(objections == "", "\(name)")
        }
    }

    private static func documents() async throws -> [(name: String, document: JSON)] {
        try await OfficeProcess.with { client in
            var documents: [(name: String, document: JSON)] = []
            for name in Self.names {
                let answer = try await client.get("/\(name)/openapi.json")
                #expect(answer.status == 200, "\(name)")
                documents.append((name: name, document: answer.json))
            }
            return documents
        }
    }
}

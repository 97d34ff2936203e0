import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("The OpenAPI document")
struct OpenAPITests {
    private static func document() async throws -> JSON {
        let box = Box()
        try await Office.open { office in await box.put(try await office.get("/samples/openapi.json").json) }
        return await box.json
    }

    private actor Box {
        var json = JSON.null
        func put(_ json: JSON) { self.json = json }
    }

    private static func walk(_ json: JSON, _ visit: (JSON) -> Void) {
        visit(json)
        switch json {
        case .array(let elements): for element in elements { Self.walk(element, visit) }
        case .object(let object): for member in object { Self.walk(member.value, visit) }
        default: break
        }
    }

    @Test("Every declared field, filter and transition is in it")
    func completeness() async throws {
        let document = try await Self.document()
        for collection in Sample.definition.collections {
            let resource = collection.resource
            let base = "/samples/v1/\(resource.collection)"
            let schema = document["components"]?["schemas"]?[
                "\(resource.name.prefix(1).uppercased())\(resource.name.dropFirst())"]
            for field in resource.allFields {
                let property = schema?["properties"]?[field.name]
                #expect(property != nil, "\(resource.name).\(field.name)")
                #expect((property?["readOnly"] == true) == field.isReadOnly, "\(resource.name).\(field.name)")
                for item in field.items ?? [] {
                    #expect(property?["items"]?["properties"]?[item.name] != nil, "\(field.name).\(item.name)")
                }
            }
            for transition in resource.lifecycle.transitions where !collection.isKeptByProgram {
                let operation = document["paths"]?["\(base)/{id}/transitions/\(transition.name)"]?["post"]
                #expect(operation != nil, "\(transition.name)")
                let body = operation?["requestBody"]?["content"]?["application/json"]?["schema"]?["properties"]
                #expect(body?.objectValue?.keys ?? [] == transition.accepts)
            }
            #expect(schema?["properties"]?["state"]?["enum"]?.arrayValue?.count == resource.lifecycle.states.count)
            let parameters = document["paths"]?[base]?["get"]?["parameters"]?.arrayValue ?? []
            let names = parameters.compactMap { $0["name"]?.stringValue }
            #expect(Set(names).count == names.count)
            for field in resource.allFields where !field.isDerived {
                #expect(names.contains { $0 == field.name || $0.hasPrefix("\(field.name).") }, "\(field.name)")
            }
            for name in ["createdAt.from", "createdAt.to", "updatedAt.from", "updatedAt.to"] {
                #expect(names.contains(name))
            }
        }
    }

    @Test("What answers a change has a place for its warnings, and every change can be tried out")
    func changes() async throws {
        let document = try await Self.document()
        let schemas = document["components"]?["schemas"]
        #expect(schemas?["Thing"]?["properties"]?["warnings"] == nil)
        #expect(schemas?["ThingAnswer"]?["properties"]?["warnings"]?["items"] != nil)
        for (path, method, status) in [(things, "post", "201"), ("\(things)/{id}", "patch", "200")] {
            let operation = document["paths"]?[path]?[method]
            let schema = operation?["responses"]?[status]?["content"]?["application/json"]?["schema"]
            #expect(schema?["$ref"] == "#/components/schemas/ThingAnswer")
        }
        for (path, method) in [
            (things, "post"), ("\(things)/{id}", "patch"), ("\(things)/{id}", "delete"),
            ("\(things)/{id}/transitions/submit", "post"),
        ] {
            let parameters = document["paths"]?[path]?[method]?["parameters"]?.arrayValue ?? []
            #expect(parameters.contains { $0["name"] == "dryRun" }, "\(method) \(path)")
        }
    }

    @Test("Every filter that it offers is understood")
    func offeredFilters() async throws {
        try await Office.open { office in
            let document = try await office.get("/samples/openapi.json").json
            let parameters = document["paths"]?[things]?["get"]?["parameters"]?.arrayValue ?? []
            for name in parameters.compactMap({ $0["name"]?.stringValue }) where !name.hasSuffix(".groupOn") {
                let answer = try await office.get("\(things)?\(name)=%21")
                #expect(!answer.faults.contains("#/\(name) unknownField"), "\(name)")
            }
        }
    }

    @Test("The import is described with its forms, its parameter and its report, where there is one")
    func imports() async throws {
        let document = try await Self.document()
        for collection in Sample.definition.collections {
            let path = "/samples/v1/\(collection.resource.collection)/import"
            let operation = document["paths"]?[path]?["post"]
            guard !collection.isKeptByProgram else {
                #expect(operation == nil)
                continue
            }
            let types = operation?["requestBody"]?["content"]?.objectValue?.keys ?? []
            #expect(types.sorted() == ["application/json", "application/x-ndjson", "text/csv"])
            #expect(operation?["parameters"]?.arrayValue?.compactMap { $0["name"] } == ["dryRun"])
            let answer = operation?["responses"]?["200"]?["content"]?["application/json"]?["schema"]?["$ref"]
            #expect(answer == "#/components/schemas/ImportReport")
        }
    }

    @Test("A report has the members that the document describes, and no others")
    func reports() async throws {
        try await Office.open { office in
            let schema = try await office.get("/samples/openapi.json").json["components"]?["schemas"]?["ImportReport"]
            let answer = try await office.send(
                .post, "\(places)/import",
                raw: ([Place.input("甲", ["unit": "nowhere"]), Place.input("乙")] as JSON).bytes,
                type: "application/json")
            let members = try answer.json.objectValue?.keys ?? []
            #expect(members.sorted() == schema?["required"]?.arrayValue?.compactMap(\.stringValue).sorted())
            let reason = schema?["properties"]?["rejected"]?["items"]
            let given = answer["rejected"]?[0]?.objectValue?.keys ?? []
            #expect(Set(given) == Set(reason?["properties"]?.objectValue?.keys ?? []))
        }
    }

    @Test("References lead somewhere, operations have names of their own, parameters of paths are declared")
    func wellFormed() async throws {
        let document = try await Self.document()
        #expect(document["openapi"] == "3.1.0")
        var references: [String] = []
        Self.walk(document) { node in
            if let reference = node["$ref"]?.stringValue { references.append(reference) }
        }
        #expect(!references.isEmpty)
        for reference in references {
            var target: JSON? = document
            for part in reference.dropFirst(2).split(separator: "/") { target = target?[String(part)] }
            #expect(target != nil, "\(reference)")
        }
        var operations: [String] = []
        for path in document["paths"]?.objectValue?.members ?? [] {
            for operation in path.value.objectValue?.members ?? [] {
                #expect(["get", "post", "patch", "delete"].contains(operation.key))
                operations.append(operation.value["operationId"]?.stringValue ?? "")
                #expect(operation.value["responses"]?.objectValue?.isEmpty == false)
                let declared = (operation.value["parameters"]?.arrayValue ?? [])
                    .filter { $0["in"] == "path" }.compactMap { $0["name"]?.stringValue }
                let used = path.key.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
                #expect(declared == used, "\(path.key)")
                for response in operation.value["responses"]?.objectValue?.members ?? [] {
                    #expect(response.value["description"] != nil || response.value["$ref"] != nil)
                }
            }
        }
        #expect(Set(operations).count == operations.count)
        #expect(!operations.contains(""))
    }

    @Test(
        "An independent validator accepts it",
        .enabled(if: Python.has("openapi_spec_validator"), "python3 cannot import openapi_spec_validator here"))
    func independentValidator() async throws {
        let document = try await Self.document()
        let verdict = try Python.run(
            "import sys, json; from openapi_spec_validator import validate; validate(json.load(sys.stdin)); print('ok')",
            with: "openapi_spec_validator", input: document.bytes)
        #expect(verdict.contains("ok"), "\(verdict)")
    }
}

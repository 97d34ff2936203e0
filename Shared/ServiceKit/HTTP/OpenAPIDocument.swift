import Model

/// The OpenAPI 3.1 description of a service.
struct OpenAPIDocument: Sendable {
    let definition: ServiceDefinition
    /// The operations that follow from no record type.
    let endpoints: [Endpoint]

    init(_ definition: ServiceDefinition, _ endpoints: [Endpoint]) {
        self.definition = definition
        self.endpoints = endpoints
    }

    var json: JSON {
        var paths = self.endpoints.paths
        var schemas = self.definition.schemas
        for collection in self.definition.collections {
            let resource = collection.resource
            let base = "/\(resource.service)/v1/\(resource.collection)"
            let operations = OpenAPIOperations(collection)
            paths[base] = operations.collectionItem
            paths["\(base)/count"] = operations.countItem
            paths["\(base)/export.csv"] = operations.exportItem("text/csv")
            paths["\(base)/export.json"] = operations.exportItem("application/x-ndjson")
            paths["\(base)/{id}"] = operations.recordItem
            paths["\(base)/{id}/history"] = operations.historyItem
            schemas[resource.schemaName] = JSONSchema.record(resource)
            guard !collection.isKeptByProgram else { continue }
            paths["\(base)/import"] = operations.importItem
            for transition in resource.lifecycle.transitions {
                paths["\(base)/{id}/transitions/\(transition.name)"] = operations.transitionItem(transition)
            }
            schemas["\(resource.schemaName)Answer"] = JSONSchema.answer(resource)
            schemas["New\(resource.schemaName)"] = JSONSchema.input(resource, requiring: true)
            schemas["\(resource.schemaName)Patch"] = JSONSchema.input(resource, requiring: false)
            schemas["ImportReport"] = JSONSchema.importReport
        }
        for path in self.endpoints.paths { paths[path.key] = path.value }
        return Self.document(
            of: self.definition.label, paths: paths, schemas: schemas, description: self.description)
    }

    private var description: String {
        let records = """
            Lists page by cursor (`after`, and the Link header), filter by any declared field, and sort by \
            `sort=field` or `sort=-field`. Changes need the ETag that was read in `If-Match`. Every POST may \
            carry an `Idempotency-Key`.
            """
        let problems = """
            Errors are problem documents (RFC 9457) that name each field, in the language of `Accept-Language`.
            """
        return self.definition.collections.isEmpty ? problems : "\(records) \(problems)"
    }

    /// What all documents say, around the paths and schemas of one.
    static func document(of label: Label, paths: JSONObject, schemas: JSONObject, description: String) -> JSON {
        var schemas = schemas
        schemas["Problem"] = JSONSchema.problem(withReport: schemas["ImportReport"] != nil)
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string("Yizhan \(label.en) · 驿站 \(label.zh)"),
                "version": "1",
                "description": .string(description),
                "license": ["name": "Proprietary", "identifier": "LicenseRef-Proprietary"],
            ],
            "servers": [["url": "/"]],
            "security": [["token": []]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer", "description": "A token `yz_…`."]
                ],
                "responses": [
                    "Problem": [
                        "description": "What went wrong, and which fields are at fault.",
                        "content": [
                            "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
                        ],
                    ]
                ],
            ],
        ]
    }
}

extension Resource {
    /// The type's name in schemas: `AgreementVersion`.
    var schemaName: String {
        self.name.split { $0 == "_" || $0 == "-" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

package import Model

/// The parts of an OpenAPI document that every operation is put together from.
package enum OpenAPIWords {
    static func operation(
        _ id: String, _ summary: String, tag: String, parameters: [JSON] = [], body: JSON? = nil,
        status: String = "200", answer: JSON? = nil, headers: JSON? = nil,
        problems: [(status: String, description: String)] = [],
    ) -> JSON {
        var operation: JSONObject = JSONObject()
        operation["operationId"] = .string(id)
        operation["summary"] = .string(summary)
        operation["tags"] = [.string(tag)]
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body { operation["requestBody"] = body }
        var success: JSONObject = JSONObject()
        success["description"] = .string(summary)
        if let headers { success["headers"] = headers }
        if let answer { success["content"] = answer }
        var responses = JSONObject([(status, .object(success))])
        for problem in problems {
            responses[problem.status] = [
                "description": .string(problem.description),
                "content": self.content("application/problem+json", self.reference("Problem")),
            ]
        }
        responses["default"] = ["$ref": "#/components/responses/Problem"]
        operation["responses"] = .object(responses)
        return .object(operation)
    }

    package static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

    static func content(_ type: String, _ schema: JSON) -> JSON {
        let entry: JSON = ["schema": schema]
        return .object(JSONObject([(type, entry)]))
    }

    static func jsonContent(_ schema: JSON) -> JSON { self.content("application/json", schema) }

    package static func parameter(
        _ name: String, in place: String, _ description: String, required: Bool = false,
        schema: JSON = ["type": "string"],
    ) -> JSON {
        [
            "name": .string(name), "in": .string(place), "description": .string(description),
            "required": .bool(required), "schema": schema,
        ]
    }

    static let etag: JSON = ["ETag": ["description": "The record's version.", "schema": ["type": "string"]]]
    package static let ifMatch = Self.parameter(
        "If-Match", in: "header", "The ETag that was read, or *.", required: true)
    static let ifMatchOptional = Self.parameter("If-Match", in: "header", "The ETag that was read.")
    package static let key = Self.parameter(
        "Idempotency-Key", in: "header", "Repeating a request with the same key repeats the first answer.")
}

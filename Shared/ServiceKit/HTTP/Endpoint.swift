public import HTTPTypes
public import Hummingbird
public import Model

/// One operation of an interface that follows from no record type: its route and its description in one place.
public struct Endpoint: Sendable {
    /// What answers a request.
    public typealias Handler =
        @Sendable (_ request: Request, _ context: ServiceRequestContext) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    /// Its name in the OpenAPI document.
    let id: String
    let summary: String
    /// Parameters besides those of the path.
    let parameters: [JSON]
    /// The name of the schema of the body, and its content type; empty for none, several when it may take several forms.
    let bodies: [(schema: String, type: String)]
    let status: String
    /// The schema of the answer, and its content type; empty for none, several when the reader chooses.
    let answers: [(schema: JSON, type: String)]
    let hasETag: Bool
    /// Refusals that are worth knowing of beforehand; all others are described in common.
    let problems: [(status: String, description: String)]
    let handle: Handler

    /// Declares an operation.
    ///
    /// - Parameters:
    ///   - method: the HTTP method.
    ///   - path: the path, with its parameters in braces.
    ///   - id: its name in the OpenAPI document.
    ///   - summary: what it does.
    ///   - parameters: those besides the path's, made by ``query(_:_:schema:)`` and ``header(_:_:schema:)``.
    ///   - body: the name of the body's schema.
    ///   - bodyType: the body's content type.
    ///   - otherBodies: further forms of the body.
    ///   - status: the status of success.
    ///   - answer: the schema of the answer.
    ///   - answerType: the answer's content type.
    ///   - otherAnswers: further forms of the answer, among which the reader chooses by `Accept`.
    ///   - hasETag: whether the answer names the version of a record.
    ///   - problems: refusals that are worth knowing of beforehand.
    ///   - handle: answers a request.
    public init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ summary: String, parameters: [JSON] = [],
        body: String? = nil, bodyType: String = "application/json",
        otherBodies: [(schema: String, type: String)] = [], status: String = "200", answer: JSON? = nil,
        answerType: String = "application/json", otherAnswers: [(schema: JSON, type: String)] = [],
        hasETag: Bool = false, problems: [(status: String, description: String)] = [],
        _ handle: @escaping Handler,
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.parameters = parameters
        self.bodies = (body.map { [(schema: $0, type: bodyType)] } ?? []) + otherBodies
        self.status = status
        self.answers = (answer.map { [(schema: $0, type: answerType)] } ?? []) + otherAnswers
        self.hasETag = hasETag
        self.problems = problems
        self.handle = handle
    }

    /// Adds the route.
    public func add(to router: RouterGroup<ServiceRequestContext>) {
        router.on(RouterPath(self.path), method: self.method) { request, context in
            try self.requireKnownParameters(request)
            return try await self.handle(request, context)
        }
    }

    /// Refuses what a write does not know: who has misspelt a parameter that should have kept it from happening, or has
    /// taken another operation's for this one's, must not find it done.
    private func requireKnownParameters(_ request: Request) throws(ValidationError) {
        guard self.method != .get, self.method != .head else { return }
        let known = self.parameters.filter { $0["in"] == "query" }.compactMap { $0["name"]?.stringValue }
        let unknown = request.queryPairs.map(\.name).filter { $0 != "lang" && !known.contains($0) }
        guard unknown.isEmpty else {
            throw ValidationError(unknown.map { Issue("/\($0)", .unknownField, .noParameter($0, known: known)) })
        }
    }

    /// A parameter after the question mark, in OpenAPI's words.
    public static func query(_ name: String, _ description: String, schema: JSON = ["type": "string"]) -> JSON {
        OpenAPIWords.parameter(name, in: "query", description, schema: schema)
    }

    /// A header that may be sent, in OpenAPI's words.
    public static func header(_ name: String, _ description: String, schema: JSON = ["type": "string"]) -> JSON {
        OpenAPIWords.parameter(name, in: "header", description, schema: schema)
    }

    /// The operation in OpenAPI's words.
    var description: JSON {
        let parts = self.path.split(separator: "/")
        let inPath = parts.filter { $0.hasPrefix("{") }.map { part in
            OpenAPIWords.parameter(
                String(part.dropFirst().dropLast()), in: "path", "Which one.", required: true)
        }
        // Not with a conditional operator: its nil would be a value, JSON's null.
        var headers: JSON?
        if self.hasETag { headers = OpenAPIWords.etag }
        return OpenAPIWords.operation(
            self.id, self.summary, tag: parts.count > 2 ? String(parts[2]) : "", parameters: inPath + self.parameters,
            body: Self.content(self.bodies.map { (schema: OpenAPIWords.reference($0.schema), type: $0.type) })
                .map { ["required": true, "content": $0] },
            status: self.status, answer: Self.content(self.answers), headers: headers, problems: self.problems)
    }

    private static func content(_ forms: [(schema: JSON, type: String)]) -> JSON? {
        guard !forms.isEmpty else { return nil }
        return .object(JSONObject(forms.map { ($0.type, ["schema": $0.schema]) }))
    }
}

extension [Endpoint] {
    /// The paths of an OpenAPI document.
    var paths: JSONObject {
        var paths = JSONObject()
        for endpoint in self {
            var item = paths[endpoint.path]?.objectValue ?? JSONObject()
            item[endpoint.method.rawValue.lowercased()] = endpoint.description
            paths[endpoint.path] = .object(item)
        }
        return paths
    }
}

public import HTTPTypes
public import Hummingbird
public import Model

/// One operation of an interface that follows from no record type: its route and its description in one place.
public struct Endpoint: Sendable {
    /// Answers a request.
    public typealias Handler = @Sendable (_ request: Request, _ context: ServiceRequestContext) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    /// Its name in the OpenAPI document.
    let id: String
    let summary: String
    /// Parameters besides those of the path.
    var parameters: [JSON] = []
    /// The name of the schema of the body, and its content type; nil for none.
    var body: (schema: String, type: String)?
    var status = "200"
    /// The schema of the answer; nil for none.
    var answer: JSON?
    var hasETag = false
    let handle: Handler

    /// Describes an operation.
    ///
    /// - Parameters:
    ///   - method: the HTTP method.
    ///   - path: its path, with parameters in braces.
    ///   - id: its name in the OpenAPI document.
    ///   - summary: what it does.
    ///   - parameters: those besides the path's, in OpenAPI's words.
    ///   - body: the name of the schema of the body; nil for none.
    ///   - bodyType: the content type of the body.
    ///   - status: the status of an answer that is no problem.
    ///   - answer: the schema of the answer; nil for none.
    ///   - hasETag: whether the answer carries the version.
    ///   - handle: answers a request.
    public init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ summary: String, parameters: [JSON] = [],
        body: String? = nil, bodyType: String = "application/json", status: String = "200", answer: JSON? = nil,
        hasETag: Bool = false, _ handle: @escaping Handler,
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.parameters = parameters
        self.body = body.map { (schema: $0, type: bodyType) }
        self.status = status
        self.answer = answer
        self.hasETag = hasETag
        self.handle = handle
    }

    func add(to router: RouterGroup<ServiceRequestContext>) {
        router.on(RouterPath(self.path), method: self.method, use: self.handle)
    }

    /// The operation in OpenAPI's words.
    var description: JSON {
        let parts = self.path.split(separator: "/")
        let inPath = parts.filter { $0.hasPrefix("{") }.map { part in
            OpenAPIWords.parameter(
                String(part.dropFirst().dropLast()), in: "path", "Which one.", required: true)
        }
        return OpenAPIWords.operation(
            self.id, self.summary, tag: parts.count > 2 ? String(parts[2]) : "", parameters: inPath + self.parameters,
            body: self.body.map { body in
                [
                    "required": true,
                    "content": OpenAPIWords.content(body.type, OpenAPIWords.reference(body.schema)),
                ]
            },
            status: self.status, answer: self.answer.map(OpenAPIWords.jsonContent),
            headers: self.hasETag ? OpenAPIWords.etag : nil)
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

import Hummingbird
import Model

/// `/{service}/openapi.json`, made from the declarations.
struct OpenAPIRoute: Sendable {
    let definition: ServiceDefinition
    let endpoints: [Endpoint]

    init(_ definition: ServiceDefinition, endpoints: [Endpoint]) {
        self.definition = definition
        self.endpoints = endpoints
    }

    func add(to router: RouterGroup<ServiceRequestContext>) {
        // Made once: the declarations do not change while a process runs.
        let document = OpenAPIDocument(self.definition, endpoints: self.endpoints).json.bytes
        router.get("/\(self.definition.name)/openapi.json") { _, _ in Response.json(document) }
    }
}

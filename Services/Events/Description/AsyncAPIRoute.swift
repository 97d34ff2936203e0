import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// `GET /events/asyncapi.json`: what events there are and how to get at them, made from the declarations.
///
/// Also under the version's path, beside the operations that it describes.
struct AsyncAPIRoute: Sendable {
    let publicURL: String?

    var endpoints: [Endpoint] {
        // Made once: the declarations do not change while a process runs.
        let document = AsyncAPIDocument(publicURL: self.publicURL).json.bytes
        return [("/events/asyncapi.json", "readAsyncAPI"), ("/events/v1/asyncapi.json", "readAsyncAPIOfVersion")].map {
            Endpoint(
                .get, $0, $1, "All kinds of events and the ways to them, as an AsyncAPI 3.0 document",
                answer: ["type": "object"]
            ) { _, _ in .json(document) }
        }
    }
}

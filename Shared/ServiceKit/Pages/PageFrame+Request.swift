import Hummingbird
import WebPages

extension PageFrame {
    /// The frame for somebody who is not signed in.
    init(anonymousAt request: Request, context: ServiceRequestContext) {
        self.init()
    }
}

import DemoOffice
import Logging
import ServiceKit
import ServiceLifecycle

/// Fills an empty office with the example one, beside the running services.
struct DemoLoading: Service {
    let host: Host
    let logger: Logger

    func run() async throws {
        do {
            try await DemoOffice.load(into: self.host.runtimes, identity: self.host.identity) { done, total in
                if done == total { self.logger.notice("The example office is loaded", metadata: ["records": "\(total)"]) }
            }
        } catch {
            // The office works without examples; what was loaded stays and the next start goes on from there.
            self.logger.error("The example office was not loaded", metadata: ["error": "\(error)"])
        }
        try await gracefulShutdown()
    }
}

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
            let made = try await DemoOffice(self.host.runtimes, identity: self.host.identity).open()
            self.logger.notice("The example office is open", metadata: ["records": "\(made)"])
        } catch {
            // The office works without examples; what was loaded stays and the next start goes on from there.
            self.logger.error("The example office was not loaded", metadata: ["error": "\(error)"])
        }
        try await gracefulShutdown()
    }
}

import Model
import ServiceLifecycle

/// Says that the services are ready, once they are, and takes it back when they end.
struct Announcement: Service {
    let office: Office
    let configuration: OfficeConfiguration
    let announce: @Sendable (ReadyState) -> Void

    func run() async throws {
        try await self.office.untilReady()
        let folder = self.configuration.dataFolder
        if let token = try await self.office.commandLineToken() {
            try PrivateFile.write(token + "\n", to: folder.tokenFile)
        }
        let state = ReadyState(
            process: Instance.process, url: self.configuration.url, link: try await self.office.signInLink())
        try PrivateFile.write(state.json.description + "\n", to: folder.readyFile)
        self.announce(state)
        try? await gracefulShutdown()
        Instance.clear(folder)
    }
}

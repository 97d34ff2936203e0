import ArgumentParser
import YizhanCommands

/// Which service a command talks to, and as whom.
struct ClientOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the services are (also YIZHAN_URL).", valueName: "address"))
    var url: String?

    @Option(help: "The API token (better: YIZHAN_TOKEN or YIZHAN_TOKEN_FILE, which other users do not see).")
    var token: String?

    @OptionGroup var installation: InstallationOptions

    /// Lends a client.
    func connect<Result>(_ body: (ServiceClient) async throws -> Result) async throws -> Result {
        let configuration = try ClientConfiguration(
            url: self.url, token: self.token, environment: self.installation.environment,
            dataFolder: self.installation.folder
        )
        return try await ServiceClient.with(configuration, body)
    }
}

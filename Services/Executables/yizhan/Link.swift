import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan link`.
struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a new one-time sign-in link, for an administrator unless told otherwise.",
        discussion: """
            Works on the machine of the installation, for who may reach its database.

            EXAMPLES
              yizhan link
              yizhan link --person li.xuemei
              yizhan link --url https://office.example.edu
            """
    )

    @Option(help: ArgumentHelp("The address the link begins with.", valueName: "address"))
    var url: String?

    @Option(help: ArgumentHelp("Whom it signs in; an administrator of everything when left out.", valueName: "account"))
    var person: String?

    @Flag(help: "Print the link as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let configuration = try ClientConfiguration(
            url: self.url, token: nil, environment: self.installation.environment,
            dataFolder: self.installation.folder
        )
        let link = try await self.installation.administer {
            try await $0.signInLink(baseURL: configuration.url, person: self.person)
        }
        let object: JSON = ["link": .string(link)]
        Terminal.output.line(self.json ? object.description : link)
    }
}

import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan token create`.
struct TokenCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a token and print it, this once.",
        discussion: """
            With --type it reads and receives events of these types only, by whatever way; what it may do with records is \
            not concerned. A token that administers cannot be limited so.

            EXAMPLES
              yizhan token create finance --role integrator
              yizhan token create housing --role integrator --type 'partners.*' --type mobility.mobility.created
              yizhan token create library-kiosk --role viewer --unit office --days 30 --json
            """
    )

    @Argument(help: "Who or what will use it.")
    var name: String

    @Option(help: "viewer, editor, approver, admin or integrator.")
    var role = "viewer"

    @Option(help: "The code of the unit for which, with all below it; the whole university when left out.")
    var unit: String?

    @Option(name: .customLong("type"), help: "Only events of this type, with * for anything; may be repeated.")
    var types: [String] = []

    @Option(help: "After how many days it ends, 366 at most.")
    var days = 365

    @Flag(help: "Print id and token as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let request = TokenRequest(
            name: self.name, role: self.role, unit: self.unit, types: self.types, days: self.days)
        let token = try await self.installation.administer { try await $0.createToken(request) }
        if self.json {
            let object: JSON = ["id": .string(token.id), "token": .string(token.secret)]
            Terminal.output.line(object.description)
        } else {
            Terminal.output.line(token.secret)
            Terminal.error.line("Keep it now: it is not shown again. Its id, to revoke it: \(token.id)")
        }
    }
}

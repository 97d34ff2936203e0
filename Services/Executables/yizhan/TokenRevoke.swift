import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan token revoke`.
struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a token at once.",
        discussion: """
            EXAMPLES
              yizhan token revoke 1a2b3c4d
            """
    )

    @Argument(help: "The token's id, as yizhan token list shows it.")
    var id: String

    @Flag(help: "Print the outcome as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        guard try await self.installation.administer({ try await $0.revokeToken(id: self.id) }) else {
            throw CommandError(.failed, "There is no token \(self.id).")
        }
        let object: JSON = ["revoked": .string(self.id)]
        if self.json { Terminal.output.line(object.description) } else { Terminal.error.line("Revoked.") }
    }
}

import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan token list`.
struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the tokens that were made, without the tokens themselves.",
        discussion: """
            EXAMPLES
              yizhan token list
              yizhan token list --json
            """
    )

    @Flag(help: "Print the list as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let tokens = try await self.installation.administer { try await $0.tokens() }
        if self.json { return Terminal.output.line(JSON.array(tokens.map(\.json)).description) }
        let style = Style(isOn: Terminal.output.hasColor)
        for token in tokens {
            let members = token.members.map { "\(style.faint($0.name)) \($0.value)" }
            Terminal.output.line(([style.strong(token.id)] + members).joined(separator: "  "))
        }
        if tokens.isEmpty { Terminal.error.line("There is no token.") }
    }
}

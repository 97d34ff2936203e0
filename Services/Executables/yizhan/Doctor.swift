import ArgumentParser
import Model
import YizhanCommands

/// The command `yizhan doctor`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the installation and say what is wrong with it.",
        discussion: """
            Shows the configuration that is in force, secrets masked. Exit code 1 when something does not work.

            EXAMPLES
              yizhan doctor
              yizhan doctor --data /srv/yizhan --json
            """
    )

    @Flag(help: "Print what was found as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let options = self.installation
        var checks = InstallationChecks(folder: options.folder, environment: options.environment).run()
        do {
            checks += try await options.administer { await $0.checks() }
        } catch {
            checks.append(Check("database", .bad, "\(error)"))
        }
        let style = Style(isOn: Terminal.output.hasColor)
        if self.json {
            Terminal.output.line(JSON.array(checks.map(\.json)).description)
        } else {
            for check in checks { Terminal.output.line(check.text(style: style)) }
        }
        if checks.contains(where: { $0.result == .bad }) { throw ExitCode.failure }
    }
}

import ArgumentParser
import Model

/// How the commands about people, units and logins say what they did.
struct IdentityOutput: ParsableArguments, OutcomeOutput {
    @Flag(help: "Print the outcome as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    var language: DisplayLanguage { self.installation.language }
}

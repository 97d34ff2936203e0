import ArgumentParser
import Model

/// Which services a command talks to, and how it says what came of it.
struct CommandOutput: ParsableArguments, OutcomeOutput {
    @Flag(help: "Print the outcome as JSON.")
    var json = false

    @OptionGroup var client: ClientOptions

    var language: DisplayLanguage { self.client.installation.language }
}

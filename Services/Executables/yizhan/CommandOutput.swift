import ArgumentParser
import Model
import YizhanCommands

/// Which services a command talks to, and how it says what came of it.
struct CommandOutput: ParsableArguments {
    @Flag(help: "Print the outcome as JSON.")
    var json = false

    @OptionGroup var client: ClientOptions

    var language: DisplayLanguage { self.client.installation.language }
    var style: Style { Style(isOn: Terminal.output.hasColor) }

    /// One thing: as JSON, or as lines.
    func show(_ outcome: JSON, _ text: (JSON) -> String) {
        Terminal.output.line(self.json ? outcome.description : text(outcome))
    }

    /// A list: as JSON, or each entry as a line.
    func list(_ entries: [JSON], none: Label, _ text: (JSON) -> String) {
        if self.json { return Terminal.output.line(JSON.array(entries).description) }
        for entry in entries { Terminal.output.line(text(entry)) }
        if entries.isEmpty { Terminal.error.line(none(self.language)) }
    }

    /// What was done: as JSON, or in words, which are no result and go to standard error.
    func say(_ outcome: JSON, _ words: Label) {
        if self.json { return Terminal.output.line(outcome.description) }
        Terminal.error.line(words(self.language))
    }
}

import ArgumentParser
import Model
import YizhanCommands

/// How the commands about people and units say what they did.
struct IdentityOutput: ParsableArguments {
    @Flag(help: "Print the outcome as JSON.")
    var json = false

    @OptionGroup var installation: InstallationOptions

    /// The person or unit as JSON, or a sentence for people.
    func say(_ outcome: JSON, _ sentence: Label) {
        if self.json {
            Terminal.output.line(outcome.description)
        } else {
            Terminal.error.line(sentence(self.installation.language))
        }
    }

    /// A list: as JSON, or each entry as a line.
    func list(_ entries: [JSON], none: Label, _ line: (JSON, Style, DisplayLanguage) -> String) {
        if self.json { return Terminal.output.line(JSON.array(entries).description) }
        let style = Style(isOn: Terminal.output.hasColor)
        let language = self.installation.language
        for entry in entries { Terminal.output.line(line(entry, style, language)) }
        if entries.isEmpty { Terminal.error.line(none(language)) }
    }
}
